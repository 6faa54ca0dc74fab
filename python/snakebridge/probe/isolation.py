"""Keeps what a library does while it is imported away from the result and from us."""

from __future__ import annotations

import os
import sys
import types
import warnings

__all__ = ["isolate"]


def isolate(path):
    """Makes this process look like a fresh, quiet interpreter with the folders of `path` in front of `sys.path`."""
    redirect_standard_streams()
    warnings.simplefilter("ignore")
    sys.argv = [""]
    sys.modules["__main__"] = types.ModuleType("__main__")
    sys.path[:0] = path


def redirect_standard_streams():
    """Nothing can be read, and what is printed goes to stderr, also when C code prints."""
    null = os.open(os.devnull, os.O_RDWR)
    try:
        os.fstat(2)
    except OSError:
        os.dup2(null, 2)
    os.dup2(null, 0)
    os.dup2(2, 1)
    if null > 2:
        os.close(null)
