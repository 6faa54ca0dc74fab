"""One member of a class as the IR has it."""

from __future__ import annotations

import functools
import types

from .annotations import annotation_text
from .guard import attempt
from .lookup import MISSING, is_class, special
from .members import Field
from .naming import naming_of_function
from .signatures import signature
from .stubs import STUBS
from .subject import Subject, has_receiver
from .text import docstring, type_name

__all__ = ["describe_member", "describe_taken"]

SLOTS = (types.GetSetDescriptorType, types.MemberDescriptorType)


def describe_member(members, name, raw):
    """A member by what stands on the class under its name."""
    cls = members.cls
    if isinstance(raw, Field):
        field = _property(raw.settable, raw.annotation, cls, name)
        return {**field, "key": True} if raw.is_key else field
    if is_class(raw):
        return _with_doc({"kind": "class"}, raw)
    if isinstance(raw, staticmethod):
        return _called("static_method", cls, name, raw.__func__)
    if isinstance(raw, classmethod):
        return _classmethod(cls, name, raw)
    if isinstance(raw, types.ClassMethodDescriptorType):
        return _called("class_method", cls, name, getattr(cls, name))
    if isinstance(raw, functools.partialmethod):
        return _called("method", cls, name, raw.__get__(None, cls), receives=True)
    if isinstance(raw, functools.singledispatchmethod):
        return _called("method", cls, name, raw.func, receives=True)
    if special(raw, "__get__") is MISSING:
        return describe_taken(cls, name, raw, "static_method")
    if callable(raw):
        return _function(cls, name, raw)
    return _descriptor(members, name, raw)


def describe_taken(cls, name, value, kind):
    """A member that reading it from the class gives as it is: nothing is left to bind."""
    if is_class(value):
        return _with_doc({"kind": "class"}, value)
    return _called(kind, cls, name, value) if callable(value) else _attribute(cls, name, value)


def _attribute(cls, name, value):
    attribute = {"kind": "attribute", "type": type_name(value)}
    # The members of an enumeration are instances of it, whatever their stubs say of their values.
    annotation = None if isinstance(value, cls) else attempt(STUBS.annotation, cls, name)
    return {**attribute, "annotation": annotation} if annotation else attribute


def _called(kind, cls, name, function, receives=False):
    subject = Subject(function, [name], receives, stub=lambda: STUBS.method(cls, name), owner=cls)
    return _with_doc({"kind": kind, **signature(subject)}, function)


def _classmethod(cls, name, raw):
    function = raw.__func__
    if callable(function):
        return _called("class_method", cls, name, function, receives=True)
    # `classmethod` over `property` worked from 3.9 to 3.12.
    return _with_doc({"kind": "attribute", "type": type_name(raw)}, function)


def _function(cls, name, function):
    is_bound = isinstance(function, types.MethodType)
    if is_bound or not has_receiver(function):
        return _called("static_method", cls, name, function)
    return _called("method", cls, name, function, receives=True)


def _descriptor(members, name, raw):
    """Whatever a read runs code for. C says neither whether it can be set nor what it gives: Python will."""
    cls = members.cls
    if isinstance(raw, property):
        return _with_doc(_property(raw.fset is not None, _returned(raw.fget, cls), cls, name), raw)
    if isinstance(raw, functools.cached_property):
        return _with_doc(_property(False, _returned(raw.func, cls), cls, name), raw)
    settable = special(raw, "__set__") is not MISSING and attempt(getattr, raw, "fset", default=raw) is not None
    if isinstance(raw, SLOTS):
        settable = settable and members.fields_can_be_set
        return _with_doc(_property(settable, members.annotation(name), cls, name), raw)
    if issubclass(members.cls, tuple):
        settable = False  # a field of a named tuple says it could be
    getter = attempt(getattr, raw, "fget") or attempt(getattr, raw, "func")
    return _with_doc(_property(settable, _returned(getter, cls) or members.annotation(name), cls, name), raw)


def _property(settable, annotation, cls, name):
    returns = annotation or attempt(STUBS.annotation, cls, name)
    result = {"kind": "property", "settable": settable}
    if returns:
        result["returns"] = returns
    return result


def _returned(getter, cls):
    """What the function of a property says that it gives."""
    annotations = attempt(getattr, getter, "__annotations__", default={})
    if type(annotations) is not dict or "return" not in annotations:
        return None
    return annotation_text(annotations["return"], naming_of_function(getter, cls))


def _with_doc(member, value):
    doc = docstring(value)
    if doc:
        member["doc"] = doc
    return member
