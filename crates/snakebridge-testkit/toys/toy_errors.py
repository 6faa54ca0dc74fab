"""Everything that a call can raise, and ways to end a process."""

import os
import sys


class Custom(KeyError):
    """Its own type."""


def fail(message="it failed"):
    raise ValueError(message)


def deeper():
    fail("from below")


def custom():
    raise Custom("missing", 7)


def caused():
    try:
        fail("first")
    except ValueError as error:
        raise RuntimeError("second") from error


def contextual():
    try:
        fail("first")
    except ValueError:
        raise RuntimeError("second")


class Unprintable(Exception):
    def __str__(self):
        raise RuntimeError("cannot print")


def unprintable():
    raise Unprintable()


def leave(status=3):
    sys.exit(status)


def interrupt():
    raise KeyboardInterrupt("by hand")


def stop():
    return next(iter([]))


def noisy(text):
    print(text)
    print(text, file=sys.stderr)
    return len(text)


def end(status):
    os._exit(status)


def crash():
    import ctypes

    ctypes.string_at(0)


def recurse():
    return recurse()


def connect_and_wait(path):
    """Connects to a Unix socket, to tell that the call is under way, and never returns."""
    import socket
    import threading

    connection = socket.socket(socket.AF_UNIX)
    connection.connect(path)
    threading.Event().wait()


def fork_and_end(path, in_own_session=False):
    """Ends the process while a child of it lives on, connected to a Unix socket."""
    import socket

    connection = socket.socket(socket.AF_UNIX)
    connection.connect(path)
    ready, settled = os.pipe()
    if os.fork() == 0:
        if in_own_session:
            os.setsid()
        os.write(settled, b".")
        while True:
            import time

            time.sleep(60)
    os.read(ready, 1)
    os._exit(9)


def print_at_exit(text):
    import atexit

    atexit.register(print, text)


def raise_with(value):
    raise ValueError(value)
