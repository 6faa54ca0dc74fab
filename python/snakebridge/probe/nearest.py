"""The names that a misspelt one may have meant."""

from __future__ import annotations

import difflib
import pkgutil
import sys

from .guard import attempt

__all__ = ["nearest_members", "nearest_modules"]


def nearest_members(owner, path, name):
    """Paths of the attributes and submodules of `owner`, found at `path`, that look like `name`."""
    names = {each for each in attempt(dir, owner, default=()) if type(each) is str}
    names |= _submodules(attempt(getattr, owner, "__path__"))
    return [f"{path}.{each}" for each in _closest(name, names)]


def nearest_modules(name):
    """Importable top-level modules that look like `name`."""
    names = {*sys.builtin_module_names, *getattr(sys, "stdlib_module_names", ()), *_submodules(None, top=True)}
    return _closest(name, names)


def _submodules(path, top=False):
    if path is None and not top:
        return set()
    return attempt(lambda: {module.name for module in pkgutil.iter_modules(path)}, default=set())


def _closest(name, names):
    """At most three, best first; private ones only for a private name, upper and lower case are alike."""
    if not name.startswith("_"):
        names = {each for each in names if not each.startswith("_")}
    by_folded = {}
    for each in sorted(names):
        by_folded.setdefault(each.casefold(), []).append(each)
    folded = difflib.get_close_matches(name.casefold(), sorted(by_folded), n=3, cutoff=0.6)
    return [each for key in folded for each in by_folded[key]][:3]
