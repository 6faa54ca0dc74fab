"""Classes by what Python's syntax does with them."""

import enum
from typing import Iterator, TypedDict


class Everything:
    limit = 1

    def __add__(self, other) -> "Everything":
        pass

    def __iter__(self) -> Iterator[int]:
        pass

    def __enter__(self):
        return self

    def __exit__(self, *details):
        pass

    def __getattr__(self, name):
        raise AttributeError(name)

    def __call__(self, x, y=1) -> str:
        pass


class Nothing:
    __iter__ = None
    __call__ = None


class Derived(Everything):
    pass


class Fields:
    default = None
    shared = 5

    def __init__(self, a, b):
        self.a = self.b = a
        other = b
        other.not_ours = 1
        self.nested.not_ours = 2
        self._private = 3

    def later(self, value):
        self.c: int = value
        self.default = value

    @classmethod
    def configure(cls, value):
        cls.of_the_class = value


class Level(enum.Enum):
    HIGH = 3
    TOP = 3
    LOW = 1


class Access(enum.Flag):
    READ = 1
    WRITE = 2
    BOTH = READ | WRITE


Odd = enum.Enum("Odd", {"a-b": 1, "plain": 2}, module=__name__)


class Named(TypedDict):
    name: str


class Options(Named, total=False):
    width: int
