"""Prototypes written as text, `(x, /, out=None, *[, where])`, turned into parameters."""

from __future__ import annotations

import ast
import re

from .guard import attempt
from .text import clip

__all__ = ["closing_bracket", "expression", "parameters"]

SENTINEL = re.compile(r"=\s*<[^<>()]*>")
CLOSING = {"(": ")", "[": "]", "{": "}"}


def parameters(text):
    """The parameters between two parentheses as the IR has them; `None` if they are not Python's.

    Optional groups are understood where it is certain how to pass their members: `(x, [y], /)` and `(x, *[, y])`, but
    not `(x[, y])`.
    """
    segments = _segments(SENTINEL.sub("=...", text))
    texts = None if segments is None else _with_optional_groups(segments)
    if texts is None:
        return None
    source = f"def _({', '.join(texts)}\n): pass"
    tree = attempt(ast.parse, source)
    if tree is None or len(tree.body) != 1:
        return None
    return list(_from_arguments(tree.body[0].args, source))


def expression(text):
    """The text if it is one Python expression, else `None`."""
    text = text.strip()
    return text if text and attempt(lambda: ast.parse(text, mode="eval")) else None


def closing_bracket(text, start):
    """Where the bracket that opens at `start` closes; -1 if it does not."""
    stack, quote = [], None
    for index in range(start, len(text)):
        character = text[index]
        if quote:
            quote = None if character == quote and text[index - 1] != "\\" else quote
        elif character in "'\"":
            quote = character
        elif character in CLOSING:
            stack.append(CLOSING[character])
        elif character in ")]}":
            if not stack or stack.pop() != character:
                return -1
            if not stack:
                return index
    return -1


def _segments(text):
    """Splits at the outer commas into pairs of text and whether it stands in an optional group."""
    segments, current, optional, groups, index = [], "", False, 0, 0
    while index < len(text):
        character = text[index]
        if not current.strip():
            optional = groups > 0
        if character == "[" and (not current.strip() or re.match(r"\[\s*,", text[index:])):
            groups += 1
        elif character == "]" and groups:
            groups -= 1
        elif character == ",":
            segments.append((current.strip(), optional))
            current = ""
        elif character in "'\"([{":
            end = _end_of_nested(text, index)
            if end < 0:
                return None
            current += text[index : end + 1]
            index = end
        else:
            current += character
        index += 1
    if groups:
        return None
    if current.strip():
        segments.append((current.strip(), optional))
    return segments if all(segment for segment, _ in segments) else None


def _end_of_nested(text, start):
    if text[start] in CLOSING:
        return closing_bracket(text, start)
    quoted = re.compile(r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*\"""").match(text, start)
    return quoted.end() - 1 if quoted else -1


def _with_optional_groups(segments):
    """Gives members of groups a default; `None` where that leaves open whether they go by position or by keyword."""
    texts = [text for text, _ in segments]
    slash = texts.index("/") if "/" in texts else -1
    star = next((index for index, text in enumerate(texts) if text.startswith("*")), len(texts))
    if any(optional and slash < index < star and texts[index] != "/" for index, (_, optional) in enumerate(segments)):
        return None
    return [
        f"{text}=..." if optional and "=" not in text and text[0] not in "*/" else text for text, optional in segments
    ]


def _from_arguments(arguments, source):
    positional = [*arguments.posonlyargs, *arguments.args]
    defaults = [None] * (len(positional) - len(arguments.defaults)) + arguments.defaults
    for index, (argument, default) in enumerate(zip(positional, defaults)):
        kind = "positional_only" if index < len(arguments.posonlyargs) else "positional_or_keyword"
        yield _parameter(argument, kind, default, source)
    if arguments.vararg:
        yield _parameter(arguments.vararg, "var_positional", None, source)
    for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults):
        yield _parameter(argument, "keyword_only", default, source)
    if arguments.kwarg:
        yield _parameter(arguments.kwarg, "var_keyword", None, source)


def _parameter(argument, kind, default, source):
    parameter = {"name": argument.arg, "kind": kind}
    if default is not None:
        parameter["default"] = clip(ast.get_source_segment(source, default) or "...")
    if argument.annotation is not None:
        parameter["annotation"] = " ".join((ast.get_source_segment(source, argument.annotation) or "").split())
    return parameter
