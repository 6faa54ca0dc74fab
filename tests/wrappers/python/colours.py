"""Enums of every kind."""

import enum


class Colour(enum.Enum):
    RED = 1
    GREEN = "g"
    SCARLET = 1

    def shade(self, by, *, darker=True) -> str:
        return f"{self.name} {by} {darker}"

    def next(self) -> "Colour":
        return Colour.GREEN if self is Colour.RED else Colour.RED

    @classmethod
    def favourite(cls) -> "Colour":
        return cls.GREEN


class Access(enum.Flag):
    READ = 1
    WRITE = 2
    BOTH = READ | WRITE
    RUN = 4


class Code(enum.IntEnum):
    OK = 200
    MISSING = 404


class Word(str, enum.Enum):
    type = "t"
    Self = "s"
    Other = "o"


Kind = enum.Enum("Kind", {"plain": 1, "a-b": 2}, module=__name__)


def is_member(value, name) -> bool:
    return value is getattr(Colour, name)


def describe(value) -> str:
    return f"{type(value).__name__} {value!r}"


def later():
    """A member that the wrapper cannot know."""
    member = object.__new__(Colour)
    member._name_, member._value_ = "BLUE", 3
    return member


def mixed() -> list:
    return [Colour.RED, Colour.GREEN]
