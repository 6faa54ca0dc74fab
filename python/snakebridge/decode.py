"""Expressions: pickles whose stack machine is the evaluator. See `docs/wire.md`."""

import operator
import sys
from collections import deque
from functools import partial

from _pickle import Unpickler, UnpicklingError

from . import standard
from .resolve import resolve, split

__all__ = ["Evaluator"]

SMALL = 16 * 1024  # bytes of a payload that may stay alive until the next one comes

MEMOIZE = 0x94  # the opcode by which our host fills the memo

COUNTED = ("callback", "host_error")
SHARED = ("lend", "shared_bytes", "shared_bytearray")
LENDS = b"\x80\x05\x8c\x0bsnakebridge\x8c\x04lend\x93"  # how a payload with large buffers begins

modules = sys.modules


class Source:
    """Payloads as the file an unpickler wants: it peeks once, gets all there is, and then skips what it has used.

    C's methods stand for the file's, because a call of one of Python's takes as long as decoding a small request. A payload
    that is given out is forgotten, so a source serves one request after another.
    """

    __slots__ = ("given", "peek", "read", "readline", "used")

    def __init__(self):
        self.given = {}  # PEEK -> the payload
        self.used = deque()  # takes how many bytes have been used
        self.peek = self.given.pop
        self.read = self.used.append
        self.readline = bytes


def asked_of_peek():
    """How many bytes the unpickler asks `peek` for, in the hope that there are as many."""
    asked = []

    class Asked:
        def peek(self, size):
            asked.append(size)
            return b"N."

        read = readline = asked.append

    Unpickler(Asked()).load()
    return asked[0]


PEEK = asked_of_peek()


class Decoder(Unpickler):
    """The unpickler of one session, whose live objects are `objects`; see `Evaluator`."""

    def __init__(self, objects, counted):
        self.source = Source()
        super().__init__(self.source)
        self.given, self.used = self.source.given, self.source.used
        self.objects = objects
        self.counted = counted
        self.received = []  # numbers of callbacks and errors of the host that were counted
        self.lent = []  # numbers of segments, likewise
        self.notes = False  # whether anything may have been noted

    def persistent_load(self, node):
        if type(node) is str:
            # Only how a path splits is remembered. The module and the attributes are looked up anew, which honours
            # reloading and patching; where that fails `resolve` tells the whole story.
            try:
                first, names = split[node]
                found = modules[first]
                for name in names:
                    found = getattr(found, name)
                if found is not None or names:  # `sys.modules` holds None for what must not be imported
                    return found
            except (AttributeError, KeyError):
                pass
            return resolve(node)
        if type(node) is int:
            return self.objects.live(node)
        raise UnpicklingError(f"a node is a path or an object id, not {type(node).__name__}")

    def find_class(self, module, name):
        if module == "snakebridge":
            tag = TAGS.get(name)
            if tag is not None:
                return tag
            if name in COUNTED:
                self.notes = True
                return partial(getattr(self.counted, name), self.received)
            if name in SHARED:
                from . import segments

                self.notes = True
                if name == "lend":
                    return partial(segments.lend_within, self.counted and self.counted.gate_of(), self.lent)
                return getattr(segments, name)
        raise UnpicklingError(f"`{module}.{name}` is not a tag of the protocol")


class Nothing:
    """Stands for whatever an expression gives that is not evaluated."""

    def __call__(self, *args):
        return self


class Reader(Unpickler):
    """Reads an expression without evaluating it, for the numbers in it that the host counts, and the segments that it lends."""

    def __init__(self, payload):
        self.source = Source()
        super().__init__(self.source)
        self.source.given[PEEK] = payload
        self.numbers = []
        self.lent = []

    def persistent_load(self, node):
        return Nothing()

    def find_class(self, module, name):
        if module == "snakebridge":
            if name in COUNTED:
                return self.number
            if name == "lend":
                return self.lent.append
        return Nothing()

    def number(self, number, *_):
        self.numbers.append(number)
        return Nothing()


class Evaluator:
    """Evaluates payloads, also one within another and on any thread."""

    def __init__(self, objects, counted=None):
        self.objects = objects
        self.counted = counted
        self.kind = Decoder  # of decoders; another one has a policy
        self.resting = deque()  # decoders; a list would be reallocated with every request

    def evaluate(self, payload):
        try:
            decoder = self.resting.pop()
        except IndexError:
            decoder = self.kind(self.objects, self.counted)
        decoder.given[PEEK] = payload
        try:
            result = decoder.load()
        except BaseException as error:
            self.skip(payload, decoder.received, decoder.lent)
            # The traceback keeps the decoder alive, for as long as somebody holds the exception: not also what was on its stack.
            Unpickler.__init__(decoder, decoder.source)
            if decoder.used and isinstance(error, (KeyError, TypeError)):
                # It went on to read behind the end.
                raise UnpicklingError("the payload is truncated") from None
            raise
        # Making a decoder takes as long as a small request, so it serves again where it keeps nothing of this one:
        # no temporaries (as after an exception), no memo, and no bytes that are large or behind the end of the pickle.
        used = decoder.used.pop()
        if used == len(payload) and used <= SMALL and MEMOIZE not in payload and not decoder.notes:
            self.resting.append(decoder)
        return result

    def skip(self, payload, received=(), lent=()):
        """Account for what the host counts or lends in a payload of which only `received` and `lent` were evaluated."""
        if self.counted is None:
            return
        lends = payload.startswith(LENDS)
        if not lends and not any(name.encode() in payload for name in COUNTED):
            return
        gate = self.counted.gate_of()
        opened, gate.open = gate.open, False
        reader = Reader(payload)
        try:
            reader.load()
        except Exception:
            pass  # malformed from there on
        self.counted.lost(without(reader.numbers, received))
        if lends:
            from .segments import give_back

            give_back(without(reader.lent, lent))
        gate.open = opened


def without(numbers, accounted):
    for number in accounted:
        if number in numbers:
            numbers.remove(number)
    return numbers


def call(function, args, kwargs):
    """Interned names make CPython match keywords by identity, as it does for names in source code."""
    return function(*args, **{sys.intern(name): value for name, value in kwargs.items()})


def array(dtype, shape, data):
    """A writable numpy array over the memory of the bytearray `data`, or of the place in a segment that it names."""
    import numpy

    dtype = numpy.dtype(dtype)
    if dtype.hasobject:
        raise UnpicklingError("an array of Python objects cannot be made from bytes")
    if type(data) is tuple:
        from .segments import array

        return array(numpy, dtype, shape, data)
    made = numpy.ndarray(shape, dtype, data)
    if made.nbytes != len(data):
        raise UnpicklingError(f"an array of shape {shape} and dtype {dtype} has {made.nbytes} bytes, not {len(data)}")
    return made


TAGS = {"attr": getattr, "item": operator.getitem, "call": call, "complex": complex, "array": array, **standard.TAGS}
