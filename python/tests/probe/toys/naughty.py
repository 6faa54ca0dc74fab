"""Changes Python for everybody."""

import builtins
import inspect
import os
import re
import signal
import sys
import warnings

os.chdir(os.path.dirname(os.path.abspath(__file__)))
sys.setrecursionlimit(120)
warnings.simplefilter("error")
builtins.isinstance = lambda value, cls: 1 / 0
builtins.sorted = builtins.max = None
inspect.signature = inspect.Signature.from_callable = None
re.compile = None
os.listdir = os.path.join = None
sys.modules["inspect"] = sys.modules["json"] = None
sys.settrace(lambda frame, event, argument: None)
if hasattr(signal, "setitimer"):
    signal.setitimer(signal.ITIMER_REAL, 0.5)


def fine(a, b=2):
    pass


class Fine:
    def method(self, x):
        pass


def long_winded():
    pass


long_winded.__doc__ = "long_winded(" + "a" * 3_000_000 + ")\n\n" + "Blah. " * 3_000_000
