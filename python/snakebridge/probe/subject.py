"""Callables whose signature is wanted, and what can be learnt of each without asking others."""

from __future__ import annotations

import functools
import inspect
import types

from .annotations import annotation_text
from .docstring import parse_docstring
from .guard import attempt
from .lookup import inherited, is_class, special
from .naming import naming_of_class, naming_of_function
from .prototype import parameters as parse_parameters
from .stars import of_star
from .stubs import STUBS
from .text import default_text, docstring
from .unpacked import with_unpacked_keys

__all__ = ["POSITIONAL", "Subject", "has_receiver", "own_name", "subjects_of_class"]

EMPTY = inspect.Signature.empty
POSITIONAL = ("positional_only", "positional_or_keyword")
RECEIVERS = ("self", "cls", "mcs")


class Subject:
    """A callable whose signature is wanted.

    `names` are the names its docstring may call it by; `receives` says that its first parameter is the object or class
    that it is taken from, and `owner` is the class it is taken from; `stub` gives what stubs say of it,
    and `depth` tells how many others were asked before it.
    """

    def __init__(self, target, names, receives=False, stub=None, owner=None, depth=0):
        self.target = target
        self.depth = depth
        self.owner = owner
        self.names = tuple(dict.fromkeys(filter(None, (*names, own_name(target)))))
        self.receives = receives
        self._stub = stub

    @functools.cached_property
    def inspected(self):
        """What `inspect` makes of it, as `(parameters, returns)`, else `None`."""
        found = attempt(inspect.signature, self.target)
        if found is None:
            return None
        listed = with_unpacked_keys([_parameter(each, self._naming) for each in found.parameters.values()])
        is_annotated = found.return_annotation is not EMPTY
        returns = annotation_text(found.return_annotation, self._naming) if is_annotated else None
        return self._without_receiver(listed), returns

    @functools.cached_property
    def written_in_c(self):
        """Whether what `inspect` says comes from a `__text_signature__`."""
        return _is_c(self.target)

    @functools.cached_property
    def text(self):
        """Its `__text_signature__` where `inspect` cannot read it (`<unrepresentable>` defaults before 3.13)."""
        text = attempt(getattr, self.target, "__text_signature__")
        if type(text) is not str or not text.startswith("("):
            return None
        bound = text.startswith("($")
        found = parse_parameters(text[1 : text.rfind(")")].replace("$", "", 1))
        if found is None:
            return None
        is_bound_already = bound and not inspect.ismethoddescriptor(self.target)
        return (found[1:] if is_bound_already else self._without_receiver(found)), None

    @functools.cached_property
    def stubbed(self):
        """The `Stub` of it, else `None`."""
        return attempt(self._stub) if self._stub else None

    @functools.cached_property
    def documented(self):
        """The prototypes in the first lines of the docstring."""
        doc = docstring(self.target)
        found = parse_docstring(doc, self.names) if doc and self.names else []
        return [(self._without_written_receiver(listed), returns) for listed, returns in found]

    @functools.cached_property
    def _naming(self):
        """What the names in its annotations mean."""
        if is_class(self.target):
            makers = (inherited(self.target, maker) for maker in ("__init__", "__new__"))
            written = next((each for each in makers if isinstance(each, types.FunctionType)), None)
            is_signed = attempt(getattr, self.target, "__signature__") is not None
            known = is_signed or written is None
            return naming_of_class(self.target) if known else naming_of_function(written, self.target)
        return naming_of_function(self.target, self.owner)

    def _without_written_receiver(self, listed):
        is_written = self.receives and listed and listed[0]["name"] in RECEIVERS
        return listed[1:] if is_written else listed

    def _without_receiver(self, listed):
        return listed[1:] if self.receives and listed and listed[0]["kind"] in POSITIONAL else listed


def subjects_of_class(cls, depth=0):
    """The subjects of making an instance of a class: the class itself, and what makes and fills the instance."""
    names = [own_name(cls)]
    subjects = [Subject(cls, names, stub=lambda: STUBS.constructor(cls), depth=depth)]
    for maker in ("__init__", "__new__"):
        function = inherited(cls, maker)
        function = function.__func__ if isinstance(function, staticmethod) else function
        subjects.append(Subject(function, names, receives=True, owner=cls, depth=depth))
    return subjects


def has_receiver(function):
    """Whether a function on a class takes the instance; `def f():` there can only be called on the class."""
    found = attempt(inspect.signature, function)
    kinds = None if found is None else [_kind(parameter) for parameter in found.parameters.values()]
    return kinds is None or any(kind in (*POSITIONAL, "var_positional") for kind in kinds)


def own_name(target):
    """The `__name__` of something, if it has a proper one."""
    name = attempt(getattr, target, "__name__")
    return name if type(name) is str and name.isidentifier() else None


def _parameter(parameter, names):
    result = {"name": parameter.name, "kind": _kind(parameter)}
    if parameter.default is not EMPTY:
        result["default"] = default_text(parameter.default)
    annotation = None if parameter.annotation is EMPTY else annotation_text(parameter.annotation, names)
    annotation = of_star(result["kind"], annotation)
    if annotation:
        result["annotation"] = annotation
    return result


def _kind(parameter):
    return parameter.kind.name.lower()


def _is_c(target, depth=0):
    """Follows a callable the way `inspect.signature` does, to the code that has the signature."""
    if depth > 20 or attempt(getattr, target, "__signature__") is not None:
        return False
    if is_class(target):
        return _is_c_class(target, depth)
    for wrapped in ("__wrapped__", "__func__", "func"):
        inner = attempt(getattr, target, wrapped)
        if callable(inner) and (wrapped != "func" or isinstance(target, functools.partial)):
            return _is_c(inner, depth + 1)
    # Cython's functions have `__code__` too.
    if attempt(getattr, target, "__code__") is not None:
        return False
    if type(attempt(getattr, target, "__text_signature__")) is str or isinstance(target, types.BuiltinFunctionType):
        return True
    call = special(target, "__call__")
    return not isinstance(getattr(call, "__func__", call), types.FunctionType)


def _is_c_class(cls, depth):
    meta = special(cls, "__call__")
    if isinstance(meta, types.FunctionType):
        return False
    makers = {name: inherited(cls, name) for name in ("__new__", "__init__")}
    if all(maker is object.__dict__[name] for name, maker in makers.items()):
        return False
    return all(_is_c(getattr(maker, "__func__", maker), depth + 1) for maker in makers.values())
