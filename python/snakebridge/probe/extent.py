"""How much of a library is asked for in mode `all`: patterns, depth, limits. See `extent.rs`."""

from __future__ import annotations

import re

__all__ = ["Extent"]

WILDCARDS = "*?"


class Extent:
    """What of the public surface is wanted."""

    def __init__(self, include=(), exclude=(), depth=None, max_symbols=20_000, max_members=500):
        self.depth = depth
        self.max_symbols = max_symbols
        self.max_members = max_members
        self._include = [Pattern(each, shy=True) for each in include]
        self._exclude = [Pattern(each, shy=False) for each in exclude]

    def covers(self, path):
        """Whether what stands at `path` is wanted."""
        names = path.split(".")
        if any(pattern.covers(names) for pattern in self._exclude):
            return False
        return not self._include or any(pattern.covers(names) for pattern in self._include)

    def leads(self, path):
        """Whether something below the module at `path` may be wanted."""
        if self.covers(path):
            return True
        names = path.split(".")
        if any(pattern.covers(names) for pattern in self._exclude):
            return False
        return any(pattern.leads(names) for pattern in self._include)

    def spells(self, path):
        """Whether a pattern spells the last name of `path` out, or its leading underscore: a private name that is wanted."""
        names = path.split(".")
        return any(pattern.spells(names) for pattern in self._include)

    def literals(self, path):
        """The names right below `path` that patterns spell out, whether or not a listing would show them."""
        names = path.split(".")
        found = {pattern.literal(names) for pattern in self._include}
        return {name for name in found if name is not None}


class Pattern:
    """A dotted path with `*` within a name and `**` for any number of names.

    The wildcards of a `shy` one do not match a leading underscore.
    """

    def __init__(self, text, shy):
        self._parts = [part if part == "**" else (_expression(part), part) for part in text.split(".")]
        self._shy = shy

    def covers(self, names):
        """Whether the pattern matches the path or something that the path is below of."""
        return self._match(0, names, 0, whole=True)

    def leads(self, names):
        """Whether the pattern may match something below the path."""
        return self._match(0, names, 0, whole=False)

    def spells(self, names):
        """Whether the pattern goes along the path and has the leading underscore of its last name."""
        part = self._parts[len(names) - 1] if len(names) <= len(self._parts) else None
        spelt = part is not None and part != "**" and part[1][0] not in WILDCARDS
        return spelt and self.leads(names)

    def literal(self, names):
        """The name without wildcards that follows on `names`, else `None`."""
        part = self._parts[len(names)] if len(names) < len(self._parts) else "**"
        is_literal = part != "**" and not set(part[1]) & set(WILDCARDS)
        return part[1] if is_literal and self.leads(names) else None

    def _match(self, at, names, index, whole):
        if at == len(self._parts):
            return whole
        if index == len(names):
            return not whole or all(part == "**" for part in self._parts[at:])
        part = self._parts[at]
        if part == "**":
            passes = not (self._shy and names[index].startswith("_"))
            return self._match(at + 1, names, index, whole) or (passes and self._match(at, names, index + 1, whole))
        return self._fits(part, names[index]) and self._match(at + 1, names, index + 1, whole)

    def _fits(self, part, name):
        expression, text = part
        if self._shy and name.startswith("_") and text[0] in WILDCARDS:
            return False
        return expression.fullmatch(name) is not None


def _expression(part):
    """A name with wildcards as a regular expression; `fnmatch` would do, but for its case rules and its cost to import."""
    pieces = re.split(r"(\*|\?)", part)
    return re.compile("".join({"*": ".*", "?": "."}.get(piece, re.escape(piece)) for piece in pieces))
