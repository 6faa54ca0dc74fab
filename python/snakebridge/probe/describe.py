"""What stands at the end of a path, as a symbol of the IR."""

from __future__ import annotations

import typing

from .classes import describe_class
from .guard import attempt
from .lookup import is_class, is_module
from .signatures import signature
from .stubs import STUBS
from .subject import Subject
from .text import docstring, path_of_class, type_name

__all__ = ["describe"]

OF_ANNOTATIONS = ("typing", "types", "typing_extensions")


def describe(path, value, wanted, skip, imported=False):
    """The symbol of a value found at `path`; of a class with the `wanted` members.

    What was `imported` is a module whatever its type is. `skip(name, error)` is told of members that are left out.
    """
    if imported or is_module(value):
        symbol = {"kind": "module"}
    elif is_class(value):
        STUBS.know(value, path)
        symbol = describe_class(value, wanted, skip)
        if path_of_class(value) != path:
            symbol["qualified"] = path_of_class(value)
    elif callable(value) and not is_annotation(value):
        subject = Subject(value, [path.rpartition(".")[2]], stub=lambda: STUBS.function(value, path))
        symbol = {"kind": "function", **signature(subject)}
    else:
        symbol = {"kind": "value", "type": type_name(value)}
        annotation = attempt(STUBS.value, path)
        return {**symbol, "annotation": annotation} if annotation else symbol
    doc = docstring(value)
    if doc:
        symbol["doc"] = doc
    return symbol


def is_annotation(value):
    """Whether it is a type alias such as `list[int]` or `Annotated[str, ...]`, most of which could be called."""
    return type(value).__module__ in OF_ANNOTATIONS and attempt(typing.get_origin, value) is not None
