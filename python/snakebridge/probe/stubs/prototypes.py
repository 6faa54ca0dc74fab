"""`def` statements of a stub as prototypes of the IR."""

from __future__ import annotations

import ast

from ..stars import of_star
from ..text import clip
from .scopes import dotted

__all__ = ["Prototype", "decorators", "prototype"]

CONTEXTS = {"contextmanager": "AbstractContextManager", "asynccontextmanager": "AbstractAsyncContextManager"}


class Prototype:
    """One way to call something."""

    def __init__(self, parameters, returns, flow="call"):
        self.parameters = parameters
        self.returns = returns
        self.flow = flow

    def as_overload(self):
        """As `Overload` of the IR has it."""
        result = {"parameters": self.parameters} if self.parameters else {}
        return {**result, "returns": self.returns} if self.returns else result


def prototype(function, receives, spell):
    """The prototype of a `def`, without the first parameter if that `receives` the object.

    `spell(node, bound)` writes an annotation, with the type variables in `bound` replaced.
    """
    positional = [*function.args.posonlyargs, *function.args.args]
    bound = _type_of_receiver(positional[0].annotation) if receives and positional else {}

    def spell_bound(node):
        return spell(node, bound)

    listed = list(_parameters(function.args, spell_bound))
    if receives and positional:
        listed = listed[1:]
    returns, flow = _result(function, spell_bound)
    return Prototype(listed, returns, flow)


def _type_of_receiver(annotation):
    """`def f(self: T) -> T` was the way to write `Self`."""
    if isinstance(annotation, ast.Subscript) and dotted(annotation.value) in ("type", "Type", "typing.Type"):
        annotation = annotation.slice
    is_variable = isinstance(annotation, ast.Name) and (annotation.id.startswith("_") or annotation.id in ("T", "Self"))
    return {annotation.id: ["Self"]} if is_variable else {}


def decorators(function):
    """The last names of the decorators."""
    for each in function.decorator_list:
        each = each.func if isinstance(each, ast.Call) else each
        yield (dotted(each) or "").rpartition(".")[2]


def _result(function, spell):
    returns = spell(function.returns)
    context = next((CONTEXTS[name] for name in decorators(function) if name in CONTEXTS), None)
    if context:
        # What the generator yields is what the context manager gives.
        _, _, inside = (returns or "").partition("[")
        given = inside[:-1].partition(",")[0] if inside.count("[") == 0 and inside else None
        return f"contextlib.{context}" + (f"[{given}]" if given else ""), "call"
    return returns, "coroutine" if isinstance(function, ast.AsyncFunctionDef) else "call"


def _parameters(arguments, spell):
    positional = [*arguments.posonlyargs, *arguments.args]
    defaults = [None] * (len(positional) - len(arguments.defaults)) + arguments.defaults
    # Before PEP 570, two underscores meant positional only.
    is_named = False
    for index, (argument, default) in enumerate(zip(positional, defaults)):
        old_style = not is_named and argument.arg.startswith("__") and not argument.arg.endswith("__")
        is_receiver = index == 0 and argument.arg in ("self", "cls")
        only = index < len(arguments.posonlyargs) or old_style or (is_receiver and _is_old_style(positional[1:2]))
        is_named = is_named or not only
        yield _parameter(argument, "positional_only" if only else "positional_or_keyword", default, spell)
    if arguments.vararg:
        yield _parameter(arguments.vararg, "var_positional", None, spell)
    for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults):
        yield _parameter(argument, "keyword_only", default, spell)
    if arguments.kwarg:
        yield _parameter(arguments.kwarg, "var_keyword", None, spell)


def _is_old_style(arguments):
    return any(each.arg.startswith("__") and not each.arg.endswith("__") for each in arguments)


def _parameter(argument, kind, default, spell):
    name = argument.arg.lstrip("_") if kind == "positional_only" and argument.arg.startswith("__") else argument.arg
    parameter = {"name": name or argument.arg, "kind": kind}
    if default is not None:
        parameter["default"] = clip(ast.unparse(default))
    annotation = of_star(kind, spell(argument.annotation))
    if annotation:
        parameter["annotation"] = annotation
    return parameter
