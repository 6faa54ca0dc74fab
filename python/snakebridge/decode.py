"""Expressions: pickles whose stack machine is the evaluator. See `docs/wire.md`."""

import operator
import sys

from _pickle import Unpickler, UnpicklingError

from . import standard
from .resolve import resolve, split

__all__ = ["Evaluator"]

SMALL = 16 * 1024  # bytes of a payload that may stay alive until the next one comes

modules = sys.modules


class Source:
    """Payloads as the file an unpickler wants: it peeks once, gets all there is, and then skips what it has used.

    Giving a payload out forgets it, so one source serves every request.
    """

    __slots__ = ("payload", "used")

    def peek(self, size):
        payload = self.payload
        self.payload = b""
        self.used = 0
        return payload

    def read(self, size):
        self.used = size
        return b""

    def readline(self):
        return b""


class Decoder(Unpickler):
    """The unpickler of one session, whose live objects are `objects`; see `Evaluator`."""

    def __init__(self, source, objects):
        super().__init__(source)
        self.objects = objects

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
            tag = TAGS.get(name) or segment_tag(name)
            if tag is not None:
                return tag
        raise UnpicklingError(f"`{module}.{name}` is not a tag of the protocol")


class Evaluator:
    """Evaluates payloads, also one within another."""

    def __init__(self, objects):
        self.objects = objects
        self.source = Source()
        self.decoder = None  # one at rest

    def evaluate(self, payload):
        source = self.source
        decoder = self.decoder or Decoder(source, self.objects)
        self.decoder = None
        source.payload = payload
        try:
            result = decoder.load()
        except BaseException:
            # The traceback keeps the decoder alive, for as long as somebody holds the exception: not also what was on its stack.
            Unpickler.__init__(decoder, source)
            raise
        # Making a decoder takes as long as a small request, so it serves again where it keeps nothing of this one:
        # no temporaries (as after an exception), no memo, and no bytes that are large or behind the end of the pickle.
        if source.used == len(payload) <= SMALL and not decoder.memo.copy():
            self.decoder = decoder
        return result


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


def segment_tag(name):
    """One of the tags that only payloads with large buffers have."""
    if name in ("lend", "shared_bytes", "shared_bytearray"):
        from .segments import TAGS as tags

        TAGS.update(tags)
    return TAGS.get(name)


TAGS = {"attr": getattr, "item": operator.getitem, "call": call, "complex": complex, "array": array, **standard.TAGS}
