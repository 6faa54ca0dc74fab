"""Which installed distribution provides a module.

`importlib.metadata` would read every distribution there is and costs more to import than numpy's share of the budget;
one look into the folder that the module came from is enough.
"""

from __future__ import annotations

import json
import os
import re
import sys
from urllib.parse import unquote, urlsplit

from .guard import attempt

__all__ = ["version_of"]

METADATA = (".dist-info", ".egg-info")


def version_of(module, name):
    """The version of the distribution that provides the top-level `module`, imported as `name`, else `None`."""
    file = attempt(getattr, module, "__file__")
    if type(file) is str:
        return _version_of_file(os.path.abspath(file), name)
    folders = [os.path.dirname(folder) for folder in attempt(lambda: list(module.__path__), default=[])]
    providers = [each for folder in folders for each in _distributions(folder, name) if _records(each, f"{name}/")]
    return _version(providers[0]) if len(providers) == 1 else None


def _version_of_file(file, name):
    is_package = os.path.basename(file).startswith("__init__.")
    folder = os.path.dirname(os.path.dirname(file) if is_package else file)
    recorded = os.path.relpath(file, folder).replace(os.sep, "/")
    for each in _distributions(folder, name):
        if _records(each, recorded) or name in _lines(each, "top_level.txt"):
            return _version(each)
    for entry in sys.path:
        for each in _distributions(entry, name):
            if _is_editable_source_of(each, file):
                return _version(each)
    return None


def _distributions(folder, name):
    """The metadata folders in `folder`, those that are called like the module first."""
    found = attempt(lambda: [entry for entry in os.listdir(folder) if entry.endswith(METADATA)], default=[])
    wanted = _normal(name)
    found.sort(key=lambda entry: (_normal(entry.partition("-")[0]) != wanted, wanted not in _normal(entry), entry))
    return [os.path.join(folder, entry) for entry in found]


def _normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def _records(distribution, recorded):
    """Whether a file, or with a final slash any file of a folder, is in the list of what was installed."""
    exact = not recorded.endswith("/")
    return any(line.startswith(f"{recorded}," if exact else recorded) for line in _lines(distribution, "RECORD"))


def _is_editable_source_of(distribution, file):
    text = "".join(_lines(distribution, "direct_url.json"))
    origin = attempt(json.loads, text, default={}) if text else {}
    if not (isinstance(origin, dict) and origin.get("dir_info", {}).get("editable")):
        return False
    source = os.path.realpath(unquote(urlsplit(origin.get("url", "")).path))
    return os.path.realpath(file).startswith(source + os.sep)


def _version(distribution):
    # An .egg-info of the oldest kind is a file.
    for file in ("METADATA", "PKG-INFO", ""):
        for line in _lines(distribution, file):
            if line.startswith("Version:"):
                return line.partition(":")[2].strip()
            if not line.strip():
                break
    return None


def _lines(distribution, file):
    path = os.path.join(distribution, file) if file else distribution
    try:
        with open(path, encoding="utf-8", errors="replace") as text:
            return text.read().splitlines()
    except OSError:
        return []
