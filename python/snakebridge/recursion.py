"""The recursion limit, which a library may have set to anything."""

from sys import getrecursionlimit, setrecursionlimit

__all__ = ["bounded"]

# Enough for the adapter itself, and no more than the stack of C takes from a pickler.
LOWEST, HIGHEST = 500, 2000


def bounded(function, x):
    """`function(x)` under a recursion limit that is neither too low nor too high."""
    limit = getrecursionlimit()
    if LOWEST <= limit <= HIGHEST:
        return function(x)
    setrecursionlimit(HIGHEST)
    try:
        return function(x)
    finally:
        try:
            setrecursionlimit(limit)
        except RecursionError:
            pass  # so low that even this is too deep
