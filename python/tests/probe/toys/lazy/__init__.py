"""Loads its parts on demand."""

import importlib

__all__ = ["late", "part"]


def __getattr__(name):
    if name == "late":
        return importlib.import_module(".part", __name__).late
    if name == "anything":
        return 1
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
