"""What stubs say of live objects."""

from __future__ import annotations

import ast
import functools

from ..guard import attempt
from ..lookup import mro, namespace
from ..overloads import admit_all
from ..stars import is_bare
from ..text import path_of_class
from ..unions import union_of_annotations
from .names import Found, Names
from .prototypes import Prototype, decorators, prototype
from .scopes import dotted
from .spelling import Speller

__all__ = ["Stub", "StubLibrary"]

PROPERTIES = ("property", "cached_property", "abstractproperty")
ACCESSORS = ("setter", "deleter")
# What instances of their classes are called with is another one's business.
WRAPPING = ("builtins", "functools", "types")


class Stub:
    """How stubs say that something is called: one prototype, or several that overload each other."""

    def __init__(self, prototypes):
        self.prototypes = prototypes

    def only(self, fits):
        """The same with the prototypes that fit; if none does, with all."""
        fitting = [each for each in self.prototypes if fits(each)]
        return Stub(fitting) if fitting and len(fitting) < len(self.prototypes) else self

    @functools.cached_property
    def parameters(self):
        """The parameters that admit all prototypes."""
        return admit_all([each.parameters for each in self.prototypes])

    @functools.cached_property
    def returns(self):
        """The union of what the prototypes return."""
        return union_of_annotations(each.returns for each in self.prototypes)

    @property
    def flow(self):
        """What happens when it is called."""
        return self.prototypes[0].flow


