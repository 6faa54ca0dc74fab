"""One of each of what is not an exact builtin."""

import array
import collections
import dataclasses
import datetime
import decimal
import enum
import fractions
import re
import types
import uuid

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
        datetime.datetime(2020, 1, 1),
        datetime.date(2020, 1, 1),
        datetime.timedelta(1),
        decimal.Decimal("1.0"),
        fractions.Fraction(1, 3),
        uuid.UUID(int=1),
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
