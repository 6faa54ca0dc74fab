"""The names of parameters that the sections of a docstring list: numpydoc, Google style, and the fields of reST and Epydoc."""

from __future__ import annotations

import re

__all__ = ["documented_names", "references"]

UNDERLINED = re.compile(r"^(?P<indent>[ \t]*)(?P<title>\w[\w ]{0,30}?)[ \t]*\n(?P=indent)(?P<line>-{3,}|={3,})[ \t]*$", re.MULTILINE)
TITLED = re.compile(r"^(?P<indent>[ \t]*)(?P<title>Args|Arguments|Parameters|Params|Keyword Args|Keyword Arguments|Other Parameters):[ \t]*$", re.MULTILINE)
TITLES = {"parameters", "other parameters", "arguments", "args", "params", "keyword args", "keyword arguments", "keywords"}
# The receiver, and titles that somebody wrote as if they were items.
NO_PARAMETERS = {"self", "cls", "note", "notes", "returns", "raises", "examples", "none"}
# `:param int x:`, `:param x:`, `:keyword x:`; `@param x:`
FIELD = re.compile(r"^[ \t]*[:@](?:param|parameter|arg|argument|keyword|kwarg|key)[ \t](?P<said>[^:\n]*):", re.MULTILINE)
# `x, y : array_like, optional`; the types of numpydoc are separated by a colon with a space before it.
NUMPY = re.compile(r"(?P<names>[^\W\d]\w*(?:[ \t]*,[ \t]*[^\W\d]\w*)*)[ \t]*(?::(?:[ \t].*)?)?")
# `x (int, optional): what it is`
GOOGLE = re.compile(r"(?P<names>[^\W\d]\w*)[ \t]*(?:\([^\n]*?\))?[ \t]*:(?:[ \t].*)?")
REFERENCE = re.compile(r":(?:py:)?(?:meth|func|class):`~?(?P<path>[\w.]+)`")
LONGEST = 40_000
MOST = 100


def documented_names(doc):
    """The names of the parameters in a docstring, in their order, without `*args` and `**kwargs`."""
    doc = doc[:LONGEST]
    names = [name for section in _sections(doc) for name in section]
    names += [word for field in FIELD.finditer(doc) for word in field["said"].split()[-1:]]
    found = [name for name in dict.fromkeys(names) if name.isidentifier() and name.lower() not in NO_PARAMETERS]
    return found if len(found) <= MOST else []


def _sections(doc):
    for section in UNDERLINED.finditer(doc):
        if section["title"].lower() in TITLES:
            yield _items(doc[section.end() + 1 :], len(section["indent"]), NUMPY, is_numpy=True)
    for section in TITLED.finditer(doc):
        yield _items(doc[section.end() + 1 :], len(section["indent"]), GOOGLE, is_numpy=False)


def _items(text, indent, form, is_numpy):
    """The names that the lines of a section begin with; it ends where the indentation says so, or with the next title."""
    found, inner = [], indent if is_numpy else None
    lines = text.expandtabs().split("\n")
    for index, line in enumerate(lines):
        here = len(line) - len(line.lstrip())
        if not line.strip():
            continue
        if not is_numpy and here <= indent or here < indent:
            break
        following = lines[index + 1].strip() if index + 1 < len(lines) else ""
        if is_numpy and len(following) >= 3 and set(following) in ({"-"}, {"="}):
            break
        inner = here if inner is None else inner
        item = form.fullmatch(line.strip()) if here == inner else None
        if item:
            found += [name.strip() for name in item["names"].split(",")]
    return found


def references(doc, names):
    """The paths of other callables of the same name that a docstring refers to: `See :py:meth:`package.Session.client`.`"""
    found = [reference["path"] for reference in REFERENCE.finditer(doc[:LONGEST])]
    return [path for path in dict.fromkeys(found) if path.rpartition(".")[2] in names and "." in path]
