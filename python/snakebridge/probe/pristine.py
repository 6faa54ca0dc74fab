"""Undoes what libraries do to the Python that describes them: patches, limits, filters, alarms."""

from __future__ import annotations

import ast
import builtins
import functools
import inspect
import json
import os
import pkgutil
import re
import signal
import sys
import types
import typing
import warnings

from .guard import attempt

__all__ = ["Pristine"]

# What the probe uses while it looks at things. Import hooks stay: what is imported later may need them.
MODULES = (builtins, ast, functools, inspect, os, os.path, pkgutil, re, sys, types, typing, warnings)
CLASSES = (inspect.Signature, inspect.Parameter, inspect.BoundArguments)
LEFT = {"sys": None, "builtins": ("__import__", "_"), "warnings": ("filters", "_filters_version", "onceregistry")}
OF_SYS = ("modules", "getrecursionlimit", "setrecursionlimit", "settrace", "setprofile", "intern", "version_info")


class Pristine:
    """Python as it is when this is made."""

    def __init__(self):
        self._names = {module: self._kept(module) for module in (*MODULES, *CLASSES)}
        self._modules = {module.__name__: module for module in (*MODULES, json)}
        self._set_attribute = setattr
        self._recursion_limit = sys.getrecursionlimit()
        self._folder = attempt(os.getcwd)
        self._calls = (sys.setrecursionlimit, sys.settrace, sys.setprofile, warnings.simplefilter, os.chdir)

    @staticmethod
    def _kept(module):
        names = vars(module)
        if module is sys:
            return {name: names[name] for name in OF_SYS}
        left = LEFT.get(module.__name__, ())
        return {name: value for name, value in names.items() if name not in left and not name.startswith("__")}

    def restore(self):
        """Makes it so again."""
        # Nothing is called here that may have been replaced.
        for module, names in self._names.items():
            present = module.__dict__
            for name, value in names.items():
                if present.get(name, self) is not value:
                    self._set_attribute(module, name, value)
        for name, module in self._modules.items():
            sys.modules[name] = module
        set_limit, set_trace, set_profile, filter_warnings, change_folder = self._calls
        set_trace(None)
        set_profile(None)
        attempt(set_limit, self._recursion_limit)
        attempt(filter_warnings, "ignore")
        attempt(change_folder, self._folder)
        if hasattr(signal, "setitimer"):
            attempt(signal.setitimer, signal.ITIMER_REAL, 0)
