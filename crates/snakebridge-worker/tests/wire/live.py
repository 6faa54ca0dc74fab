"""The other side of `live.rs`: reads cases from stdin, checks each, and writes what Rust is to read in turn.

A case is a payload and Python source that makes the same value by other means; both with their length in front.
"""

import io
import pickle
import struct
import sys


class Array(tuple):
    """A dtype, a shape and data."""


def f64(bits):
    return struct.unpack("<d", struct.pack("<Q", bits))[0]


def text(encoded):
    return encoded.decode("utf-8", "surrogatepass")


def make_array(dtype, shape, data):
    assert type(data) is bytearray
    return Array((dtype, shape, bytes(data)))


class Reader(pickle.Unpickler):
    def find_class(self, module, name):
        return {("snakebridge", "complex"): complex, ("snakebridge", "array"): make_array}[module, name]


class Writer(pickle.Pickler):
    def reducer_override(self, value):
        if type(value) is complex:
            return tags["complex"], (value.real, value.imag)
        if type(value) is Array:
            return tags["array"], tuple(value)
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
tags = {name: tag(name) for name in ("complex", "array")}


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
