"""Objects that conversions of the host read."""

import collections
import dataclasses
import datetime
import decimal
import enum
import pathlib
import typing
import uuid


class Text(str):
    pass


class Odd:
    """A path that is no Unicode text."""

    def __fspath__(self):
        return b"odd/\xff"


class Broken:
    def __fspath__(self):
        raise ValueError("no path today")


def paths():
    return [pathlib.PurePosixPath("a") / "ä", "plain", Text("text"), Odd(), b"bytes"]


def described(x):
    return repr(x)


class Movie(typing.TypedDict, total=False):
    title: str
    year: int


def movies():
    return [Movie(title="Brazil", year=1985), Movie(title="Alien")]


class Suit(enum.Enum):
    HEARTS = "hearts"
    SPADES = 4
    JOKER = ("any", 0)


class Level(enum.IntEnum):
    LOW = 1


@dataclasses.dataclass
class Inner:
    suit: Suit
    when: datetime.datetime


@dataclasses.dataclass
class Outer:
    inner: Inner
    counts: dict
    kind: typing.ClassVar[str] = "outer"


Pair = collections.namedtuple("Pair", "left right")


def nested():
    when = datetime.datetime(2024, 2, 29, 12, tzinfo=datetime.timezone.utc)
    return Outer(Inner(Suit.HEARTS, when), collections.Counter("aab"))


def standard():
    return {
        "day": datetime.date(2024, 2, 29),
        "time": datetime.time(1, 2, 3, 4),
        "local": datetime.datetime(2024, 2, 29, 1, 2, 3),
        "instant": datetime.datetime(2024, 2, 29, 1, tzinfo=datetime.timezone(datetime.timedelta(hours=1))),
        "price": decimal.Decimal("1.10"),
        "id": uuid.UUID(int=7),
    }
