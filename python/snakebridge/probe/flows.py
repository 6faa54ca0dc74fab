"""What happens when something is called: it gives a result, a coroutine, a generator or an async generator."""

from __future__ import annotations

import functools
import inspect

from .guard import attempt
from .lookup import is_class

__all__ = ["flow_of"]

DEEPEST = 20
TESTS = (
    ("async_generator", inspect.isasyncgenfunction),
    ("coroutine", inspect.iscoroutinefunction),
    ("generator", inspect.isgeneratorfunction),
)
# What a decorator of theirs gives is no generator any more.
CONTEXTS = "contextlib"


def flow_of(target, stub, evidence):
    """The flow of a callable, also of what its wrappers call; what only stubs know is taken from the `stub`.

    Code tells by itself, unless the `evidence` says that it is a wrapper of something else.
    """
    if is_class(target):
        return "call"
    for inner in _chain(target):
        for flow, test in TESTS:
            if attempt(test, inner):
                return flow
        if _is_of_contextlib(inner):
            return "call"
    is_told_by_code = attempt(getattr, target, "__code__") is not None and evidence not in ("stub", "variadic")
    return "call" if stub is None or is_told_by_code else stub.flow


def _chain(target):
    """A callable and what it wraps, outermost first."""
    for _ in range(DEEPEST):
        yield target
        inner = attempt(_inner, target)
        if inner is None:
            return
        target = inner


def _inner(target):
    if isinstance(target, (functools.partial, functools.partialmethod)):
        return target.func
    if isinstance(target, (staticmethod, classmethod)):
        return target.__func__
    for half in ("__partialmethod__", "_partialmethod"):
        method = attempt(getattr, target, half)
        if isinstance(method, functools.partialmethod):
            return method.func
    inner = attempt(getattr, target, "__wrapped__")
    if inner is None and not inspect.isroutine(target):
        call = attempt(getattr, type(target), "__call__")
        inner = call if inspect.isfunction(call) else None
    return inner if callable(inner) else None


def _is_of_contextlib(function):
    return attempt(lambda: function.__globals__["__name__"]) == CONTEXTS
