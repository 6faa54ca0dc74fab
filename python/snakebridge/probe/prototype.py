"""Prototypes written as text, `(x, /, out=None, *[, where])`, turned into parameters."""

from __future__ import annotations

import ast
import re

from .guard import attempt
from .text import clip

__all__ = ["closing_bracket", "parameters", "ways"]

SENTINEL = re.compile(r"=\s*<[^<>()]*>")
CLOSING = {"(": ")", "[": "]", "{": "}"}
# Cython writes `int a`, Boost `(int)a`; pybind11 writes annotations that may be C++.
TYPED_IN_C = re.compile(r"(?:(?:const|unsigned|signed|struct)\s+)*(?P<type>[A-Za-z_][\w.]*(?:\[[^\]]*\])?)(?P<pointer>[\s*&]+)(?P<rest>[A-Za-z_]\w*\s*(?:=.*)?)")
CAST = re.compile(r"\(\s*(?P<type>[A-Za-z_][\w.]*)\s*\)\s*(?P<rest>[A-Za-z_]\w*\s*(?:=.*)?)")
ANNOTATED = re.compile(r"(?P<name>[A-Za-z_]\w*)\s*:[^=]*(?P<default>=.*)?")
NOT_NONE = re.compile(r"\s+(?:not|or)\s+None\b")
TYPES_OF_C = {
    **dict.fromkeys(["int", "long", "short", "char", "size_t", "ssize_t", "Py_ssize_t"], "int"),
    **dict.fromkeys(["float", "double"], "float"),
    **dict.fromkeys(["bint", "bool"], "bool"),
    **{name: name for name in ("bytes", "dict", "list", "set", "str", "tuple", "bytearray", "complex")},
    "unicode": "str",
}


def parameters(text):
    """The parameters between two parentheses as the IR has them; `None` if they are not Python's, or several lists."""
    found = ways(text)
    return found[0] if found is not None and len(found) == 1 else None


def ways(text):
    """The lists of parameters that a prototype stands for: two where it starts with an optional group.

    Members of optional groups, `(x[, y])`, and what stands before them go by position, as it is certain that they can.
    """
    segments = _segments(SENTINEL.sub("=...", text))
    if segments is None:
        return None
    leading = next((index for index, (_, optional) in enumerate(segments) if not optional), 0)
    alternatives = [segments]
    if leading and segments[leading][0] not in "*/":
        alternatives = [segments[leading:], [(text, False) for text, _ in segments[:leading]] + segments[leading:]]
    found = [_parse([_as_python(*segment) for segment in _positional(each)]) for each in alternatives]
    return None if None in found else found


def _parse(texts):
    source = f"def _({', '.join(texts)}\n): pass"
    tree = attempt(ast.parse, source)
    if tree is None or len(tree.body) != 1:
        return None
    return list(_from_arguments(tree.body[0].args, source))


def _positional(segments):
    """The segments with `/` behind the last one of an optional group, if it may be passed by position."""
    texts = [text for text, _ in segments]
    end = next((index for index, text in enumerate(texts) if text.startswith("*")), len(texts))
    slash = texts.index("/") if "/" in texts else -1
    grouped = [index for index in range(end) if segments[index][1] and index > slash and "=" not in texts[index]]
    if not grouped:
        return segments
    split = grouped[-1] + 1
    before = [segment for segment in segments[:split] if segment[0] != "/"]
    return [*before, ("/", False), *segments[split:]]


def _as_python(text, optional):
    """One parameter as Python would write it."""
    text = NOT_NONE.sub("", text)
    if text[0] not in "*/" and attempt(ast.parse, f"def _({text}): pass") is None:
        typed = TYPED_IN_C.fullmatch(text) or CAST.fullmatch(text)
        annotated = ANNOTATED.fullmatch(text)
        if typed:
            is_pointer = typed.re is TYPED_IN_C and "*" in typed["pointer"]
            known = None if is_pointer else TYPES_OF_C.get(typed["type"])
            name, equals, default = typed["rest"].partition("=")
            text = name.strip() + (f": {known}" if known else "") + equals + default
        elif annotated:
            text = annotated["name"] + (annotated["default"] or "")
    return f"{text}=..." if optional and "=" not in text and text[0] not in "*/" else text


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
        elif character == "," and not current.strip() and text[:index].rstrip().endswith("]"):
            pass  # the comma stood in the group: `stop[, step,], dtype`
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
