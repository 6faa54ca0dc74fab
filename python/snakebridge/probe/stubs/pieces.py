"""A stub file statement by statement: functions and classes are parsed when they are asked for.

Most of the large files of typeshed is never looked at, and parsing takes longer than everything else that the probe does.
"""

from __future__ import annotations

import ast
import functools
import re

__all__ = ["Bindings", "Pending", "statements"]

# How no statement starts: as a comment, an end of brackets, or a later branch of what stands before.
INNER = ("#", ")", "]", "}")
LATER = re.compile(r"(?:else|elif|except|finally)\b")
DEFINITION = re.compile(r"(?:async\s+def|def|class)\s+(\w+)")
DECORATOR = "@"
# The first line of a branch of `if`, as long as it is one line.
BRANCH = re.compile(r"^(?:(?:el)?if (.+)|else):(?: *#.*)?$", re.MULTILINE)
# What ends lines, or does not, in ways that are not looked for here.
CONTINUED_COMMENT = re.compile(r"#.*\\\n")
# Text between simple quotes, and comments: brackets in them open and close nothing.
INERT = re.compile(r"""(?:"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|#[^\n]*)""", re.DOTALL)
GUARD = "if"
QUOTES = ('"""', "'''")
# Up to so many characters are parsed sooner than they are divided.
SHORT = 600


class Pending:
    """A function or class that was not parsed yet."""

    def __init__(self, name, text):
        self.name = name
        self._text = text

    def parse(self):
        """The statement; `pass` if it cannot be read, as with syntax of a later Python."""
        try:
            return ast.parse(self._text).body[0]
        except (SyntaxError, ValueError):
            return ast.Pass()


class Guarded:
    """An `if` that was not parsed yet, with its branches: the texts of the test, `None` for `else`, and of what it guards."""

    def __init__(self, branches):
        self._branches = branches

    def chosen(self, truth):
        """The statements of the branches that may be taken; where only running it would tell, of those that come next, too."""
        found = []
        for test, body in self._branches:
            holds = True if test is None else truth(_test(test))
            if holds is not False:
                found += statements(body)
            if holds:
                break
        return found


class Bindings(dict):
    """What binds each name, in order. What is pending is parsed when it is read, and only then."""

    def __getitem__(self, name):
        bindings = super().__getitem__(name)
        for index, binding in enumerate(bindings):
            if type(binding) is Pending:
                bindings[index] = binding.parse()
        return bindings

    def get(self, name, default=None):
        """What binds a name, else `default`."""
        return self[name] if name in self else default

    def items(self):
        """All names, with what binds them."""
        return [(name, self[name]) for name in self]


@functools.lru_cache(maxsize=None)
def _test(text):
    """What guards a branch: there are few tests, and each guards many."""
    return ast.parse(text, mode="eval").body


def statements(source):
    """The statements of a text, with [`Pending`] in the place of functions and classes, and [`Guarded`] in that of `if`."""
    text = source if isinstance(source, str) else _decoded(source)
    if text is not None and len(text) <= SHORT:
        try:
            return ast.parse(text).body
        except (SyntaxError, ValueError):
            pass  # one of them has a syntax that this Python does not know
    pieces = _pieces(text)
    if pieces is None:
        return ast.parse(source).body
    found = []
    for name, text in pieces:
        if name is None:
            found += ast.parse(text).body
        elif name == GUARD:
            found.append(Guarded(text))
        else:
            found.append(Pending(name, text))
    return found


def _decoded(source):
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    return None if "coding" in text.partition("\n")[0] else text


def _pieces(text):
    """The texts of the statements, with the names of functions and classes; `None` if it takes a parser to find them."""
    if text is None or "\r" in text or "\f" in text or "\\\n" in text and CONTINUED_COMMENT.search(text):
        return None
    starts = _starts(text)
    pieces = []
    begin = None
    for start, end in zip(starts, [*starts[1:], len(text)]):
        begin = start if begin is None else begin
        if text[start] == DECORATOR:
            continue
        definition = DEFINITION.match(text, start)
        piece = text[begin:end]
        begin = None
        if not _is_whole(piece):
            return None
        branches = _branches(piece) if piece.startswith("if ") else None
        if definition is not None:
            pieces.append((definition.group(1), piece))
        elif branches:
            pieces.append((GUARD, branches))
        elif pieces and pieces[-1][0] is None:
            pieces[-1] = (None, pieces[-1][1] + piece)
        else:
            pieces.append((None, piece))
    return pieces if begin is None else None


def _starts(text):
    """Where statements start."""
    starts = []
    at = 0
    goes_on = False
    for line in text.split("\n"):
        first = line[:1]
        if not (goes_on or not first or first.isspace() or first in INNER or LATER.match(line)):
            starts.append(at)
        goes_on = line.endswith("\\")
        at += len(line) + 1
    return starts


def _is_whole(piece):
    """Whether no bracket and no text is open at the end, as far as counting tells."""
    double, single = (piece.count(quotes) for quotes in QUOTES)
    if double % 2 or single % 2:
        return False
    return _is_closed(piece) or not (double or single) and _is_closed(INERT.sub("", piece))


def _is_closed(text):
    count = text.count
    return count("(") == count(")") and count("[") == count("]") and count("{") == count("}")


def _branches(piece):
    """The branches of an `if` with the texts of their tests; `None` if it takes a parser to find them."""
    if any(quotes in piece for quotes in QUOTES):
        return None
    heads = list(BRANCH.finditer(piece))
    if not heads or heads[0].start() != 0:
        return None
    ends = [head.start() for head in heads[1:]] + [len(piece)]
    bodies = [_dedented(piece[head.end() + 1 : end]) for head, end in zip(heads, ends)]
    if None in bodies or not all(_is_whole(head.group()) for head in heads):
        return None
    return [(head.group(1), body) for head, body in zip(heads, bodies)]


def _dedented(body):
    """A text without the indentation of its first line; `None` where a line has less."""
    lines = [line for line in body.splitlines(keepends=True) if line.strip() and not line.lstrip().startswith("#")]
    indentation = len(lines[0]) - len(lines[0].lstrip()) if lines else 0
    if not indentation or not all(line[:indentation].isspace() for line in lines):
        return None
    return "".join(line[indentation:] for line in lines)
