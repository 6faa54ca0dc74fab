"""`**kwargs: Unpack[Keys]` (PEP 692): the keys of a `TypedDict` are the keyword arguments.

The class may be there for type checkers only; then its source is read.
"""

from __future__ import annotations

import ast
import re

from .annotations import annotation_text
from .guard import attempt
from .lookup import MISSING, is_class, namespace
from .naming import find_path, naming_of_class
from .stars import VAR_KEYWORD
from .stubs.scopes import dotted

__all__ = ["with_unpacked_keys"]

UNPACKED = re.compile(r"Unpack\[(?P<path>[\w.]+)\]")
DEEPEST = 10


def with_unpacked_keys(listed):
    """Parameters with the keys that their `**kwargs` unpacks, as optional keywords; others go on to be let through."""
    last = listed[-1] if listed else None
    unpacked = UNPACKED.fullmatch(last.get("annotation", "")) if last and last["kind"] == VAR_KEYWORD else None
    keys = attempt(_keys, find_path(unpacked["path"]), DEEPEST) if unpacked else None
    if not keys:
        return listed
    taken = {parameter["name"] for parameter in listed}
    more = [_keyword(name, annotation) for name, annotation in keys.items() if name.isidentifier() and name not in taken]
    rest = {key: value for key, value in last.items() if key != "annotation"}
    return [*listed[:-1], *more, rest]


def _keyword(name, annotation):
    parameter = {"name": name, "kind": "keyword_only", "default": "..."}
    return {**parameter, "annotation": annotation} if annotation else parameter


def _keys(found, depth):
    """The keys of what a name stands for, with their annotations; `None` if it is no `TypedDict`."""
    if found is None or depth == 0:
        return None
    if is_class(found.value):
        if "__required_keys__" not in namespace(found.value):
            return None
        names = naming_of_class(found.value)
        return {name: annotation_text(each, names) for name, each in found.value.__annotations__.items()}
    node = found.definition if found.value is MISSING else None
    if not isinstance(node, ast.ClassDef):
        return None
    keys, is_typed = {}, False
    for base in filter(None, map(dotted, node.bases)):
        if base.rpartition(".")[2] == "TypedDict":
            is_typed = True
            continue
        inherited = _keys(found.home.find(base), depth - 1)
        is_typed = is_typed or inherited is not None
        keys.update(inherited or {})
    for statement in node.body:
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            keys[statement.target.id] = annotation_text(ast.unparse(statement.annotation), found.home)
    return keys if is_typed else None
