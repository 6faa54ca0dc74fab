"""Dotted paths to objects, as Python itself resolves them."""

import sys

__all__ = ["failed", "resolve", "split"]

ROOM = 4096  # paths that are remembered

modules = sys.modules
Module = type(sys)

# path -> (first name, the other names), of paths that were resolved before.
split = {}

# `(exception, object, name)` of the last path that failed, for the hints of its description.
failed = []


def resolve(path):
    """Import the first name; each further one is an attribute, or else a submodule to import."""
    first, *names = map(sys.intern, str.split(path, "."))
    found = __import__(first)
    if len(split) >= ROOM:
        split.clear()
    split[path] = first, tuple(names)
    so_far = first
    for name in names:
        try:
            found = getattr(found, name)
        except AttributeError as error:
            missing = error
        else:
            so_far += "." + name
            continue
        # Outside of the handler: what a failing import raises has nothing to do with the missing attribute.
        found = import_submodule(found, so_far, name, missing)
        so_far += "." + name
        del missing
    return found


def import_submodule(parent, path, name, missing):
    """Import `name` of the module `parent`, which was reached by `path`; raise `missing` if there is none."""
    place = package_name(parent, path)
    if place is not None:
        full = f"{place}.{name}"
        try:
            __import__(full)
            return modules[full]
        except ModuleNotFoundError as error:
            if error.name != full:
                raise
        except KeyError:
            if full in modules:
                raise
    failed[:] = missing, parent, name
    raise missing


def package_name(parent, path):
    """Under which name the import system knows `parent`, if it does."""
    if modules.get(path) is parent:
        return path
    if issubclass(type(parent), Module):
        name = parent.__dict__.get("__name__")
        if type(name) is str and modules.get(name) is parent:
            return name
    return None
