"""Annotations as source text, spelt alike on every Python version and never evaluated."""

from __future__ import annotations

import dataclasses
import enum
import typing

from .guard import attempt
from .lookup import is_class
from .spelling import spelt
from .text import path_of_class

__all__ = ["annotation_text"]

# Their names are known without the module that they come from.
PLAIN_MODULES = ("builtins.", "typing.", "typing_extensions.", "collections.abc.")
VARIABLES = ("TypeVar", "ParamSpec", "TypeVarTuple")  # of `typing`, or of `typing_extensions`
UNIONS = {typing.Union, attempt(lambda: type(int | str), default=typing.Union)}


def annotation_text(annotation, names=None):
    """The annotation as one would write it; `None` where that cannot be told.

    `names` is the `Naming` of the place it is written at, for what is text there.
    """
    return attempt(_text, annotation, names, 0)


def _text(annotation, names, depth):
    if type(annotation) is str:
        return _written(annotation, names, depth)
    if annotation is None or annotation is type(None):
        return "None"
    if annotation is ...:
        return "..."
    if type(annotation) is list:
        return "[" + ", ".join(_text(each, names, depth) for each in annotation) + "]"
    if type(annotation) is dataclasses.InitVar:
        return _text(annotation.type, names, depth)
    if type(annotation) is typing.ForwardRef:
        return _written(annotation.__forward_arg__, names, depth)
    origin = typing.get_origin(annotation)
    if origin is not None:
        return _generic(annotation, origin, names, depth)
    if is_class(annotation):
        return _plain(path_of_class(annotation))
    return _named(annotation)


def _written(text, names, depth):
    text = " ".join(text.split())
    return (text if names is None else spelt(text, names, _text, depth)) or None


def _generic(annotation, origin, names, depth):
    arguments = typing.get_args(annotation)
    if origin in UNIONS:
        return " | ".join(_text(each, names, depth) for each in arguments)
    name = _text(origin, names, depth)
    if name == "Annotated":
        return _text(arguments[0], names, depth)
    if name == "Literal":
        return f"Literal[{', '.join(map(_literal, arguments))}]"
    # A bare `typing.List` has an origin and no arguments. `tuple[()]` has none either.
    if not arguments:
        return "tuple[()]" if origin is tuple and "()" in repr(annotation) else name
    listed = [_text(each, names, depth) for each in arguments]
    return f"{name}[{', '.join(listed)}]"


def _literal(value):
    return f"{type(value).__qualname__}.{value.name}" if isinstance(value, enum.Enum) else repr(value)


def _named(annotation):
    """Type variables, new types, type aliases and special forms such as `typing.Any`."""
    name = attempt(lambda: annotation.__name__) or attempt(lambda: annotation._name)
    module = attempt(lambda: annotation.__module__)
    if type(name) is not str:
        text = repr(annotation)
        return None if " at 0x" in text else _plain(text)
    if type(annotation).__name__ in VARIABLES or type(module) is not str:
        return name
    return _plain(f"{module}.{name}")


def _plain(path):
    for module in PLAIN_MODULES:
        if path.startswith(module):
            return path[len(module) :]
    return path
