"""What the host made and counts: its callbacks and its errors, by their numbers."""

from _thread import RLock
from _weakref import ref

from .errors import HostError
from .functions import make_function

__all__ = ["Counted"]


class Entry:
    __slots__ = ("count", "ref")


class Counted:
    """The same number is the same object for as long as Python holds it.

    When the last reference is gone, `(number, how often it had come)` is appended to `dropped`. `calls` has the methods
    that `make_function` wants.
    """

    def __init__(self, calls, dropped):
        self.calls = calls
        self.dropped = dropped
        self.entries = {}
        self.lock = RLock()  # a finalizer may come in between, and is harmless there
        self.tags = {"callback": self.callback, "host_error": self.host_error}

    def callback(self, number, description):
        return self.get(number, lambda: make_function(self.calls, number, description))

    def host_error(self, number, kind, message):
        def make():
            error = HostError(message)
            error.kind = kind
            error.number = number
            return error

        return self.get(number, make)

    def get(self, number, make):
        """The live object `number`, counted once more; else a new one."""
        with self.lock:
            entry = self.entries.get(number)
            if entry is not None:
                found = entry.ref()
                if found is not None:
                    entry.count += 1
                    return found
        entry = Entry()
        entry.count = 1
        try:
            made = make()
        except BaseException:
            self.dropped.append((number, 1))
            raise

        def gone(_):
            self.dropped.append((number, entry.count))
            if self.entries.get(number) is entry:
                del self.entries[number]

        entry.ref = ref(made, gone)
        self.entries[number] = entry
        return made
