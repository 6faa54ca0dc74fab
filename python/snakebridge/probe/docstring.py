"""The prototypes that many C callables have in the first lines of their docstring."""

from __future__ import annotations

import ast
import builtins
import re

from .guard import attempt
from .prototype import closing_bracket, ways

__all__ = ["parse_docstring"]

LONGEST = 4000
RESULTS = r"[^\W\d]\w*(?:,[^\W\d]\w*)* = "
LONGEST_WITH_OVERLOADS = 40000
TAIL = re.compile(r"[ \t]*(?:->(?P<returns>[^\n]*)|:[^\n]*|--[^\n]*)?(?:\n|$)")
PARTS_OF_TYPES = (
    *(ast.Expression, ast.Name, ast.Attribute, ast.Subscript, ast.BinOp, ast.BitOr, ast.Constant, ast.Tuple, ast.List),
    *(ast.Load, ast.Index),
)
BUILTINS = frozenset(name for name, value in vars(builtins).items() if isinstance(value, type))
# pybind11 and nanobind number the overloads and write each with its documentation.
OVERLOADED = re.compile(r"\s*Overloaded function\.\s*\n")


def parse_docstring(doc, names):
    """The prototypes of one of `names` that a docstring starts with, as pairs of parameters and what is returned.

    Empty if there is none. Several prototypes are overloads.
    """
    alternatives = "|".join(re.escape(name) for name in names)
    # f2py writes `y, ier = splev(t, c, k, x)`.
    start = re.compile(rf"(?:{RESULTS})?(?:[^\W\d][\w.]*\.)?(?:{alternatives})\(")
    first, end = _prototype(doc[:LONGEST], 0, start)
    if first is None:
        return []
    if OVERLOADED.match(doc, end):
        return _numbered(doc[:LONGEST_WITH_OVERLOADS], start) or first
    return _below(doc[:LONGEST], end, start, first)


def _prototype(doc, position, start):
    """The prototype that stands at a position, as one way or two, and where it ends; `None` where there is none."""
    opening = start.match(doc, position)
    if opening is None:
        return None, position
    end = closing_bracket(doc, opening.end() - 1)
    tail = TAIL.match(doc, end + 1) if end > 0 else None
    found = ways(doc[opening.end() : end]) if tail else None
    if found is None:
        return None, position
    returns = _type((tail.group("returns") or "").strip(" :."))
    return [(listed, returns) for listed in found], tail.end()


def _type(text):
    """What an arrow points at, if it is a type and not a word such as `value`."""
    tree = attempt(ast.parse, text, "", "eval")
    nodes = list(ast.walk(tree)) if text and tree else []
    if not nodes or not all(isinstance(node, PARTS_OF_TYPES) for node in nodes):
        return None
    names = {node.id for node in nodes if isinstance(node, ast.Name)} - {
        node.value.id for node in nodes if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
    }
    return text if all(name in BUILTINS or name[0].isupper() for name in names) else None


def _numbered(doc, start):
    """All prototypes of an overloaded function; none if one of them is not understood."""
    found = []
    for number in re.finditer(r"^\d+\. ", doc, re.MULTILINE):
        if start.match(doc, number.end()):
            prototypes, _ = _prototype(doc, number.end(), start)
            if prototypes is None:
                return []
            found += prototypes
    return found


def _below(doc, end, start, found):
    """Prototypes that follow the first one.

    Directly below it, each line has to be understood. Further down, lines such as `array([1, 2])` are the output of
    examples, and others that look like prototypes are.
    """
    is_directly_below = True
    position = end
    for line in doc[end:].splitlines(keepends=True):
        is_directly_below = is_directly_below and bool(line.strip())
        if start.match(line):
            prototypes, _ = _prototype(doc, position, start)
            if prototypes is not None:
                found = found + prototypes
            elif is_directly_below:
                return []
        position += len(line)
    return found
