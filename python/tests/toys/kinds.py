"""One of each of what is not an exact builtin."""

import array
import collections
import dataclasses
import datetime
import decimal
import enum
import fractions
import io
import re
import struct
import types
import uuid
import zoneinfo

Point = collections.namedtuple("Point", "x y")


class Color(enum.Enum):
    RED = 1


class Level(enum.IntEnum):
    LOW = 1


class Word(str):
    pass


class Table(dict):
    pass


class Row(list):
    pass


class Pair(tuple):
    pass


class Bag(set):
    pass


class Number(int):
    pass


class Real(float):
    pass


class Raw(bytes):
    pass


class Reducing:
    """Would make an honest pickler run `print`."""

    def __reduce__(self):
        return print, ("reduced",)


@dataclasses.dataclass
class Record:
    name: str


def generator():
    yield 1


def nested_function():
    def inner():
        pass

    return inner


class Moment(datetime.datetime):
    pass


class Day(datetime.date):
    pass


class Hour(datetime.time):
    pass


class Span(datetime.timedelta):
    pass


class Amount(decimal.Decimal):
    pass


class Ratio(fractions.Fraction):
    pass


class Ident(uuid.UUID):
    pass


class Zone(datetime.tzinfo):
    def utcoffset(self, when):
        raise RuntimeError("utcoffset was called")

    dst = tzname = utcoffset


class OwnZone(zoneinfo.ZoneInfo):
    pass


def improper(numerator, denominator):
    made = fractions.Fraction(1, 3)
    made._numerator, made._denominator = numerator, denominator
    return made


def zone_of_a_file(key=None):
    """A ZoneInfo with rules that are not those of its key."""
    rules = struct.pack(">6l", 0, 0, 0, 0, 1, 4) + struct.pack(">lBB", 3600, 0, 0) + b"ABC\0"
    return zoneinfo.ZoneInfo.from_file(io.BytesIO(b"TZif" + bytes(16) + rules), key=key)


def almost_standard():
    """Of classes that cross by value, or nearly so; and yet more than that would keep."""
    zones = [
        Zone(),
        OwnZone.no_cache("Europe/Berlin"),
        zone_of_a_file(),
        zone_of_a_file("Europe/Berlin"),
        datetime.timezone(Span(hours=1)),
        datetime.timezone(datetime.timedelta(hours=1), Word("word")),
        datetime.timezone(datetime.timedelta(hours=1), "\ud800"),
    ]
    return [
        Moment(2020, 1, 1),
        Day(2020, 1, 1),
        Hour(1),
        Span(1),
        Amount("1.0"),
        Ratio(1, 3),
        Ident(int=1),
        uuid.UUID(int=1, is_safe=uuid.SafeUUID.safe),
        uuid.UUID(int=1, is_safe=uuid.SafeUUID.unsafe),
        uuid.UUID.__new__(uuid.UUID),
        improper(2, 6),
        improper(1, -3),
        improper(Number(1), 3),
        datetime.timezone.utc,
        zoneinfo.ZoneInfo("Europe/Berlin"),
        *(datetime.datetime(2020, 1, 1, tzinfo=zone) for zone in zones),
        *(datetime.time(1, tzinfo=zone) for zone in zones),
    ]


def opaque():
    """Values that have to be handles."""
    released = memoryview(b"gone")
    released.release()
    return [
        ...,
        NotImplemented,
        type(None),
        type(...),
        int,
        type,
        Word,
        Point,
        Point(1, 2),
        Color.RED,
        Color,
        Level.LOW,
        Word("word"),
        Table(a=1),
        Row([1]),
        Pair((1,)),
        Bag([1]),
        Number(1),
        Real(1.0),
        Raw(b"raw"),
        Reducing(),
        Record("record"),
        Record,
        len,
        print,
        opaque,
        nested_function(),
        lambda: None,
        generator(),
        iter([]),
        iter({}),
        {}.keys(),
        {1: 2}.items(),
        range(3),
        slice(1),
        types,
        types.SimpleNamespace(a=1),
        types.MappingProxyType({}),
        collections.OrderedDict(a=1),
        collections.defaultdict(list),
        collections.Counter("aa"),
        collections.deque([1]),
        *almost_standard(),
        re.compile("a"),
        array.array("d", [1.0]),
        memoryview(b"abcd")[::2],
        memoryview(b"abcd").cast("H"),
        memoryview(bytearray(4)).cast("B", (2, 2)),
        released,
        object(),
        object,
        [].append,
        str.upper,
        property(),
        staticmethod(len),
        super(Word, Word("word")),
        ValueError("error"),
        ValueError,
    ]
