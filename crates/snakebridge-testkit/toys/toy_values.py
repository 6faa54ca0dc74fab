"""Values of all kinds, and functions that say what arrived."""

import collections
import enum


def identity(x):
    return x


def describe(x):
    """What Python sees: the type, and an exact picture of the value."""
    return f"{type(x).__name__}:{x!r}"


def types_inside(items):
    return [type(item).__name__ for item in items]


def big(power):
    return 2**power


def cycle():
    items = [1, 2]
    items.append(items)
    return items


def mutual():
    left, right = {}, {}
    left["right"], right["left"] = right, left
    return left


def nested(depth):
    value = []
    for _ in range(depth):
        value = [value]
    return value


class Colour(enum.Enum):
    RED = 1


class Shade(str, enum.Enum):
    DARK = "dark"


class Level(enum.IntEnum):
    LOW = 1


Point = collections.namedtuple("Point", "x y")


class Text(str):
    pass


class Number(int):
    pass


class Opaque:
    def __repr__(self):
        raise RuntimeError("no repr for you")

    __str__ = __repr__

    def __eq__(self, other):
        raise RuntimeError("no comparison for you")

    __hash__ = object.__hash__


OPAQUE = Opaque()

SPECIAL = {
    "enum": Colour.RED,
    "str enum": Shade.DARK,
    "int enum": Level.LOW,
    "named tuple": Point(1, 2),
    "str subclass": Text("text"),
    "int subclass": Number(5),
    "ordered dict": collections.OrderedDict(a=1),
    "default dict": collections.defaultdict(list),
    "class": Opaque,
    "function": identity,
    "module": collections,
    "ellipsis": ...,
    "not implemented": NotImplemented,
    "range": range(3),
    "iterator": iter([1]),
    "object": OPAQUE,
}


def with_neighbours():
    return [1, OPAQUE, "text", {"key": OPAQUE}, (None, OPAQUE)]


def opaque_as_key():
    return {OPAQUE: 1, "plain": 2}


def opaque_in_set():
    return {OPAQUE}


def enums():
    return [Colour.RED, Shade.DARK, Level.LOW, {Shade.DARK: Level.LOW}, {Level.LOW}]


def lone_surrogates():
    """Halves, also a high one before a low one: two characters, not the one that they would be in UTF-16."""
    return ["\ud800", "\udfff", "a\0\udc80b", "\ud83d\udc0d"]


def code_points(text):
    return [ord(letter) for letter in text]


def sets_of_tuples():
    return {(1, "a"), (2.0, None)}, frozenset({((), (b"x",))})


def types_of_keys(mapping):
    return [type(key).__name__ for key in mapping]


def nested_counters(depth, counter):
    """Objects at every level of something too deep to be sent."""
    value = []
    for _ in range(depth):
        value = [value, counter()]
    return value


def lookup(mapping, key):
    return mapping[key]


def depth_of(value):
    depth = 0
    while value:
        value, depth = value[0], depth + 1
    return depth
