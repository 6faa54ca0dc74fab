"""The public names of modules, and of a whole library for mode `all`."""

from __future__ import annotations

import collections
import pkgutil
import sys

from .declared import declared_names
from .guard import attempt
from .lookup import is_class, is_module, namespace
from .members import Members

__all__ = ["Surface", "public_names"]

TESTS = ("tests", "conftest")


class Surface:
    """The public surface of a library, nearest to the top first.

    `paths` are the paths on it, `aliases` those of them that lead to what another one leads to, by path. `follow(path)` says
    whether a path leads somewhere, `leave_out(path, reason)` is told of modules that are beyond a limit.
    """

    def __init__(self, walk, extent, follow, leave_out):
        self.paths = {walk.library}
        self.aliases = {}
        self._walk = walk
        self._extent = extent
        self._follow = follow
        self._leave_out = leave_out
        self._size = 0
        self._homes = {}

    def find(self):
        """Follows everything there is."""
        waiting = collections.deque([(self._walk.library, self._extent.depth)])
        while waiting:
            path, depth = waiting.popleft()
            if self._is_full():
                self._leave_out(path, f"`{path}` is beyond the limit of {self._extent.max_symbols} symbols")
            elif self._follow(path):
                waiting.extend(self._look_at(path, depth))
        self._choose_homes()
        for path in sorted(self.paths - self.aliases.keys()):
            self._find_nested(path)
        return self

    def _look_at(self, path, depth):
        """Adds what a path leads to; gives the modules to look at later."""
        value = self._walk.found[path]
        self._add(path, value)
        if not is_module(value) and path not in self._walk.imported:
            return
        first = self._homes.setdefault(id(value), [path])
        if first[0] != path:
            first.append(path)
            return
        submodules = self._submodules(path, value)
        beyond = 0
        inner_depth = depth if depth is None or _is_namespace(value) else depth - 1
        for name in sorted(self._names(path, value) | submodules):
            inner = f"{path}.{name}"
            if name in submodules or is_module(self._walk.peek(path, value, name)):
                if depth != 0 and self._extent.leads(inner):
                    yield inner, inner_depth
            elif not self._extent.covers(inner):
                continue
            elif self._is_full():
                beyond += 1
            elif self._follow(inner):
                self._add(inner, self._walk.found[inner])
                self._homes.setdefault(id(self._walk.found[inner]), []).append(inner)
        if beyond:
            self._leave_out(path, f"{beyond} names of `{path}` are beyond the limit of {self._extent.max_symbols} symbols")

    def _is_full(self):
        return self._size > self._extent.max_symbols

    def _names(self, path, module):
        listed = {name for name in attempt(dir, module, default=()) if type(name) is str and name.isidentifier()}
        private = {name for name in listed if name.startswith("_") and self._extent.spells(f"{path}.{name}")}
        return _surface_names(self._walk, path, module) | private | self._extent.literals(path)

    def _submodules(self, path, module):
        found = _submodules(module)
        public = {name for name in found if not name.startswith("_") and not _is_test(name)}
        private = {name for name in found - public if self._extent.spells(f"{path}.{name}")}
        # A part of a namespace package is in no listing.
        return public | private | (self._extent.literals(path) if _is_namespace(module) else set())

    def _add(self, path, value):
        self.paths.add(path)
        is_new = id(value) not in self._homes
        self._size += 1
        if is_new and is_class(value):
            members = attempt(lambda: len(Members(value).public_names()), default=0)
            self._size += min(members, self._extent.max_members)

    def _choose_homes(self):
        """Of the paths to one module, class or function, the shortest that has its name is its home, the others are aliases."""
        for paths in self._homes.values():
            value = self._walk.found[paths[0]]
            if len(paths) == 1 or not (is_module(value) or is_class(value) or callable(value)):
                continue
            # A module has been looked into below the first one.
            home = paths[0] if is_module(value) else min(paths, key=lambda path: _order(path, value))
            self.aliases.update((path, home) for path in paths if path != home)

    def _find_nested(self, path):
        """Classes that stand in a class."""
        cls = self._walk.found.get(path)
        if not is_class(cls):
            return
        for name, value in sorted(attempt(lambda: list(namespace(cls).items()), default=()), key=lambda item: str(item[0])):
            inner = f"{path}.{name}"
            is_own = is_class(value) and attempt(getattr, value, "__qualname__") == f"{cls.__qualname__}.{name}"
            if not is_own or name.startswith("_") or not self._extent.covers(inner) or inner in self.paths:
                continue
            if self._is_full():
                limit = self._extent.max_symbols
                self._leave_out(inner, f"the class `{inner}` is beyond the limit of {limit} symbols")
            elif self._follow(inner) and is_class(self._walk.found.get(inner)):
                self._add(inner, value)
                self._find_nested(inner)


def public_names(module):
    """The attributes and submodules that a path through the module may name, without those that start with `_`."""
    submodules = {name for name in _submodules(module) if not name.startswith("_") and not _is_test(name)}
    return _attributes(module) | submodules


def _order(path, value):
    name = path.rpartition(".")[2]
    return path.count("."), name != attempt(getattr, value, "__name__"), path


def _attributes(module):
    names = attempt(dir, module, default=())
    return {name for name in names if type(name) is str and name.isidentifier() and not name.startswith("_")}


def _surface_names(walk, path, module):
    listed = attempt(getattr, module, "__all__")
    # An empty one says that `import *` is not for this module, and nothing of what is public.
    if isinstance(listed, (list, tuple)) and listed:
        return {name for name in listed if type(name) is str and name.isidentifier()}
    names = _attributes(module) | declared_names(module)
    return {name for name in names if not _is_foreign(walk.peek(path, module, name), module, name, walk.library)}


def _is_foreign(value, module, name, library):
    """Whether a module without `__all__` has imported this for its own use."""
    if is_module(value):
        return _is_test(name) or not _is_own_module(module, name, value)
    if attempt(lambda: type(value).__module__) == "__future__":
        return True
    home = attempt(getattr, value, "__module__") if is_class(value) or callable(value) else None
    if type(home) is not str:
        return False
    if home.partition(".")[0].lstrip("_") != library.lstrip("_"):
        return True
    # A package gathers what its modules define. What a module has from another public one is there for its own use.
    is_package = attempt(getattr, module, "__path__") is not None
    return not is_package and home != attempt(getattr, module, "__name__") and "._" not in f".{home}"


def _is_own_module(module, name, value):
    """Whether a module that is an attribute is a submodule, or one that cannot be imported by itself."""
    spelt = attempt(getattr, value, "__name__")
    return spelt == f"{attempt(getattr, module, '__name__')}.{name}" or sys.modules.get(spelt) is not value


def _is_namespace(module):
    return attempt(getattr, module, "__file__") is None and attempt(getattr, module, "__path__") is not None


def _is_test(name):
    return name in TESTS or name.startswith("test_") or name.endswith(("_test", "_tests"))


def _submodules(module):
    path = attempt(getattr, module, "__path__")
    if path is None:
        return set()
    found = attempt(lambda: {each.name for each in pkgutil.iter_modules(path)}, default=set())
    return {name for name in found if name.isidentifier()}
