"""Annotations that are text, spelt with full names as those of live objects are."""

from __future__ import annotations

import ast
import typing

from .guard import attempt
from .lookup import MISSING, is_class, is_module
from .stubs.scopes import dotted
from .stubs.spelling import plain
from .unions import as_union, members_of

__all__ = ["spelt"]

# An alias is written out as long as that makes it clearer.
LONGEST_EXPANSION = 200
DEEPEST = 12
FIRST_OF = ("Annotated", "dataclasses.InitVar")
OF_ANNOTATIONS = ("typing", "types", "typing_extensions")


def spelt(text, names, live, depth=0):
    """The annotation `text` with the names that `names`, a `Naming`, knows.

    `live(value, names, depth)` writes annotations that are no text. What cannot be read is left as it is.
    """
    if text not in names.spelt:
        names.spelt[text] = text  # while it is written
        tree = attempt(ast.parse, text.strip(), "", "eval")
        found = None if tree is None else attempt(Spelling(names, live, depth).text, tree.body)
        names.spelt[text] = found or text
    return names.spelt[text]


class Spelling:
    """One annotation."""

    def __init__(self, names, live, depth):
        self._names = names
        self._live = live
        self._depth = depth

    def text(self, node):
        return as_union(self._members(node))

    def _members(self, node):
        """The members of a union; a single one if it is none."""
        if isinstance(node, ast.Constant):
            return self._constant(node.value)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
            return self._members(node.left) + self._members(node.right)
        if isinstance(node, ast.Subscript):
            return self._subscripted(node)
        if isinstance(node, ast.List):
            return [f"[{', '.join(map(self.text, node.elts))}]"]
        if isinstance(node, ast.Starred):
            return [f"*{self.text(node.value)}"]
        name = dotted(node)
        return [ast.unparse(node)] if name is None else self._named(name)

    def _constant(self, value):
        if type(value) is str:
            return self._members(ast.parse(value.strip(), mode="eval").body)
        return ["..." if value is ... else repr(value)]

    def _subscripted(self, node):
        inside = node.slice
        arguments = inside.elts if isinstance(inside, ast.Tuple) else [inside]
        name = dotted(node.value)
        base = ast.unparse(node.value) if name is None else self._base(name)
        if base == "Literal":
            return [f"Literal[{', '.join(map(ast.unparse, arguments))}]"]
        if base == "Optional":
            return [*self._members(inside), "None"]
        if base == "Union":
            return [member for each in arguments for member in self._members(each)]
        if base in FIRST_OF:
            return self._members(arguments[0])
        return [f"{base}[{', '.join(map(self.text, arguments)) or '()'}]"]

    def _base(self, name):
        """What stands before brackets: a generic alias keeps its name."""
        found = self._names.find(name)
        if found is None:
            return name
        said = self._of_value(found)
        is_name = said is not None and "[" not in said and " | " not in said
        return said if is_name else plain(found.path or name)

    def _named(self, name):
        found = self._names.find(name)
        if found is None:
            return [name]
        said = self._of_value(found)
        return [name] if said is None and not found.path else members_of(said or plain(found.path))

    def _of_value(self, found):
        """The live annotation that a name stands for; `None` where it is best left as a name."""
        value = found.value
        if value is None:
            return "None"
        if value is MISSING:
            return self._of_source(found)
        if is_module(value) or self._depth > DEEPEST:
            return None
        if not (is_class(value) or is_annotation(value)):
            return None
        said = attempt(self._live, value, found.home or self._names, self._depth + 1)
        return said if said and (is_class(value) or len(said) <= LONGEST_EXPANSION) else None


    def _of_source(self, found):
        """What the source says that an alias stands for, `None` if it is none."""
        node = found.definition
        is_alias = isinstance(node, ast.AnnAssign) and (dotted(node.annotation) or "").rpartition(".")[2] == "TypeAlias"
        if not is_alias or node.value is None or found.path in found.home.expanding:
            return None
        found.home.expanding.add(found.path)
        said = spelt(ast.unparse(node.value), found.home, self._live, self._depth + 1)
        found.home.expanding.discard(found.path)
        return said if len(said) <= LONGEST_EXPANSION else None


def is_annotation(value):
    """Whether a value that a name stands for is something of `typing`, or an alias of such."""
    return type(value).__module__ in OF_ANNOTATIONS and (
        attempt(typing.get_origin, value) is not None or type(attempt(_name, value)) is str
    )


def _name(value):
    return getattr(value, "__name__", None) or value._name
