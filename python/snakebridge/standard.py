"""The types of the standard library that cross by value: dates and times, decimals, fractions, UUIDs.

Nothing is imported to find them: who has such a value has imported its module.
"""

import sys

from . import exact, temporal

__all__ = ["TAGS", "is_standard", "leaf"]

modules = sys.modules
Module = type(sys)

TAGS = {**temporal.TAGS, **exact.TAGS}


class Known:
    """What was found so far."""

    leaves = {}  # id of a type -> its tag, and what takes an instance apart
    types = []  # keeps those ids valid
    pending = {
        "_datetime": temporal.leaves,
        "_decimal": exact.decimals,
        "fractions": exact.fractions,
        "uuid": exact.uuids,
    }
    loaded = None  # how many modules there were at the last look


def is_standard(kind):
    """Whether instances of the class `kind` may cross by value; the others need not be looked at."""
    if len(modules) != Known.loaded:
        look()
    return id(kind) in Known.leaves


def look():
    loaded = len(modules)
    for name, leaves in list(Known.pending.items()):
        module = modules.get(name)
        if type(module) is not Module:
            continue  # not there, or still to be loaded
        try:
            found = leaves(vars(module))
        except Exception:
            loaded = None  # half imported, or something else under that name
            continue
        del Known.pending[name]
        Known.types += found
        Known.leaves.update((id(kind), leaf) for kind, leaf in found.items())
    Known.loaded = loaded


def leaf(x, kind):
    """The tag for `x` and its arguments, or None if `x` has to be a handle."""
    if not is_standard(kind):
        return None
    tag, parts = Known.leaves[id(kind)]
    try:
        return tag, parts(x)
    except Exception:
        return None
