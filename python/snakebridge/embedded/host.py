"""The host's own functions, and what is done once for the process."""

import atexit
import os
import sys

from _pickle import dumps

__all__ = ["host", "joined", "listen", "prepare"]


class Host:
    """Functions that take and give ints and bytes, and objects where they are to be held."""

    __slots__ = (
        "call",
        "call_directly",
        "begin_call",
        "deliver",
        "dropped",
        "event",
        "forget_interrupt",
        "ended",
        "hold",
        "live",
        "last_held",
        "let_go",
    )


host = Host()


def prepare(functions):
    """Get the interpreter ready, once; `(version, executable, prefix, path)`, the last with a NUL after each entry."""
    for name, function in zip(Host.__slots__, functions):
        setattr(host, name, function)
    atexit.register(host.ended)
    # Nobody ends an interpreter that the host has started, which is when Python writes what it has kept.
    for stream in (sys.stdout, sys.stderr):
        try:
            if not stream.isatty():
                stream.reconfigure(line_buffering=True)
        except (AttributeError, OSError, ValueError):
            pass  # there is none, or it is closed, or a `sitecustomize` has put something else there
    path = b"".join(os.fsencode(entry) + b"\0" for entry in sys.path if type(entry) is str)
    return "{}.{}.{}".format(*sys.version_info[:3]), sys.executable or "", sys.prefix, path


listening = []  # the level from which on records are told, once somebody listens


def listen(level):
    """Tell the host of log records and warnings; they are the process's, not a session's."""
    if listening:
        return
    listening.append(level)
    from ..events import install

    install(level, tell)


def tell(make):
    try:
        host.event(dumps(make(), 5))
    except Exception:
        pass  # a message that cannot be made


def joined(parts):
    """The bytes of the buffers that an `Encoder` gives."""
    return parts[0] if len(parts) == 1 and type(parts[0]) is bytes else b"".join(parts)
