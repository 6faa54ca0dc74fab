"""SIGINT: a KeyboardInterrupt of the expression that is being evaluated, and of nothing else.

An exception that comes between two bytecodes of the adapter itself (half of a reply written, an object counted and not
yet entered) would break what the host relies on. So the handler raises only while the gate is open.
"""

import sys

import _signal

__all__ = ["Gate", "install"]


class Gate:
    __slots__ = ("open",)

    def __init__(self):
        self.open = False


def install(gate):
    """Make SIGINT raise KeyboardInterrupt while `gate` is open, also where the host's parent had ignored it."""

    def default_int_handler(signum, frame):
        if gate.open:
            raise KeyboardInterrupt

    # Under the name of Python's own, because libraries compare: `asyncio.run` makes SIGINT cancel its main task only
    # if `getsignal(SIGINT) is default_int_handler`.
    default_int_handler.__module__ = "_signal"
    _signal.default_int_handler = default_int_handler
    if "signal" in sys.modules:
        sys.modules["signal"].default_int_handler = default_int_handler
    _signal.signal(_signal.SIGINT, default_int_handler)
