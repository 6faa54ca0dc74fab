"""The names in annotations that are kept as text (PEP 563, forward references): what they mean where they were written.

Nothing is evaluated. Names are looked up in the module, and where it has them for type checkers only, in the imports of
its source.
"""

from __future__ import annotations

import ast
import builtins
import sys

from .guard import attempt
from .lookup import MISSING, inherited, is_class, is_module, namespace
from .stubs.pieces import statements
from .stubs.scopes import Imported, Scope
from .text import path_of_class

__all__ = ["Named", "Naming", "find_path", "naming_of_class", "naming_of_function", "naming_of_module"]

DEEPEST_WRAPPING = 20
# What a module may define for type checkers only.
DEFINITIONS = (ast.ClassDef, ast.AnnAssign)


class Named:
    """What a name means: a `value`, or `MISSING` and the `path` that an import has it by. `home` is the module that knows it."""

    def __init__(self, value, path, home):
        self.value = value
        self.path = path
        self.home = home

    @property
    def definition(self):
        """What the source has at the path, where no value is: the last statement that binds it, else `None`."""
        module, _, name = self.path.rpartition(".")
        is_at_home = self.home is not None and self.home.module == module
        return self.home.source(name) if is_at_home else None


class Naming:
    """What names mean in one module, and in the class `owner` of it."""

    def __init__(self, module, owner=None):
        self._module = module
        self._owner = owner
        self.spelt = {}  # texts that were spelt already
        self.expanding = set()  # aliases that are being written out

    @property
    def module(self):
        """The name of the module."""
        return self._module.namespace.get("__name__")

    def source(self, name):
        """The last statement of the module's source that binds a name, else `None`."""
        return self._module.binding(name)

    def find(self, name):
        """The [`Named`] that a dotted name stands for, else `None`."""
        head, *rest = name.split(".")
        found = self._head(head)
        for each in rest:
            found = found and _attribute(found, each)
        return found

    def _head(self, name):
        nested = MISSING if self._owner is None else inherited(self._owner, name)
        if is_class(nested) and path_of_class(nested) == f"{path_of_class(self._owner)}.{name}":
            return Named(nested, None, self)
        value = self._module.namespace.get(name, MISSING)
        if value is not MISSING:
            return Named(value, None, self)
        imported = self._module.imported(name)
        if imported is not None:
            return _imported(imported)
        if isinstance(self._module.binding(name), DEFINITIONS):
            return Named(MISSING, f"{self.module}.{name}", self)
        value = vars(builtins).get(name, MISSING)
        return None if value is MISSING else Named(value, None, self)


class Module:
    """The namespace of a module, and what its source imports."""

    def __init__(self, names):
        self.namespace = names
        self.naming = Naming(self)
        self._source = None

    def binding(self, name):
        """The last statement that binds `name` in the source, else `None`."""
        if self._source is None:
            self._source = attempt(_source, self.namespace) or {}
        return (attempt(self._source.get, name) or [None])[-1]

    def imported(self, name):
        """The import that binds `name` in the source, else `None`."""
        binding = self.binding(name)
        return binding if isinstance(binding, Imported) else None


# By the identity of the namespace, which modules keep alive.
_modules = {}
_classes = {}


def naming_of_module(name):
    """The [`Naming`] of a module that was imported, else `None`."""
    names = attempt(lambda: vars(sys.modules[name]))
    return _naming(names) if type(names) is dict else None


def naming_of_class(cls):
    """The [`Naming`] of what stands in a class."""
    if cls not in _classes:
        module = attempt(type.__getattribute__, cls, "__module__")
        names = attempt(lambda: vars(sys.modules[module]))
        _classes[cls] = Naming(_module(names), cls) if type(names) is dict else None
    return _classes[cls]


def naming_of_function(function, owner=None):
    """The [`Naming`] of the annotations of a callable, that of the function below its wrappers."""
    for _ in range(DEEPEST_WRAPPING):
        inner = _inner(function)
        if inner is None:
            break
        function = inner
    names = attempt(getattr, function, "__globals__")
    module = names.get("__name__") if type(names) is dict else None
    if type(module) is not str:
        module = attempt(getattr, function, "__module__")
    # What `exec` made, as attrs does, may have a copy of what was in the module at that time.
    names = attempt(lambda: vars(sys.modules[module]), default=names)
    home = None if owner is None else naming_of_class(owner)
    if type(names) is not dict:
        return home
    is_of_owner = home is not None and home._module.namespace is names
    return home if is_of_owner else _naming(names)


def _inner(function):
    if is_class(function):
        return None
    for name in ("__wrapped__", "__func__", "func"):
        inner = attempt(getattr, function, name)
        if callable(inner):
            return inner
    return None


def _naming(names):
    return _module(names).naming


def _module(names):
    if id(names) not in _modules:
        _modules[id(names)] = Module(names)
    return _modules[id(names)]


def _attribute(found, name):
    if found.value is MISSING:
        return find_path(f"{found.path}.{name}")
    if is_module(found.value):
        value = attempt(lambda: vars(found.value).get(name, MISSING), default=MISSING)
        path = f"{found.value.__name__}.{name}"
        return find_path(path) if value is MISSING else Named(value, path, naming_of_module(found.value.__name__))
    value = namespace(found.value).get(name, MISSING) if is_class(found.value) else MISSING
    return None if value is MISSING else Named(value, None, found.home)


def _imported(imported):
    return find_path(imported.module if imported.name is None else f"{imported.module}.{imported.name}")


def find_path(path):
    """What the modules that were imported have at a path."""
    if path in sys.modules:
        return Named(sys.modules[path], path, None)
    module, _, name = path.rpartition(".")
    value = attempt(lambda: vars(sys.modules[module]).get(name, MISSING), default=MISSING)
    return Named(value, path, naming_of_module(module))


def _source(names):
    file, name = names.get("__file__"), names.get("__name__")
    if type(file) is not str or type(name) is not str or not file.endswith(".py"):
        return {}
    with open(file, "rb") as source:
        body = statements(source.read())
    return Scope(name, None, is_package="__path__" in names, body=body).names
