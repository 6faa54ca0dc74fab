"""A stub file statement by statement: functions and classes are parsed when they are asked for.

Most of the large files of typeshed is never looked at, and parsing takes longer than everything else that the probe does.
"""

from __future__ import annotations

import ast
import re

__all__ = ["Bindings", "Pending", "statements"]

# Where a statement starts: no blank line, comment, inner line, end of brackets, or later branch of what stands before.
START = re.compile(r"^(?![\s#)\]}]|(?:else|elif|except|finally)\b)", re.MULTILINE)
DEFINITION = re.compile(r"(?:async\s+def|def|class)\s+(\w+)")
DECORATOR = "@"
# The first line of a branch of `if`, as long as it is one line.
BRANCH = re.compile(r"^(?:(?:el)?if (.+)|else):(?: *#.*)?$", re.MULTILINE)
PAIRS = ("()", "[]", "{}")
# What ends lines, or does not, in ways that are not looked for here.
STRANGE = ("\\\n", "\r", "\f")
GUARD = "if"
QUOTES = ('"""', "'''")


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
            holds = True if test is None else truth(ast.parse(test, mode="eval").body)
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


def statements(source):
    """The statements of a text, with [`Pending`] in the place of functions and classes, and [`Guarded`] in that of `if`."""
    pieces = _pieces(source if isinstance(source, str) else _decoded(source))
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
    if text is None or any(sign in text for sign in STRANGE):
        return None
    starts = [found.start() for found in START.finditer(text)]
    pieces = []
    begin = None
    for start, end in zip(starts, [*starts[1:], len(text)]):
        begin = start if begin is None else begin
        if text.startswith(DECORATOR, start):
            continue
        definition = DEFINITION.match(text, start)
        piece = text[begin:end]
        begin = None
        if not _is_whole(piece):
            return None
        branches = _branches(piece)
        if definition is not None:
            pieces.append((definition.group(1), piece))
        elif branches:
            pieces.append((GUARD, branches))
        elif pieces and pieces[-1][0] is None:
            pieces[-1] = (None, pieces[-1][1] + piece)
        else:
            pieces.append((None, piece))
    return pieces if begin is None else None


def _is_whole(piece):
    """Whether no bracket and no text is open at the end, as far as counting tells."""
    is_closed = all(piece.count(opened) == piece.count(closed) for opened, closed in PAIRS)
    return is_closed and all(piece.count(quotes) % 2 == 0 for quotes in QUOTES)


def _branches(piece):
    """The branches of an `if` with the texts of their tests; `None` if it is none, or one that takes a parser."""
    if not piece.startswith("if ") or any(quotes in piece for quotes in QUOTES):
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
