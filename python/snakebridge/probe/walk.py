"""Follows dotted paths from the import of a library to whatever they lead to."""

from __future__ import annotations

import sys

from .guard import Absent, Missing, attempt, explain
from .lookup import MISSING, is_class, is_module
from .members import Members
from .nearest import nearest_members, nearest_modules

__all__ = ["Walk"]


class Walk:
    """All that was found in one library.

    `found` has the value of every prefix that gets a symbol of its own, `imported` those of them that were imported as
    modules, `asked` the members that paths named of the classes among them.
    """

    def __init__(self, library, ahead):
        self.library = library
        self.found = {}
        self.imported = set()
        self.asked = {}
        self._failed = {}
        self._ahead = ahead

    def follow(self, path):
        """Goes along `path`, and raises [`Missing`] where it ends too early."""
        first, *names = path.split(".")
        if first != self.library:
            raise Missing(f"`{path}` is not in the library `{self.library}`")
        here, owner = first, self._library()
        for index, name in enumerate(names):
            is_last = index == len(names) - 1
            if is_class(owner) and is_last and name == "new" and Members(owner).find(name) is MISSING:
                return
            here = f"{here}.{name}"
            owner = self._step(here, owner, name, is_last)

    def peek(self, path, module, name):
        """An attribute of a module for a first look at it; `None` if that cannot be had."""
        attempt(self._ahead.look, f"{path}.{name}")
        return None if self._ahead.avoids(f"{path}.{name}") else attempt(getattr, module, name)

    def _step(self, here, owner, name, is_last):
        if here in self.found:
            return self.found[here]
        if here in self._failed:
            raise self._failed[here]
        try:
            self._ahead.look(here)
            if is_class(owner):
                return self._member(here, owner, name, is_last)
            value = self._attribute(here, owner, name)
        except Missing as missing:
            self._failed[here] = missing
            raise
        self.found[here] = value
        return value

    def _library(self):
        """The library itself; without it, every path ends here."""
        if self.library in self.found:
            return self.found[self.library]
        if self.library in self._failed:
            raise self._failed[self.library]
        try:
            module = self._ahead.load(self.library)
        except Missing as missing:
            self._failed[self.library] = missing
            raise
        except BaseException as error:
            is_absent = isinstance(error, ModuleNotFoundError) and error.name == self.library
            nearest = nearest_modules(self.library) if is_absent else ()
            missing = Missing(f"importing `{self.library}` failed: {explain(error)}", nearest)
            self._failed[self.library] = missing
            raise missing from None
        self.found[self.library] = module
        self.imported.add(self.library)
        return module

    def _member(self, here, cls, name, is_last):
        """A member of a class goes to the class; only a nested class has a symbol of its own."""
        raw = Members(cls).find(name)
        owner = here[: -len(name) - 1]
        value = raw if is_class(raw) else None
        if raw is MISSING or not (is_last or is_class(raw)):
            value = self._read(here, cls, name)
        self.asked.setdefault(owner, set()).add(name)
        if is_class(value):
            self.found[here] = value
        return value

    def _attribute(self, here, owner, name):
        """An attribute, or else a submodule."""
        try:
            return getattr(owner, name)
        except AttributeError as error:
            if is_package(owner):
                module = self._submodule(here, owner, name)
                if module is not MISSING:
                    return module
            raise self._absent(here, owner, name, error) from None
        except BaseException as error:
            raise Missing(f"reading `{here}` failed: {explain(error)}") from None

    def _submodule(self, here, package, name):
        spelt = here.rpartition(".")[0]
        parent = spelt if sys.modules.get(spelt) is package else package.__name__
        full = f"{parent}.{name}"
        try:
            module = self._ahead.load(full)
        except Missing:
            raise
        except BaseException as error:
            if isinstance(error, ModuleNotFoundError) and error.name == full:
                return MISSING
            raise Missing(f"importing `{full}` failed: {explain(error)}") from None
        self.imported.add(here)
        return module

    def _read(self, here, cls, name):
        try:
            return getattr(cls, name)
        except AttributeError as error:
            raise self._absent(here, cls, name, error) from None
        except BaseException as error:
            raise Missing(f"reading `{here}` failed: {explain(error)}") from None

    def _absent(self, here, owner, name, error):
        parent = here[: -len(name) - 1]
        kinds = "attribute or submodule" if is_package(owner) else "attribute"
        reason = f"`{parent}` has no {kinds} `{name}`"
        said = explain(error).partition(": ")[2]
        # Modules may say more where a name was moved or removed.
        if " " in said and not said.endswith((f"has no attribute '{name}'", f"object attribute '{name}'")):
            reason = f"{reason}: {said}"
        return Absent(reason, nearest_members(owner, parent, name))


def is_package(value):
    """Whether it is a module that may have submodules."""
    return is_module(value) and attempt(getattr, value, "__path__") is not None
