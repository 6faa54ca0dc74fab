"""The interpreter as user code finds it: as in a fresh `python`, with nothing of the adapter in sight."""

import faulthandler
import os
import sys

import _thread
from _weakref import ref

from .wire import Share

__all__ = ["finish", "prepare"]

PATIENCE = 2.0  # seconds that threads which are no daemons have to end


def prepare(channel, fault_fd):
    os.set_inheritable(channel.socket.fileno(), False)
    os.set_inheritable(channel.reply_fd, False)
    if Share.socket is not None:
        os.set_inheritable(Share.socket.fileno(), False)
    close_in_children(channel)
    try:
        if fault_fd is not None:
            os.set_inheritable(fault_fd, False)
        faulthandler.enable(file=2 if fault_fd is None else fault_fd)
    except (OSError, RuntimeError):
        pass  # no such descriptor; a crash is then reported without a trace
    sys.argv = [""]
    replace_main()
    # Prints have to be seen when they are made and to survive a crash, also where stdout is a file or a pipe.
    try:
        if not sys.stdout.isatty():
            sys.stdout.reconfigure(line_buffering=True)
    except (AttributeError, OSError, ValueError):
        pass  # there is no stdout, or it is closed, or a `sitecustomize` has put something else there


def close_in_children(channel):
    """A child that a library forks must not keep the connection open when this process dies."""
    # Weakly: what is registered here lives on until after the interpreter's end, where Python 3.9 crashes on a socket.
    known = ref(channel)

    def close():
        channel = known()
        if channel is not None:
            channel.close()

    os.register_at_fork(after_in_child=close)


def replace_main():
    """A fresh `__main__`, as empty as that of an interactive interpreter."""
    main = type(sys)("__main__")
    main.__builtins__ = sys.modules["builtins"]
    replace_main.own = sys.modules.get("__main__")  # its globals are those of code that is still running
    sys.modules["__main__"] = main


def finish(status):
    """Prepare for the interpreter's own end, which joins threads and then runs the `atexit` handlers."""
    flush()
    if _thread._count():
        import atexit

        joined = _thread.allocate_lock()
        joined.acquire()
        _thread.start_new_thread(end_unless, (joined, status))
        atexit.register(joined.release)  # the last one registered is the first to run
    return status


def end_unless(joined, status):
    if not joined.acquire(timeout=PATIENCE):
        flush()
        os._exit(status)


def flush():
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name, None)
        try:
            if stream is not None:
                stream.flush()
        except BaseException:
            # The interpreter would try again at its end and turn the status into 120.
            setattr(sys, name, None)
