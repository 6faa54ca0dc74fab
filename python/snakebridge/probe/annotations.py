"""Annotations as source text, spelt alike on every Python version and never evaluated."""

from __future__ import annotations

import collections.abc
import enum
import typing

from .guard import attempt
from .lookup import is_class
from .text import path_of_class

__all__ = ["annotation_text"]

# Their names are known without the module that they come from.
PLAIN_MODULES = ("builtins.", "typing.", "typing_extensions.", "collections.abc.")
UNIONS = {typing.Union, attempt(lambda: type(int | str), default=typing.Union)}


def annotation_text(annotation):
    """The annotation as one would write it; `None` where that cannot be told."""
    return attempt(_text, annotation)


def _text(annotation):
    if type(annotation) is str:
        return " ".join(annotation.split()) or None
    if annotation is None or annotation is type(None):
        return "None"
    if annotation is ...:
        return "..."
    if type(annotation) is list:
        return "[" + ", ".join(map(_text, annotation)) + "]"
    if type(annotation) is typing.ForwardRef:
        return annotation.__forward_arg__
    origin = typing.get_origin(annotation)
    if origin is not None:
        return _generic(annotation, origin)
    if is_class(annotation):
        return _plain(path_of_class(annotation))
    return _named(annotation)


def _generic(annotation, origin):
    arguments = typing.get_args(annotation)
    if origin in UNIONS:
        return " | ".join(map(_text, arguments))
    name = _text(origin)
    if name == "Annotated":
        return _text(arguments[0])
    if name == "Literal":
        return f"Literal[{', '.join(map(_literal, arguments))}]"
    # A bare `typing.List` has an origin and no arguments. `tuple[()]` has none either.
    if not arguments:
        return "tuple[()]" if origin is tuple and "()" in repr(annotation) else name
    if origin is collections.abc.Callable and len(arguments) == 2:
        return f"Callable[{_text(arguments[0])}, {_text(arguments[1])}]"
    return f"{name}[{', '.join(map(_text, arguments))}]"


def _literal(value):
    return f"{type(value).__qualname__}.{value.name}" if isinstance(value, enum.Enum) else repr(value)


def _named(annotation):
    """Type variables, new types, type aliases and special forms such as `typing.Any`."""
    name = attempt(lambda: annotation.__name__) or attempt(lambda: annotation._name)
    module = attempt(lambda: annotation.__module__)
    if type(name) is not str:
        text = repr(annotation)
        return None if " at 0x" in text else _plain(text)
    if isinstance(annotation, typing.TypeVar) or type(module) is not str:
        return name
    return _plain(f"{module}.{name}")


def _plain(path):
    for module in PLAIN_MODULES:
        if path.startswith(module):
            return path[len(module) :]
    return path
