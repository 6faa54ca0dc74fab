"""The public names of modules, and of a whole library for mode `all`."""

from __future__ import annotations

import pkgutil

from .guard import attempt
from .lookup import is_class, is_module

__all__ = ["public_names", "public_surface"]

TESTS = ("tests", "conftest")


def public_surface(walk, depth, follow):
    """Follows every public path of a library, submodules `depth` packages deep; gives the paths that it followed."""
    surface = {walk.library}
    waiting = [(walk.library, depth)]
    while waiting:
        path, left = waiting.pop(0)
        module = walk.found[path]
        submodules = _submodules(module)
        for name in sorted(_surface_names(walk, path, module) - submodules):
            if follow(f"{path}.{name}"):
                surface.add(f"{path}.{name}")
        for name in sorted(submodules) if left else ():
            inner = f"{path}.{name}"
            if follow(inner):
                surface.add(inner)
                if is_module(walk.found.get(inner)):
                    waiting.append((inner, left - 1))
    return surface


def public_names(module):
    """The attributes and submodules that a path through the module may name, without those that start with `_`."""
    return _attributes(module) | _submodules(module)


def _attributes(module):
    names = attempt(dir, module, default=())
    return {name for name in names if type(name) is str and name.isidentifier() and not name.startswith("_")}


def _surface_names(walk, path, module):
    listed = attempt(getattr, module, "__all__")
    if isinstance(listed, (list, tuple)):
        return {name for name in listed if type(name) is str}
    return {name for name in _attributes(module) if not _is_foreign(walk.peek(path, module, name), walk.library)}


def _is_foreign(value, library):
    """Whether a module without `__all__` has imported this from elsewhere for its own use."""
    if is_module(value):
        return True
    home = attempt(getattr, value, "__module__") if is_class(value) or callable(value) else None
    return type(home) is str and home.partition(".")[0].lstrip("_") != library.lstrip("_")


def _submodules(module):
    path = attempt(getattr, module, "__path__")
    if path is None:
        return set()
    found = attempt(lambda: {each.name for each in pkgutil.iter_modules(path)}, default=set())
    return {name for name in found if name.isidentifier() and not name.startswith(("_", "test_")) and name not in TESTS}
