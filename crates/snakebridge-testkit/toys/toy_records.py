"""Things with fields."""

import collections
import dataclasses
import enum


@dataclasses.dataclass
class Person:
    name: str
    years: int
    nickname: str = "none"


Named = collections.namedtuple("Named", "name years")


class Colour(enum.Enum):
    RED = 1
    GREEN = 2


class Bare:
    """Has attributes, one of which raises."""

    name = "bare"

    @property
    def years(self):
        raise ValueError("no years")


def people():
    return [
        Person("Ada", 36),
        Named("Bob", 7),
        {"name": "Eve", "years": 1, "nickname": None},
        collections.OrderedDict(name="Dan", years=2),
    ]


def seen(x):
    return repr(x)
