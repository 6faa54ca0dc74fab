"""Makes its names on demand and lists them for type checkers only."""
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ._part import Late as Late

__all__ = []


def __getattr__(name):
    if name == "Late":
        from ._part import Late

        return Late
    raise AttributeError(name)


def direct():
    pass
