"""SIGINT and cancelling: a KeyboardInterrupt of the expression that is being evaluated, and of nothing else.

An exception that comes between two bytecodes of the adapter itself (half of a reply written, an object counted and not
yet entered) would break what the host relies on. So the handler raises only while the gate is open.
"""

import sys

import _signal
from _struct import iter_unpack
from posix import read

__all__ = ["ONCE", "Cancels", "Gate", "importing", "install"]

# In place of True, for a gate in the adapter's own code: what raises shuts it.
ONCE = 2

KNOWN = 256  # early cancellations that are remembered
SIZE = 4096  # bytes of ids that are read at once


class Gate:
    """Whether user code is at work on the main thread, and for which requests."""

    __slots__ = ("base", "open", "pending", "stack")

    def __init__(self):
        self.open = False
        self.base = 0  # those below here on the stack only happen to wait, and have no part in what is above
        self.stack = []  # the requests that are being evaluated, one within another
        self.pending = set()  # those of them that have to be interrupted still

    def interrupt(self):
        """Interrupt the innermost evaluation, if that is to be or one that it is part of; the gate is open."""
        stack = self.stack[self.base :]
        if not stack or self.pending.isdisjoint(stack):
            return
        self.pending.discard(stack[-1])  # one further out is interrupted when its own code goes on
        if _signal.getsignal(_signal.SIGINT) == _signal.SIG_DFL:
            if self.open == ONCE:
                self.open = False
            raise KeyboardInterrupt
        _signal.raise_signal(_signal.SIGINT)
        for _ in "wait":
            pass  # a jump backwards is where CPython runs handlers, if it has not done so


class Cancels:
    """The requests that the host cancels by their ids on the pipe `fd`.

    `cancel_task(request)` cancels a task and says whether there is one; `nudge()` is called when the interrupt has to
    wait for the gate.
    """

    def __init__(self, fd, gate, cancel_task, nudge):
        self.fd = fd
        self.gate = gate
        self.cancel_task = cancel_task
        self.nudge = nudge
        self.early = {}  # requests that have not been met yet; a dict, because it keeps the order

    def install(self):
        import os

        os.set_inheritable(self.fd, False)
        os.set_blocking(self.fd, False)
        _signal.signal(_signal.SIGURG, self.on_signal)
        self.on_signal()  # what came before there was a handler

    def on_signal(self, _=None, frame=None):
        while True:
            try:
                data = read(self.fd, SIZE)
            except OSError:
                break  # nothing more, or in a child
            for (request,) in iter_unpack("<I", data):
                self.cancel(request)
            if len(data) < SIZE:
                break
        gate = self.gate
        if gate.pending and not (swallows(frame) or imports(frame)):
            if gate.open:
                gate.interrupt()
            else:
                self.nudge()

    def cancel(self, request):
        if request in self.gate.stack:
            self.gate.pending.add(request)
        elif not self.cancel_task(request):
            self.early[request] = None
            if len(self.early) > KNOWN:
                del self.early[next(iter(self.early))]

    def takes(self, request):
        """Whether `request`, which is about to begin, has been cancelled."""
        return self.early.pop(request, self) is None


def swallows(frame):
    """Whether what is raised in this frame goes nowhere: that of a finalizer, or of a weak reference's callback as the import system
    has them. The interrupt has to wait for the next signal then, which the host repeats."""
    if frame is None:
        return False
    name, file = frame.f_code.co_name, frame.f_code.co_filename
    return name == "__del__" or (name == "cb" and file == "<frozen importlib._bootstrap>")


def imports(frame):
    """Whether a module is being imported, half of which would stay, and fail whoever comes after. The interrupt has to wait, as in `swallows`."""
    while frame is not None:
        if frame.f_code.co_filename == "<frozen importlib._bootstrap>":
            return True
        frame = frame.f_back
    return False


def importing(ident):
    """Whether the thread imports a module."""
    return imports(sys._current_frames().get(ident))


def install(gate):
    """Make SIGINT raise KeyboardInterrupt while `gate` is open, also where the host's parent had ignored it."""

    def default_int_handler(signum, frame):
        opened = gate.open
        if opened:
            if opened == ONCE:
                gate.open = False
            raise KeyboardInterrupt

    # Under the name of Python's own, because libraries compare: `asyncio.run` makes SIGINT cancel its main task only
    # if `getsignal(SIGINT) is default_int_handler`.
    default_int_handler.__module__ = "_signal"
    _signal.default_int_handler = default_int_handler
    if "signal" in sys.modules:
        sys.modules["signal"].default_int_handler = default_int_handler
    _signal.signal(_signal.SIGINT, default_int_handler)
