"""Which file is the stub of a module."""

from __future__ import annotations

import os
import sys
import sysconfig

from ..guard import attempt

__all__ = ["Finder"]


class Finder:
    """Finds stubs: `*-stubs` packages and files beside modules (PEP 561), and for the standard library typeshed.

    `typeshed` is the folder that has the file `VERSIONS`; without one, the standard library has no stubs.
    """

    def __init__(self, typeshed=None):
        self._typeshed = typeshed
        self._versions = _versions(os.path.join(typeshed, "VERSIONS")) if typeshed else {}
        paths = sysconfig.get_paths()
        self._standard = {os.path.realpath(paths[key]) for key in ("stdlib", "platstdlib")}
        self._stub_packages = None

    def find(self, module):
        """The path of the stub of `module`, else `None`."""
        parts = module.split(".")
        if self._is_standard(parts[0]):
            return _file([self._typeshed], parts) if self._is_of_this_version(parts) else None
        packages = self._stub_packages_called(parts[0])
        return _file(packages, parts[1:]) or _file(*_beside(parts))

    def _is_standard(self, name):
        loaded = sys.modules.get(name)
        if loaded is None or name == "__main__":
            return name in self._versions
        file = attempt(getattr, loaded, "__file__")
        if type(file) is not str:
            return attempt(lambda: loaded.__path__) is None
        folder = os.path.dirname(os.path.realpath(file))
        if os.path.basename(file).startswith("__init__."):
            folder = os.path.dirname(folder)
        return folder in self._standard or os.path.basename(folder) == "lib-dynload"

    def _is_of_this_version(self, parts):
        for length in range(len(parts), 0, -1):
            since, until = self._versions.get(".".join(parts[:length]), (None, None))
            if since is not None:
                return since <= sys.version_info[:2] <= until
        return False

    def _stub_packages_called(self, name):
        if self._stub_packages is None:
            self._stub_packages = {}
            for folder in sys.path:
                for entry in attempt(os.listdir, folder or ".", default=()):
                    if entry.endswith("-stubs"):
                        self._stub_packages.setdefault(entry[: -len("-stubs")], []).append(os.path.join(folder, entry))
        return self._stub_packages.get(name, [])


def _beside(parts):
    """Where to look for a stub next to a module, and for what: below the nearest package that was imported."""
    for length in range(len(parts) - 1, 0, -1):
        package = sys.modules.get(".".join(parts[:length]))
        folders = attempt(lambda: [folder for folder in package.__path__ if type(folder) is str])
        if folders:
            return folders, parts[length:]
    folders = attempt(lambda: list(sys.modules[parts[0]].__path__))
    if folders:
        return folders, []
    file = attempt(lambda: sys.modules[parts[0]].__file__)
    return [os.path.dirname(file)] if type(file) is str else sys.path, parts


def _file(folders, parts):
    for folder in folders:
        base = os.path.join(folder, *parts)
        for file in (os.path.join(base, "__init__.pyi"), base + ".pyi"):
            if os.path.isfile(file) and (parts or file.endswith("__init__.pyi")):
                return file
    return None


def _versions(file):
    """The modules of typeshed with the first and the last version of Python that has them."""
    found = {}
    try:
        with open(file, encoding="utf-8") as lines:
            for line in lines:
                name, _, versions = line.partition("#")[0].partition(":")
                since, _, until = versions.strip().partition("-")
                if since:
                    found[name.strip()] = (_version(since), _version(until) if until else (9999,))
    except (OSError, ValueError):
        return {}
    return found


def _version(text):
    return tuple(int(part) for part in text.split("."))
