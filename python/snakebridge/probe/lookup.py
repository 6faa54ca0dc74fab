"""Looking at classes and attributes as they stand: nothing is bound, nothing runs, nothing can lie."""

from __future__ import annotations

import types

__all__ = ["MISSING", "inherited", "is_class", "is_module", "mro", "namespace", "special"]

MISSING = type("MissingType", (), {"__repr__": lambda self: "MISSING"})()

_mro = type.__dict__["__mro__"].__get__
_namespace = type.__dict__["__dict__"].__get__


def is_class(value):
    """Whether it is a class by its real type; `isinstance` would believe a proxy's `__class__`."""
    return issubclass(type(value), type)


def is_module(value):
    """Whether it is a module by its real type."""
    return issubclass(type(value), types.ModuleType)


def mro(cls):
    """The classes that are searched for a member, `cls` first, `object` last."""
    return _mro(cls)


def namespace(cls):
    """What stands on a class itself."""
    return _namespace(cls)


def inherited(cls, name):
    """What stands under a name on the nearest class of the MRO, or `MISSING`."""
    for base in _mro(cls):
        if name in _namespace(base):
            return _namespace(base)[name]
    return MISSING


def special(value, name):
    """A special method as Python finds it: on the type."""
    return inherited(type(value), name)
