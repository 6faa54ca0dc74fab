"""What engines may remember of a call, and what has to be noticed all the same."""

import asyncio
import sys
import types

ANSWER = 42
calls = 0


def count():
    global calls
    calls += 1
    return calls


def echo(value=None, *, named=None):
    return value if named is None else named


def made(kind):
    return {
        "none": None,
        "true": True,
        "int": 7,
        "big": 1 << 70,
        "float": 0.5,
        "nan": float("nan"),
        "str": "täxt",
        "lone": "\udc80",
        "bytes": b"\x00\xff",
        "long": "x" * 100_000,
        "list": [1, 2.5, "three"],
        "subclass": type("Number", (int,), {})(5),
    }[kind]


async def later(number):
    await asyncio.sleep(0)
    return number + 1


def fail(message):
    try:
        raise KeyError("first")
    except KeyError as error:
        raised = ValueError(message)
        raised.__notes__ = ["a note"]
        raise raised from error


def replaced(number):
    """Gives way to another while it runs."""
    own = globals().pop("replaced")

    def successor(number):
        globals()["replaced"] = own
        return number * 100

    globals()["replaced"] = successor
    return number + 1


def become_special():
    """Change the class of this module to one with a property."""

    class Special(types.ModuleType):
        @property
        def ANSWER(self):
            return 43

    sys.modules[__name__].__class__ = Special


def become_usual():
    sys.modules[__name__].__class__ = types.ModuleType


def apply(function, number):
    return function(number)
