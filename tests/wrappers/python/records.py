"""Classes that are mostly fields."""

import collections
import dataclasses
from typing import ClassVar, Generic, NamedTuple, Protocol, TypedDict, TypeVar

T = TypeVar("T")


@dataclasses.dataclass
class Item:
    name: str
    size: int = 3
    tags: list = dataclasses.field(default_factory=list)
    shared: ClassVar[int] = 4


Point = collections.namedtuple("Point", "x y", defaults=[7])


class Pair(NamedTuple):
    left: str
    right: int = 2


class Options(TypedDict, total=False):
    width: int
    height: int


class Slotted:
    __slots__ = ("x",)
    x: int

    def __init__(self, x):
        self.x = x


class Checked:
    def __get__(self, instance, owner=None) -> str:
        return instance._checked

    def __set__(self, instance, value):
        if not value:
            raise ValueError("empty")
        instance._checked = value


class Described:
    data = Checked()


class Box(Generic[T]):
    def __init__(self, item: T):
        self.item = item

    def open(self) -> T:
        return self.item


class Speaks(Protocol):
    def speak(self) -> str: ...


class Dog:
    def speak(self) -> str:
        return "woof"


class Response:
    encoding = None

    def __init__(self, status):
        self.status = status

    def decode(self):
        self.encoding = "utf-8"
        self.text = "hello"
