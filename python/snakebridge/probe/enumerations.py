"""Enums: their members."""

from __future__ import annotations

import enum

from .guard import attempt
from .text import default_text

__all__ = ["describe_enumeration", "members_of"]


def members_of(cls):
    """The members of an enum by name, aliases too; empty for everything else."""
    if not attempt(issubclass, type(cls), enum.EnumMeta):
        return {}
    found = attempt(lambda: dict(cls._member_map_), default={})
    return {name: member for name, member in found.items() if type(name) is str and name}


def describe_enumeration(cls):
    """The members of an enum in their order, each with its value; `None` for a class without."""
    members = members_of(cls)
    if not members:
        return None
    return [_member(cls, name, member) for name, member in members.items()]


def _member(cls, name, member):
    # An alias is called what it stands for. The name of a combination of flags may be made up.
    canonical = attempt(lambda: member._name_)
    result = {"name": name, "value": default_text(attempt(lambda: member._value_))}
    if canonical != name and type(canonical) is str and canonical in members_of(cls):
        result["alias_of"] = canonical
    return result
