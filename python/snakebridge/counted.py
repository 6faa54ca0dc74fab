"""What the host made and counts: its callbacks and its errors, by their numbers."""

from _thread import RLock
from _weakref import ReferenceType

from .errors import HostError
from .functions import host_call, make_function

__all__ = ["Counted"]


class Held(ReferenceType):
    """A weak reference to what has the number `number` and has come `count` times."""

    __slots__ = ("count", "number")


class Counted:
    """The same number is the same object for as long as Python holds it.

    When the last reference is gone, an item is added to `gone`, which `told` makes pairs of. `calls` has the methods that
    `host_call` wants; `gate_of()` is what keeps interrupts out.
    """

    def __init__(self, calls, gate_of):
        self.calls = calls
        self.gate_of = gate_of
        self.held = {}  # number -> Held
        self.lock = RLock()  # a finalizer may come in between, and is harmless there
        self.gone = []  # Held, or pairs; appended to by C alone, which nothing can interrupt

    def callback(self, received, number, description):
        """The tag `callback`; `received` is the list that notes what has been counted."""
        call = self.get(received, number, lambda: host_call(self.calls, number, description))
        known = None if call.function is None else call.function()
        return make_function(call, description) if known is None else known

    def host_error(self, received, number, kind, message):
        """The tag `host_error`, likewise."""

        def make():
            error = HostError(message)
            error.kind = kind
            error.number = number
            return error

        return self.get(received, number, make)

    def get(self, received, number, make):
        gate = self.gate_of()
        opened, gate.open = gate.open, False
        try:
            with self.lock:
                held = self.held.get(number)
                found = None if held is None else held()
                if found is not None:
                    held.count += 1
                    received.append(number)
                    return found
                made = make()
                held = Held(made, self.gone.append)
                held.number, held.count = number, 1
                received.append(number)
                self.held[number] = held
                return made
        finally:
            gate.open = opened

    def told(self):
        """Pairs of a number and how often that had come, which nobody holds any more."""
        pairs = []
        while self.gone:
            held = self.gone.pop()
            if type(held) is tuple:
                pairs.append(held)
                continue
            pairs.append((held.number, held.count))
            with self.lock:
                if self.held.get(held.number) is held:
                    del self.held[held.number]
        return pairs

    def lost(self, numbers):
        """Numbers that came and were never made into anything."""
        for number in numbers:
            self.gone.append((number, 1))