class StubLibrary:
    """All stubs, asked about live objects. `typeshed` is the folder of the standard library's stubs."""

    def __init__(self, typeshed=None):
        self._paths = {}
        self.use_typeshed(typeshed)

    def use_typeshed(self, typeshed):
        """Reads the standard library's stubs from a folder, from now on; `None` means that there are none."""
        self._names = Names(typeshed)
        self._speller = Speller(self._names)
        self._classes = {}
        self._stubs = {}

    def know(self, cls, path):
        """Remembers that a class has this path too."""
        self._paths.setdefault(cls, path)

    def function(self, value, path):
        """The [`Stub`] of a callable that is found at `path`, else `None`."""
        module, name = (attempt(getattr, value, each) for each in ("__module__", "__qualname__"))
        paths = [path, f"{module}.{name}"] if type(module) is str and type(name) is str else [path]
        for each in paths:
            stub = self._callable(self._find(each))
            if stub is not None:
                return stub
        if type(value).__module__ in WRAPPING or attempt(getattr, value, "__wrapped__") is not None:
            return None
        instance = self._class(type(value))
        return self._callable(instance and self._names.member(instance, "__call__"))

    def constructor(self, cls):
        """The [`Stub`] of making an instance, else `None`."""
        for base in mro(cls)[:-1]:
            found = self._class(base)
            stub = found and self._own_constructor(found)
            if stub:
                return stub
            if any(name in namespace(base) for name in ("__init__", "__new__")):
                break
        return None

    def method(self, cls, name):
        """The [`Stub`] of a method of a class, else `None`."""
        return self._callable(self._member(cls, name))

    def annotation(self, cls, name):
        """The annotation of what reading a property or attribute gives, else `None`."""
        found = self._member(cls, name)
        if found is None or found.class_node:
            return None
        getters = [each for each in found.functions if not set(ACCESSORS) & set(decorators(each))]
        if getters and set(PROPERTIES) & set(decorators(getters[0])):
            return self._prototype(getters[0], found.scope, True).returns
        return self._annotation(found)

    def value(self, path):
        """The annotation of a value of a module, else `None`."""
        found = self._find(path)
        return self._annotation(found) if found else None

    def _find(self, path):
        found = attempt(self._names.find, path)
        return found if isinstance(found, Found) else None

    def _class(self, cls):
        if cls not in self._classes:
            paths = filter(None, [path_of_class(cls), self._paths.get(cls)])
            found = (self._find(path) for path in paths)
            self._classes[cls] = next((each for each in found if each and each.class_node), None)
        return self._classes[cls]

    def _member(self, cls, name):
        """What stands in the stub of the first class of the MRO that has it; then in bases that only the stubs know."""
        classes = [found for found in map(self._class, mro(cls)) if found]
        for found in classes:
            if name in found.inside.names:
                return self._names.member(found, name)
        for found in classes:
            member = self._names.member(found, name)
            if member is not None:
                return member
        return None

    def _annotation(self, found):
        node = found.nodes[-1] if found.nodes else None
        if not isinstance(node, ast.AnnAssign):
            return None
        text = self._speller.text(node.annotation, found.scope)
        return None if text in ("Final", "ClassVar", "TypeAlias") else text

    def _callable(self, found, depth=0):
        if not isinstance(found, Found) or depth > 5:
            return None
        if found.class_node:
            return self._own_constructor(found)
        if found.functions:
            return self._defined(found)
        instance = self._names.class_of(found) if found.nodes else None
        if instance is not None:
            return self._callable(self._names.member(instance, "__call__"), depth + 1)
        return self._of_annotation(found)

    def _defined(self, found):
        """The [`Stub`] of `def` statements. Subclasses share it with their bases."""
        functions = found.functions
        if functions[-1] not in self._stubs:
            overloads = [each for each in functions if "overload" in decorators(each)]
            in_class = isinstance(found.scope.node, ast.ClassDef)
            prototypes = [self._prototype(each, found.scope, in_class) for each in overloads or functions[-1:]]
            self._stubs[functions[-1]] = Stub(prototypes)
        return self._stubs[functions[-1]]

    def _prototype(self, function, scope, in_class):
        def spell(node, bound):
            return self._speller.text(node, scope, bound)

        return prototype(function, in_class and "staticmethod" not in decorators(function), spell)

    def _of_annotation(self, found):
        """A variable that is annotated with `Callable[[int], str]`."""
        node = found.nodes[-1] if found.nodes else None
        annotation = node.annotation if isinstance(node, ast.AnnAssign) else None
        if not isinstance(annotation, ast.Subscript) or not (dotted(annotation.value) or "").endswith("Callable"):
            return None
        if not isinstance(annotation.slice, ast.Tuple) or not isinstance(annotation.slice.elts[0], ast.List):
            return None
        listed, returns = annotation.slice.elts
        parameters = [{"name": f"arg{index}", "kind": "positional_only"} for index in range(len(listed.elts))]
        for parameter, each in zip(parameters, listed.elts):
            text = self._speller.text(each, found.scope)
            parameter.update({"annotation": text} if text else {})
        return Stub([Prototype(parameters, self._speller.text(returns, found.scope))])

    def _own_constructor(self, found):
        """What the nearest class says that has `__init__` or `__new__`; of a named tuple its fields."""
        if self._is_named_tuple(found):
            return self._fields(found)
        for cls in (found, *self._all_bases(found)):
            for maker in ("__init__", "__new__"):
                member = self._names.member(cls, maker) if maker in cls.inside.names else None
                stub = self._callable(member) if member else None
                if stub and not is_bare(stub.parameters):
                    # What `__init__` returns is not what the call gives.
                    return Stub([Prototype(each.parameters, None) for each in stub.prototypes])
        return None

    def _all_bases(self, found, depth=0):
        for base in self._names.bases(found) if depth < 10 else ():
            yield base
            yield from self._all_bases(base, depth + 1)

    def _is_named_tuple(self, found):
        return any(base.path == "typing.NamedTuple" for base in self._names.bases(found))

    def _fields(self, found):
        listed = []
        for name, nodes in found.inside.names.items():
            if isinstance(nodes[-1], ast.AnnAssign) and not name.startswith("_"):
                parameter = {"name": name, "kind": "positional_or_keyword"}
                if nodes[-1].value is not None:
                    parameter["default"] = ast.unparse(nodes[-1].value)
                annotation = self._speller.text(nodes[-1].annotation, found.inside)
                listed.append({**parameter, **({"annotation": annotation} if annotation else {})})
        return Stub([Prototype(listed, None)])
