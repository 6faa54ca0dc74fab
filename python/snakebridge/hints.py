"""What helps with an exception: what a name that is wrong may have meant, what was wrong with arrays.

Only ever computed for a failure, so nothing here is in a hurry.
"""

import os
import sys

from .resolve import failed

__all__ = ["hints_of"]

CANDIDATES = 5000  # names that are compared at most
NAMES = 3  # names in an answer
LONGEST = 100  # characters of a name worth comparing


def hints_of(error):
    """`[(kind, [str, ...]), ...]` as in `docs/wire.md`."""
    if isinstance(error, ModuleNotFoundError):
        return hints_of_module(error.name)
    if failed and failed[0] is error:
        return nearest(failed[2], names_in(failed[1]))
    if isinstance(error, AttributeError):
        name, obj = getattr(error, "name", None), getattr(error, "obj", None)
        if type(name) is str and obj is not None:
            return nearest(name, names_in(obj))
    elif isinstance(error, NameError):
        return nearest(getattr(error, "name", None), names_in_frame(error))
    else:
        from .array_hints import array_hints_of  # has a long table, which many programs never need

        return array_hints_of(error)
    return []


def hints_of_module(name):
    """Of a missing module; only the first name of a dotted one can be installed."""
    if type(name) is not str or not name:
        return []
    package, _, missing = name.rpartition(".")
    if package:
        parent = sys.modules.get(package)
        return [] if parent is None else nearest(missing, submodules(parent))
    hints = nearest(name, top_level_modules())
    hints.append(("install", [name]))
    file = file_in_working_directory(name)
    if file is not None:
        hints.append(("file", [file]))
    return hints


def file_in_working_directory(name):
    folder = os.getcwd()
    on_path = [os.path.realpath(entry or folder) for entry in sys.path if isinstance(entry, str)]
    if os.path.realpath(folder) in on_path:
        return None
    for file in (f"{name}.py", os.path.join(name, "__init__.py")):
        file = os.path.join(folder, file)
        if os.path.isfile(file):
            return file
    return None


def top_level_modules():
    import pkgutil

    names = set(sys.builtin_module_names)
    names.update(getattr(sys, "stdlib_module_names", ()))  # Python 3.10
    names.update(module.name for module in pkgutil.iter_modules())
    return names


def submodules(parent):
    import pkgutil

    place = getattr(parent, "__path__", None)
    if place is None:
        return []
    return [module.name for module in pkgutil.iter_modules(place)]


def names_in(obj):
    names = list(dir(obj))
    if issubclass(type(obj), type(sys)):
        names.extend(submodules(obj))
    return names


def names_in_frame(error):
    """The names that the frame of a NameError could see."""
    traceback = error.__traceback__
    if traceback is None:
        return []
    while traceback.tb_next is not None:
        traceback = traceback.tb_next
    frame = traceback.tb_frame
    return [*frame.f_locals, *frame.f_globals, *frame.f_builtins]


def nearest(name, candidates):
    if type(name) is not str or not name or len(name) > LONGEST:
        return []
    from difflib import get_close_matches

    spelled = {}
    for candidate in candidates:
        # Private names are only meant by who writes one.
        if type(candidate) is str and len(candidate) <= LONGEST and candidate.startswith("_") <= name.startswith("_"):
            spelled.setdefault(candidate.lower(), candidate)
        if len(spelled) >= CANDIDATES:
            break
    found = [spelled[match] for match in get_close_matches(name.lower(), spelled, NAMES)]
    found = [match for match in found if match != name]
    return [("nearest", found)] if found else []
