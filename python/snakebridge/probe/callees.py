"""What an expression in the source of a function means, as far as live objects tell without running anything."""

from __future__ import annotations

import ast
import builtins
import functools
import types

from .guard import attempt
from .lookup import MISSING, inherited, is_class, is_module, mro, namespace
from .naming import naming_of_function
from .stubs.scopes import dotted

__all__ = ["Callee", "Callees"]

ROUTINES = (types.FunctionType, types.BuiltinFunctionType, types.MethodDescriptorType, types.WrapperDescriptorType)
DEEPEST = 5


class Callee:
    """Something that is called: `receives` says that its first parameter is bound, `owner` is the class it is taken from.

    A method that is taken from the class is `unbound`: the first argument is the object. A callee is `certain` if it is called
    whenever the expression is, whatever happened to objects since.
    """

    def __init__(self, target, name, receives=False, owner=None, unbound=False, certain=True):
        self.target = target
        self.name = name
        self.receives = receives
        self.owner = owner
        self.unbound = unbound
        self.certain = certain


class Instance:
    """Some instance of a class."""

    def __init__(self, cls, certain):
        self.cls = cls
        self.certain = certain


class Callees:
    """The callees in the body of a `function`, which is taken from the class `owner`, if it is."""

    def __init__(self, function, owner, handing):
        self._function = function
        self._owner = owner
        self._handing = handing
        self._receiver = handing.explicit[0] if owner is not None and handing.explicit else None

    def find(self, node):
        """The [`Callee`] that an expression stands for, else `None`."""
        return attempt(self._find, node, DEEPEST)

    def _find(self, node, depth):
        found = self._value(node, depth)
        if isinstance(found, Callee) or found is MISSING or isinstance(found, Instance):
            return found if isinstance(found, Callee) else None
        if is_class(found) or isinstance(found, ROUTINES):
            return Callee(found, found.__name__)
        if isinstance(found, types.MethodType):
            return Callee(found, found.__name__, owner=type(found.__self__))
        return None

    def _value(self, node, depth):
        """A live object, an [`Instance`], or a [`Callee`] where it is a member; `MISSING` where it cannot be told."""
        if depth == 0:
            return MISSING
        if isinstance(node, ast.Name):
            return self._named(node.id, depth)
        if isinstance(node, ast.Call):
            return self._result(node, depth)
        if isinstance(node, ast.Attribute):
            return self._attribute(self._value(node.value, depth - 1), node.attr)
        return MISSING

    def _named(self, name, depth):
        if self._owner is not None and name == self._receiver:
            return self._owner if self._is_class_method() else Instance(self._owner, True)
        code = self._function.__code__
        if name in code.co_freevars:
            return self._function.__closure__[code.co_freevars.index(name)].cell_contents
        if name in code.co_varnames or name in code.co_cellvars:
            value = self._handing.assigned(name)
            return MISSING if value is None else self._value(value, depth - 1)
        return self._function.__globals__.get(name, vars(builtins).get(name, MISSING))

    def _is_class_method(self):
        raw = inherited(self._owner, self._function.__name__)
        return isinstance(raw, classmethod) and raw.__func__ is self._function

    def _result(self, call, depth):
        """What a call gives: the next class for `super()`, else an instance, if what is called says of which class."""
        if isinstance(call.func, ast.Name) and call.func.id == "super" and not call.args:
            return self._super()
        callee = self._find(call.func, depth - 1)
        if callee is None:
            return MISSING
        if is_class(callee.target):
            return Instance(callee.target, False)
        returned = attempt(lambda: callee.target.__annotations__["return"])
        if type(returned) is str:
            name = attempt(lambda: dotted(ast.parse(returned, mode="eval").body))
            names = naming_of_function(callee.target, callee.owner)
            named = names.find(name) if names is not None and name is not None else None
            returned = named and named.value
        return Instance(returned, False) if is_class(returned) else MISSING

    def _super(self):
        here = self._named("__class__", 1) if "__class__" in self._function.__code__.co_freevars else MISSING
        classes = mro(self._owner) if self._owner is not None and is_class(here) else ()
        return _Super(self._owner, classes[classes.index(here) + 1 :]) if here in classes else MISSING

    def _attribute(self, value, name):
        if value is MISSING or isinstance(value, Callee):
            return MISSING
        if isinstance(value, _Super):
            raw = next((namespace(cls)[name] for cls in value.classes if name in namespace(cls)), MISSING)
            return _bound(raw, name, value.owner, True)
        if isinstance(value, Instance):
            return _bound(inherited(value.cls, name), name, value.cls, value.certain)
        if is_module(value):
            return attempt(lambda: vars(value).get(name, MISSING), default=MISSING)
        if is_class(value):
            return _of_class(inherited(value, name), name, value)
        own = attempt(lambda: object.__getattribute__(value, "__dict__"))
        if type(own) is dict and name in own:
            return MISSING
        return _bound(inherited(type(value), name), name, type(value), False)


class _Super:
    """`super()`"""

    def __init__(self, owner, classes):
        self.owner = owner
        self.classes = classes


def _bound(raw, name, owner, certain):
    """A member as it is called on an instance, or in a class method on the class."""
    if isinstance(raw, staticmethod):
        return Callee(raw.__func__, name, certain=certain)
    if isinstance(raw, classmethod):
        return Callee(raw.__func__, name, receives=True, owner=owner, certain=certain)
    if isinstance(raw, functools.partialmethod) or raw is MISSING:
        return MISSING
    if isinstance(raw, ROUTINES):
        return Callee(raw, name, receives=not isinstance(raw, types.BuiltinFunctionType), owner=owner, certain=certain)
    return Callee(raw, name, certain=False) if is_class(raw) else MISSING


def _of_class(raw, name, owner):
    """A member as it is called on the class, with the instance as its first argument."""
    if isinstance(raw, (staticmethod, classmethod)):
        return _bound(raw, name, owner, True)
    return Callee(raw, name, owner=owner, unbound=True) if isinstance(raw, ROUTINES) else MISSING
