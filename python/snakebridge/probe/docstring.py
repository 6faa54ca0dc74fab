"""The prototype that many C callables have in the first line of their docstring."""

from __future__ import annotations

import re

from .prototype import closing_bracket, expression, parameters

__all__ = ["parse_docstring"]

LONGEST = 4000
TAIL = re.compile(r"[ \t]*(?:->(?P<returns>[^\n]*)|:[^\n]*|--[^\n]*)?(?:\n|$)")


def parse_docstring(doc, names):
    """`(parameters, returns)` of a docstring that starts with a prototype of one of `names`, else `None`.

    Several prototypes in one docstring are overloads, and then none of them is the signature.
    """
    alternatives = "|".join(re.escape(name) for name in names)
    start = re.compile(rf"(?:[^\W\d][\w.]*\.)?(?:{alternatives})\(")
    opening = start.match(doc)
    if opening is None:
        return None
    doc = doc[:LONGEST]
    end = closing_bracket(doc, opening.end() - 1)
    tail = TAIL.match(doc, end + 1) if end > 0 else None
    if tail is None:
        return None
    if _is_overloaded(doc[tail.end() :].splitlines(), start):
        return None
    found = parameters(doc[opening.end() : end])
    if found is None:
        return None
    return found, expression((tail.group("returns") or "").strip(" :."))


def _is_overloaded(lines, start):
    """Whether more prototypes follow. Further down, lines such as `array([1, 2])` are the output of examples."""
    is_directly_below = True
    for line in lines:
        is_directly_below = is_directly_below and bool(line.strip())
        opening = start.match(line)
        if opening is None:
            continue
        end = closing_bracket(line, opening.end() - 1)
        if is_directly_below or (end > 0 and parameters(line[opening.end() : end]) is not None):
            return True
    return False
