"""Objects as text: type names, docstrings, defaults. Deterministic, short where it may get long, never raising."""

from __future__ import annotations

import enum
import inspect
import re
import types

from .guard import attempt
from .lookup import is_class

__all__ = ["clip", "default_text", "docstring", "path_of_class", "type_name", "without_lone_surrogates"]

LONGEST = 80
LONGEST_DOCSTRING = 100_000
ADDRESS = re.compile(r"\bat 0x[0-9a-fA-F]+")


def type_name(value):
    """`module.qualname` of the real type of a value."""
    return path_of_class(type(value))


def path_of_class(cls):
    """`module.qualname` of a class; classes with a broken `__module__` give the qualname alone."""
    qualname = type.__dict__["__qualname__"].__get__(cls)
    module = attempt(type.__getattribute__, cls, "__module__")
    return f"{module}.{qualname}" if type(module) is str and module else qualname


def docstring(value):
    """The cleaned docstring of a module, a class or a callable; one inherited from its type is of no interest."""
    doc = attempt(getattr, value, "__doc__")
    if type(doc) is not str:
        return None
    if not is_class(value) and doc == attempt(getattr, type(value), "__doc__"):
        return None
    if len(doc) > LONGEST_DOCSTRING:
        doc = doc[:LONGEST_DOCSTRING] + "…"
    return attempt(inspect.cleandoc, doc) or None


def default_text(value):
    """The default of a parameter as text for the docs."""
    return clip(ADDRESS.sub("at 0x…", attempt(_spelling, value, 0, default="…")))


def clip(text):
    """At most `LONGEST` characters, on one line."""
    text = " ".join(text.split("\n"))
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def without_lone_surrogates(text):
    """The text with U+FFFD for what no UTF-8 can say; halves of a pair are joined."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _spelling(value, depth):
    if is_class(value):
        return path_of_class(value).replace("builtins.", "", 1)
    if isinstance(value, (types.FunctionType, types.BuiltinFunctionType)):
        return f"<function {value.__qualname__}>"
    if isinstance(value, types.ModuleType):
        return f"<module {value.__name__}>"
    if isinstance(value, enum.Enum) and type(value.name) is str:
        return f"{type(value).__qualname__}.{value.name}"
    if depth < 5 and type(value) in CONTAINERS:
        return CONTAINERS[type(value)](value, depth + 1)
    text = repr(value)
    return text if type(text) is str else str.__str__(text)


def _list(value, depth):
    return "[" + ", ".join(_spelling(item, depth) for item in value) + "]"


def _tuple(value, depth):
    inside = ", ".join(_spelling(item, depth) for item in value)
    return f"({inside},)" if len(value) == 1 else f"({inside})"


def _dict(value, depth):
    return "{" + ", ".join(f"{_spelling(key, depth)}: {_spelling(item, depth)}" for key, item in value.items()) + "}"


def _set(value, depth):
    # The order of a set changes from run to run.
    inside = ", ".join(sorted(_spelling(item, depth) for item in value))
    return f"{{{inside}}}" if inside else "set()"


def _frozenset(value, depth):
    return f"frozenset({_set(value, depth)})" if value else "frozenset()"


CONTAINERS = {list: _list, tuple: _tuple, dict: _dict, set: _set, frozenset: _frozenset}
