"""The source of functions, as syntax trees. Nothing runs."""

from __future__ import annotations

import ast
import inspect
import textwrap
import types

from .guard import attempt

__all__ = ["definition"]

DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def definition(function):
    """The `def` or `lambda` of a function written in Python, `None` where its source is not to be had."""
    if type(function) is not types.FunctionType:
        return None
    code = function.__code__
    text = attempt(inspect.getsource, code)
    tree = None if text is None else attempt(ast.parse, textwrap.dedent(text))
    found = [node for node in ast.walk(tree) if isinstance(node, DEFINITIONS)] if tree else []
    # With a decorator above it, or several on a line, the first is not always the one.
    fitting = [node for node in found if _names(node.args) == list(code.co_varnames[: _count(code)])]
    return fitting[0] if len(fitting) == 1 or (fitting and fitting[0] is found[0]) else None


def _count(code):
    variable = bool(code.co_flags & inspect.CO_VARARGS) + bool(code.co_flags & inspect.CO_VARKEYWORDS)
    return code.co_argcount + code.co_kwonlyargcount + variable


def _names(arguments):
    """The names of all parameters, in the order of `co_varnames`."""
    listed = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg]
    return [each.arg for each in listed if each is not None]
