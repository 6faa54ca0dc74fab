"""What the syntax of Python does with instances of a class: operators, loops, `with`, calls."""

from __future__ import annotations

from .code import returns_receiver
from .lookup import MISSING, inherited
from .signatures import signature
from .subject import Subject

__all__ = ["describe_protocols"]

# Those that make a difference to a host. What every object can be asked for (`len`, `in`, comparisons, items) needs no
# method of its own.
SPECIAL = [
    "__add__",
    "__aenter__",
    "__aiter__",
    "__and__",
    "__enter__",
    "__getattr__",
    "__invert__",
    "__iter__",
    "__lshift__",
    "__mod__",
    "__mul__",
    "__neg__",
    "__or__",
    "__rshift__",
    "__sub__",
    "__truediv__",
    "__xor__",
]
# They mostly give the object itself, and seldom say so.
FLUENT = ("__enter__", "__aenter__", "__iter__", "__aiter__")


def describe_protocols(cls):
    """The special methods of a class, what they say they give, and how an instance is called."""
    found = {name: _special(cls, name) for name in SPECIAL}
    special = [name for name, function in found.items() if function is not None]
    gives = {name: returned for name in special if (returned := _returned(name, found[name], cls))}
    call = _special(cls, "__call__")
    return {
        "special": special,
        "gives": gives,
        "call": None if call is None else signature(Subject(call, ["__call__"], receives=True, owner=cls)),
    }


def _special(cls, name):
    """A special method; a class says that it has none by `None` (data model, "Special method names")."""
    found = inherited(cls, name)
    return None if found is MISSING else found


def _returned(name, function, cls):
    said = signature(Subject(function, [name], receives=True, owner=cls)).get("returns")
    if said:
        return said
    return "Self" if name in FLUENT and returns_receiver(function) else None
