"""What stands at the end of a path, as a symbol of the IR."""

from __future__ import annotations

from .classes import describe_class
from .lookup import is_class, is_module
from .signatures import Subject, signature
from .text import docstring, path_of_class, type_name

__all__ = ["describe"]


def describe(path, value, wanted, skip, imported=False):
    """The symbol of a value found at `path`; of a class with the `wanted` members.

    What was `imported` is a module whatever its type is. `skip(name, error)` is told of members that are left out.
    """
    if imported or is_module(value):
        symbol = {"kind": "module"}
    elif is_class(value):
        symbol = describe_class(value, wanted, skip)
        if path_of_class(value) != path:
            symbol["qualified"] = path_of_class(value)
    elif callable(value):
        symbol = {"kind": "function", **signature(Subject(value, [path.rpartition(".")[2]]))}
    else:
        return {"kind": "value", "type": type_name(value)}
    doc = docstring(value)
    if doc:
        symbol["doc"] = doc
    return symbol
