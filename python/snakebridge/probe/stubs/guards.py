"""`if sys.version_info >= (3, 10)`, `if sys.platform == "win32"`, `if TYPE_CHECKING`: evaluated for this interpreter."""

from __future__ import annotations

import ast
import operator
import os
import sys

__all__ = ["truth"]

FACTS = {
    "sys.version_info": tuple(sys.version_info),
    "sys.platform": sys.platform,
    "sys.implementation.name": sys.implementation.name,
    "sys.byteorder": sys.byteorder,
    "sys.maxsize": sys.maxsize,
    "os.name": os.name,
    "TYPE_CHECKING": True,
    "typing.TYPE_CHECKING": True,
    "MYPY": True,
}
COMPARISONS = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.In: lambda left, right: left in right,
    ast.NotIn: lambda left, right: left not in right,
}


class Unknown(Exception):
    """Only a program that runs could tell."""


def truth(test):
    """Whether a guard holds here; `None` where that cannot be told."""
    try:
        return bool(_value(test))
    except (Unknown, TypeError, ValueError, IndexError, RecursionError):
        return None


def _value(node):
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, (ast.Name, ast.Attribute)):
        return _fact(ast.unparse(node))
    if isinstance(node, (ast.Tuple, ast.List, ast.Set)):
        return tuple(map(_value, node.elts))
    if isinstance(node, ast.UnaryOp):
        return not _value(node.operand) if isinstance(node.op, ast.Not) else -_value(node.operand)
    if isinstance(node, ast.BoolOp):
        return _all_or_any(isinstance(node.op, ast.And), node.values)
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        return _compare(node)
    if isinstance(node, ast.Subscript):
        return _item(node)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "startswith":
        return _value(node.func.value).startswith(*map(_value, node.args))
    raise Unknown


def _fact(text):
    if text not in FACTS:
        raise Unknown
    return FACTS[text]


def _all_or_any(is_all, values):
    """One operand can decide although others are unknown."""
    results = [truth(value) for value in values]
    if (not is_all) in results:
        return not is_all
    if None in results:
        raise Unknown
    return is_all


def _compare(node):
    compare = COMPARISONS.get(type(node.ops[0]))
    if compare is None:
        raise Unknown
    return compare(_value(node.left), _value(node.comparators[0]))


def _item(node):
    value, index = _value(node.value), node.slice
    if isinstance(index, ast.Slice):
        parts = (index.lower, index.upper, index.step)
        return value[slice(*(None if part is None else _value(part) for part in parts))]
    return value[_value(index)]
