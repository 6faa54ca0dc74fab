"""Classes: bases, how an instance is made, which members there are."""

from __future__ import annotations

import typing

from .annotations import annotation_text
from .descriptors import describe_member, describe_taken
from .enumerations import describe_enumeration, members_of
from .lookup import MISSING, inherited, mro, namespace, special
from .members import Members, typed_keys
from .naming import naming_of_class
from .protocols import describe_protocols
from .signatures import signature
from .subject import subjects_of_class
from .text import path_of_class

__all__ = ["Wanted", "describe_class"]

# Bits of `__flags__`, from CPython's Include/object.h; the first since 3.10.
DISALLOW_INSTANTIATION = 1 << 7
IS_ABSTRACT = 1 << 20


class Wanted:
    """The members of a class to describe.

    Those in `names` where there are any, those in `asked` also where only reading them from the class tells; with
    `every`, all public ones, `limit` of them at most; `leave_out(count)` is told how many are left out. `look` is told each
    name first, and raises where one is to be left alone.
    """

    def __init__(self, names, asked=(), every=False, limit=None, leave_out=None, look=lambda name: None):
        self.names = names
        self.asked = asked
        self.every = every
        self.limit = limit
        self.leave_out = leave_out
        self.look = look

    def of(self, public, members):
        """The names to describe, of those that are `public`; what stands on the class itself comes first."""
        if not self.every:
            return {*self.names, *self.asked}
        if self.limit is not None and len(public) > self.limit:
            self.leave_out(len(public) - self.limit)
            public = sorted(public, key=lambda name: (members.distance(name), name))[: self.limit]
        return {*self.names, *self.asked, *public}


def describe_class(cls, wanted, skip):
    """The class as the IR has it; `skip(name, error)` is told of members that cannot be described."""
    members = Members(cls)
    public = members.public_names()
    described, absent = {}, set()
    for name in wanted.of(public, members) - members.enumerated.keys():
        try:
            wanted.look(name)
            member = _member(members, name, name in wanted.asked)
        except BaseException as error:
            skip(name, error)
            continue
        if member is not None:
            described[name] = member
        elif name.startswith("_"):
            absent.add(name)
    result = {
        "bases": [path_of_class(base) for base in mro(cls)[1:] if base is not object],
        "constructor": describe_constructor(cls),
        "enumeration": describe_enumeration(cls),
        **describe_protocols(cls),
        "members": described,
        "others": sorted(public - described.keys()),
        "absent": sorted(absent),
    }
    return {"kind": "class", **{key: value for key, value in result.items() if value}}


def describe_constructor(cls):
    """The signature of calling the class; `None` if that is certain to fail."""
    if not _can_be_instantiated(cls):
        return None
    if members_of(cls):
        # With members, the call looks one up; `inspect` shows the call that makes a new enum.
        parameter = {"name": "value", "kind": "positional_or_keyword"}
        return {"evidence": "runtime", "parameters": [parameter]}
    if "__required_keys__" in namespace(cls):
        return {"evidence": "runtime", "parameters": _keys(cls)}
    constructor = signature(*subjects_of_class(cls))
    # What `__init__` returns is not what the call gives.
    constructor.pop("returns", None)
    return constructor


def _keys(cls):
    """The keys of a `TypedDict` as the keyword arguments that they are."""
    listed = []
    for name, annotation in typed_keys(cls).items():
        if name.isidentifier():
            parameter = {"name": name, "kind": "keyword_only", "annotation": annotation_text(annotation, naming_of_class(cls))}
            if name not in cls.__required_keys__:
                parameter["default"] = "..."
            listed.append({key: value for key, value in parameter.items() if value})
    return listed


def _can_be_instantiated(cls):
    if namespace(cls).get("_is_protocol") is True and typing.Protocol in mro(cls):
        return False
    if special(cls, "__call__") is not type.__dict__["__call__"]:
        return True
    if cls.__flags__ & DISALLOW_INSTANTIATION:
        return False
    return not (cls.__flags__ & IS_ABSTRACT and inherited(cls, "__new__") is object.__dict__["__new__"])


def _member(members, name, asked):
    raw = members.find(name)
    if raw is not MISSING:
        member = describe_member(members, name, raw)
    else:
        value = members.find_dynamic(name, asked)
        member = None if value is MISSING else describe_taken(members.cls, name, value, "class_method")
    if member is not None and member["kind"] == "attribute" and members.can_be_assigned:
        member["settable"] = True
    return member
