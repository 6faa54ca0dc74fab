"""A module without `__all__`."""
from __future__ import annotations

import os
from os.path import join

LIMIT = 3
_hidden = 4


def area(width: float, height: float = 1.0) -> float:
    """The area."""
    return width * height


def _private():
    pass


class Shape:
    """A shape."""

    corners = 4

    def __init__(self, name: str):
        self._name = name

    def grow(self, by: float, *, twice: bool = False) -> Shape:
        """Grows."""
        return self

    @property
    def name(self) -> str:
        return self._name

    def _secret(self):
        pass
