"""The other side of `live.rs`: reads cases from stdin, checks each, and writes what Rust is to read in turn.

A case is a payload and Python source that makes the same value by other means; both with their length in front.
"""

import datetime
import io
import pickle
import struct
import sys
import uuid
from datetime import timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo


class Array(tuple):
    """A dtype, a shape and data."""


def f64(bits):
    return struct.unpack("<d", struct.pack("<Q", bits))[0]


def text(encoded):
    return encoded.decode("utf-8", "surrogatepass")


def make_array(dtype, shape, data):
    assert type(data) is bytearray
    return Array((dtype, shape, bytes(data)))


def zone(parts):
    if parts is None or type(parts) is str:
        return parts and ZoneInfo(parts)
    seconds, microseconds, *name = parts
    return timezone(timedelta(seconds=seconds, microseconds=microseconds), *name)


def zone_parts(tz):
    if tz is None or type(tz) is ZoneInfo:
        return tz and tz.key
    offset, *name = tz.__getinitargs__()
    return (offset.days * 86400 + offset.seconds, offset.microseconds, *name)


def time(*parts):
    return datetime.time(*parts[:-2], zone(parts[-1]), fold=parts[-2])


def moment(*parts):
    return datetime.datetime(*parts[:-2], zone(parts[-1]), fold=parts[-2])


def time_parts(x):
    return x.hour, x.minute, x.second, x.microsecond, x.fold, zone_parts(x.tzinfo)


MADE = {
    "complex": complex,
    "array": make_array,
    "date": datetime.date,
    "time": time,
    "datetime": moment,
    "timedelta": timedelta,
    "decimal": Decimal,
    "fraction": Fraction,
    "uuid": lambda data: uuid.UUID(bytes=data),
}
TAKEN_APART = {
    complex: ("complex", lambda x: (x.real, x.imag)),
    Array: ("array", tuple),
    datetime.date: ("date", lambda x: (x.year, x.month, x.day)),
    datetime.time: ("time", time_parts),
    datetime.datetime: ("datetime", lambda x: (x.year, x.month, x.day, *time_parts(x))),
    timedelta: ("timedelta", lambda x: (x.days, x.seconds, x.microseconds)),
    Decimal: ("decimal", lambda x: (str(x),)),
    Fraction: ("fraction", lambda x: (x.numerator, x.denominator)),
    uuid.UUID: ("uuid", lambda x: (x.bytes,)),
}


class Reader(pickle.Unpickler):
    def find_class(self, module, name):
        return MADE[name] if module == "snakebridge" else None


class Writer(pickle.Pickler):
    def reducer_override(self, value):
        if type(value) in TAKEN_APART:
            name, parts = TAKEN_APART[type(value)]
            return tags[name], parts(value)
        if value in tags.values():
            return NotImplemented
        raise TypeError(type(value))


def tag(name):
    def function():
        pass

    function.__module__, function.__qualname__, function.__name__ = "snakebridge", name, name
    setattr(module, name, function)
    return function


module = sys.modules["snakebridge"] = type(sys)("snakebridge")
tags = {name: tag(name) for name in MADE}


def same(left, right):
    if type(left) is not type(right):
        return False
    if type(left) is float:
        return struct.pack("<d", left) == struct.pack("<d", right)
    if type(left) is complex:
        return same(left.real, right.real) and same(left.imag, right.imag)
    if type(left) in (list, tuple, Array):
        return len(left) == len(right) and all(map(same, left, right))
    if type(left) is dict:
        return same(list(left.items()), list(right.items()))
    if type(left) is Decimal:
        return left.as_tuple() == right.as_tuple()
    if type(left) in (datetime.time, datetime.datetime):
        # `==` is blind to the fold and the name of the zone, and to the date of a clock that is put back.
        return TAKEN_APART[type(left)][1](left) == TAKEN_APART[type(left)][1](right)
    return left == right


def dumps(value):
    out = io.BytesIO()
    Writer(out, 5).dump(value)
    return out.getvalue()


def take():
    (length,) = struct.unpack("<I", sys.stdin.buffer.read(4))
    return sys.stdin.buffer.read(length)


def give(payload):
    sys.stdout.buffer.write(struct.pack("<I", len(payload)) + payload)


def shared():
    inner, word = list(range(10)), "word"
    return [inner, (inner, inner), {word: inner}, [{word: number} for number in range(2500)], [inner, [inner]]]


SPECIALS = [
    [number * 0.5 for number in range(2500)],
    [str(number) for number in range(2500)],
    {number: [number] for number in range(2500)},
    set(range(2500)),
    frozenset(range(2500)),
    tuple(range(2500)),
    ["x" * 70_000, b"y" * 70_000, "z" * 10, bytearray(b"w" * 70_000)],
    [["x" * 1000] * 2 for _ in range(100)],
    shared(),
]

for _ in range(struct.unpack("<I", sys.stdin.buffer.read(4))[0]):
    payload, source = take(), take().decode()
    value = eval(source)
    loaded = Reader(io.BytesIO(payload)).load()
    assert same(loaded, value), (source, loaded)
    give(dumps(value))
for special in SPECIALS:
    give(dumps(special))
