"""Calls into code of others: whatever it raises stays here."""

from __future__ import annotations

__all__ = ["Absent", "Missing", "attempt", "explain"]


class Missing(Exception):
    """A path that leads nowhere. `nearest` holds the closest paths that lead somewhere, best first."""

    def __init__(self, reason, nearest=()):
        super().__init__(reason)
        self.reason = reason
        self.nearest = list(nearest)


class Absent(Missing):
    """A path that leads nowhere because there is no such name, not because something went wrong."""


def attempt(function, *arguments, default=None):
    """`function(*arguments)`, or `default` if it raises anything, `SystemExit` included."""
    try:
        return function(*arguments)
    except BaseException:
        return default


def explain(error):
    """An exception as `Type: message` on one line."""
    message = attempt(lambda: " ".join(str(error).split()), default="")
    if len(message) > 300:
        message = message[:299] + "…"
    name = type(error).__name__
    return f"{name}: {message}" if message else name
