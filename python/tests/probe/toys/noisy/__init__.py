"""Prints, warns, reads, forks and leaves things behind."""

import atexit
import os
import sys
import threading
import time
import warnings

print("to stdout")
os.write(1, b"to descriptor 1\n")
sys.stderr.write("to stderr\n")
warnings.warn("a warning")
TYPED_IN = sys.stdin.read()
ARGUMENTS = list(sys.argv)
assert ARGUMENTS == [""] and TYPED_IN == ""
assert not hasattr(sys.modules["__main__"], "__file__")
atexit.register(time.sleep, 30)
threading.Thread(target=time.sleep, args=(30,)).start()
value = 1


def __getattr__(name):
    if name == "exits":
        sys.exit("reading is fatal")
    if name == "interrupts":
        raise KeyboardInterrupt
    if name == "warns":
        warnings.warn("deprecated", DeprecationWarning)
        return print
    if name == "moved":
        raise AttributeError("`noisy.moved` now lives in `noisy.value`")
    raise AttributeError(f"module 'noisy' has no attribute '{name}'")
