"""What the source of a module declares, for modules that make their attributes on demand and list them nowhere."""

from __future__ import annotations

import ast
import types

from .guard import attempt
from .lookup import namespace

__all__ = ["declared_names"]


def declared_names(module):
    """Public names of classes and functions in the source, and of what is imported there for type checkers only.

    Only of modules with a `__getattr__`, of their own (PEP 562) or of their type: `dir` tells all names of others.
    """
    is_plain = type(module) is types.ModuleType and "__getattr__" not in attempt(vars, module, default={})
    is_dynamic = not is_plain and (type(module) is types.ModuleType or "__getattr__" in namespace(type(module)))
    file = attempt(getattr, module, "__file__")
    if not is_dynamic or type(file) is not str or not file.endswith(".py"):
        return set()
    tree = attempt(_parse, file)
    names = _names(tree.body, imports=False) if tree else ()
    return {name for name in names if not name.startswith("_") and attempt(hasattr, module, name, default=False)}


def _parse(file):
    with open(file, "rb") as source:
        return ast.parse(source.read())


def _names(body, imports):
    for statement in body:
        if isinstance(statement, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            yield statement.name
        elif isinstance(statement, ast.ImportFrom) and imports:
            yield from (alias.asname or alias.name for alias in statement.names)
        elif isinstance(statement, ast.If):
            yield from _names(statement.body, imports or _is_type_checking(statement.test))


def _is_type_checking(test):
    return getattr(test, "id", getattr(test, "attr", None)) == "TYPE_CHECKING"
