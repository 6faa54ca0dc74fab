"""Unions of annotations as text."""

from __future__ import annotations

import ast

from .guard import attempt

__all__ = ["as_union", "union_of_annotations", "without_literals"]

LITERAL = "Literal["

# More alternatives than this tell nobody anything.
MOST = 8


def as_union(members):
    """The members joined with `|`, each once; literals are put together, and left out where their type is there."""
    if len(members) == 1:
        return members[0]
    plain = {member for member in members if not member.startswith(LITERAL)}
    listed, literals = [], []
    for member in dict.fromkeys(members):
        if member in plain:
            listed.append(member)
            continue
        if not literals:
            listed.append(LITERAL)
        literals += [value for value in _values(member) if value not in literals and _type_of(value) not in plain]
    whole = "bool" if {"True", "False"} == set(literals) else f"{LITERAL}{', '.join(literals)}]"
    return " | ".join(whole if member == LITERAL else member for member in listed if member != LITERAL or literals)


def without_literals(members):
    """The members, with the types of literals instead of the literals where these can be told."""
    found = []
    for member in members:
        types = [_type_of(value) for value in _values(member)] if member.startswith(LITERAL) else [member]
        found += [member] if None in types else types
    return list(dict.fromkeys(found))


def union_of_annotations(annotations):
    """The union of annotations, `None` if one of them is unknown or there are too many."""
    distinct = list(dict.fromkeys(annotations))
    if not distinct or None in distinct or len(distinct) > MOST:
        return None
    members = [member for annotation in distinct for member in members_of(annotation)]
    return "Any" if "Any" in members else as_union(members)


def members_of(annotation):
    """The members of a union that is written with `|`."""
    members, depth, start, quoted = [], 0, 0, None
    for index, character in enumerate(annotation):
        if quoted:
            quoted = None if character == quoted else quoted
        elif character in "'\"":
            quoted = character
        elif character in "[(":
            depth += 1
        elif character in "])":
            depth -= 1
        elif character == "|" and not depth:
            members.append(annotation[start:index].strip())
            start = index + 1
    return [*members, annotation[start:].strip()]


def _values(literal):
    """The values of a `Literal[...]` as text."""
    tree = attempt(ast.parse, literal)
    inside = tree.body[0].value.slice if tree else None
    if inside is None:
        return [literal[len(LITERAL) : -1]]
    return [ast.unparse(each) for each in (inside.elts if isinstance(inside, ast.Tuple) else [inside])]


def _type_of(value):
    return attempt(lambda: type(ast.literal_eval(value)).__name__)
