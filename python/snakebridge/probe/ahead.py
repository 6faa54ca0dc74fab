"""Before each step: told to whoever watches, refused if it went wrong before, with Python as it was at the start."""

from __future__ import annotations

import importlib

from .guard import Missing
from .pristine import Pristine

__all__ = ["Ahead"]


class Ahead:
    """What is next. `progress` is told; `avoid` are paths that ended or held up Python, each with what happened."""

    def __init__(self, progress, avoid):
        self._progress = progress
        self._avoid = avoid
        self._pristine = Pristine()

    def look(self, path, importing=False):
        """Tells that `path` is next; raises [`Missing`] if it is to be avoided."""
        if path in self._avoid:
            raise Missing(self._avoid[path])
        self._progress(path, importing)

    def load(self, module):
        """Imports a module, and takes back what that did to Python."""
        self.look(module, importing=True)
        try:
            return importlib.import_module(module)
        finally:
            self._pristine.restore()

    def avoids(self, path):
        """Whether a path is to be avoided."""
        return path in self._avoid

    def restore(self):
        """Takes back what a library that was imported did to Python."""
        self._pristine.restore()
