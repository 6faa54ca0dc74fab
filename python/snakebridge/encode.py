"""Values: pickles of exact builtins, in which everything else is one of the tags. See `docs/wire.md`."""

import sys

import snakebridge
from _pickle import PickleBuffer, Pickler, dumps
from _struct import Struct
from _thread import allocate_lock, get_ident
from _weakref import ref

from .leaves import array_of, crosses, scalar_of
from .nesting import is_endless, is_tree
from .recursion import bounded
from .shapes import shaped
from .standard import is_standard, leaf
from .standins import Opaque, Plain, Tag
from .typenames import type_name
from .wire import Share

__all__ = ["Encoder"]

# By id, because the hash of a class is up to its metaclass.
SCALARS = {id(kind) for kind in (type(None), bool, int)}
BUILTINS = {id(kind) for kind in (str, bytes, bytearray, complex, list, tuple, dict, set, frozenset)}
SIZED = {id(kind) for kind in (list, tuple, dict, set, frozenset)}

LARGE = 64 * 1024  # from here on a pickler passes a str or bytes on to its file without a copy
GUESS = 16 * 1024 * 1024  # output after which a result is suspected to be endless
TAGGED = 8  # tagged values after which writing out each tag costs more than a memo

# Where the pickler looks tags up: the attributes of the module they are said to come from.
TAGS = vars(snakebridge)

FLOAT = Struct(">3sdc").pack  # PROTO 5 and BINFLOAT, the number, STOP
NAMES = 1000  # classes whose names are remembered
NOT_NAMED = (lambda: None, b"")

HANDLE = b"\x80\x05\x8c\x0bsnakebridge\x8c\x06object\x93"  # PROTO 5, the two names, STACK_GLOBAL


class Abandoned(Exception):
    """This attempt at encoding has to be given up."""


class Sink:
    """Takes the pieces of a pickle of `root`; above `room` bytes it makes sure that `root` comes to an end."""

    __slots__ = ("parts", "room", "root")

    def write(self, part):
        if type(part) is PickleBuffer:
            part = part.raw()
        self.parts.append(part)
        if self.room is not None:
            self.room -= len(part)
            if self.room < 0:
                self.check()

    def check(self):
        # A large flat list is not worth the search: should it contain itself, the output is at most doubled.
        spare = 16 * len(self.root) - sum(map(len, self.parts)) if id(type(self.root)) in SIZED else 0
        if spare > 0:
            self.room = spare
        elif is_tree(self.root):
            self.room = None
        else:
            raise Abandoned


class Buffers:
    """Admits the buffers that a `TaggingPickler` made itself; a user's PickleBuffer is an object like any other."""

    __slots__ = ("own",)

    def __init__(self):
        self.own = None

    def __call__(self, buffer):
        if buffer is not self.own:
            raise Abandoned
        self.own = None
        return True  # in band


class TaggingPickler(Pickler):
    """The C pickler, which asks `reducer_override` about everything that is not an exact builtin.

    In its fast mode it keeps no memo and so nothing of a result, and may serve again. That mode ends at a cycle of
    itself, 50 levels down; it writes out what occurs twice, so its output and its tags are limited.
    """

    def __init__(self, objects, fast, apart=False):
        self.sink = Sink()
        self.buffers = Buffers()
        super().__init__(self.sink, 5, buffer_callback=self.buffers)
        self.fast = fast
        self.limited = fast
        self.objects = objects
        self.apart = apart

    def encode(self, x):
        """The buffers of `x`; the handles that were counted for them are in `held`."""
        self.held = []
        self.names = None  # id of a type -> its name: one str object, so that the memo can find it
        self.tagged = TAGGED
        self.tags = {}
        sink = self.sink
        sink.parts = []
        sink.root = x
        sink.room = GUESS if self.limited else None
        try:
            self.dump(x)
        except BaseException:
            self.objects.release(self.held)
            raise
        finally:
            for name in self.tags:
                del TAGS[name]
        parts = sink.parts
        del sink.root, sink.parts
        return parts

    def reducer_override(self, x):
        kind = type(x)
        if kind is Tag:
            return x.name
        if self.limited:
            self.tagged -= 1
            if self.tagged < 0:
                raise Abandoned
        if kind is complex:
            return self.tag("complex"), (x.real, x.imag)
        if kind is Opaque:
            return self.handle(x.obj)
        if kind is Plain:
            return self.tag("scalar"), (x.obj,)
        if crosses(kind):
            scalar = scalar_of(x, kind)
            if scalar is not None:
                return self.tag("scalar"), (scalar,)
            array = array_of(x, kind, self.kept if self.apart else None)
            if array is not None:
                if type(array[2]) is PickleBuffer:
                    self.buffers.own = array[2]
                return self.tag("array"), array
        standard = leaf(x, kind)
        if standard is not None:
            tag, parts = standard
            return self.tag(tag), parts
        return self.handle(x)

    def handle(self, x):
        kind = type(x)
        if self.names is None:
            self.names = {}
        name = self.names.get(id(kind))
        if name is None:
            name = self.names[id(kind)] = type_name(kind)
        handle = self.objects.hold(x)
        self.held.append(handle)
        return self.tag("object"), (handle, name)

    def kept(self, x):
        """The place of a copy of the array `x`, which stays apart: a handle that the host lets go of when it has seen the memory."""
        copy = x.copy()
        handle = self.objects.hold(copy)
        self.held.append(handle)
        return handle, 0, copy.nbytes

    def tag(self, name):
        tag = self.tags.get(name)
        if tag is None:
            tag = TAGS[name] = self.tags[name] = Tag(name)
            sys.modules["snakebridge"] = snakebridge  # a library may have cleared `sys.modules`
        return tag


class Encoder:
    """Writes results as lists of buffers, and counts the handles it writes in `objects`; for any thread."""

    lock = allocate_lock()  # one pickler of all encoders works at a time: tags are looked up in one place
    writer = None  # the thread of that one

    def __init__(self, objects, apart=False):
        self.objects = objects
        self.apart = apart  # whether the host reaches the memory of large arrays by itself
        self.named = {}  # id of a class -> a weak reference to it, because ids are used again, and `name` of it
        self.pickler = None  # a fast one at rest

    def value(self, x):
        """`x` by value, what is opaque in it as handles; where that cannot be, all of it as one handle."""
        kind = type(x)
        if kind is float:
            return [FLOAT(b"\x80\x05G", x, b".")]
        if id(kind) in SCALARS or ((kind is str or kind is bytes) and len(x) < LARGE):
            return [dumps(x, 5)]
        if id(kind) in BUILTINS or crosses(kind) or is_standard(kind):
            try:
                return self.by_value(x)
            except BaseException:
                pass
        return self.handle(x)

    def by_value(self, x):
        """As `value`, but raise where `x` cannot be sent by value."""
        return bounded(self.pickled, x)[0]

    def pickled(self, x):
        """The buffers of `x`, the handles that were counted for them, and whether they make sense within others'."""
        me = get_ident()
        if self.writer == me:
            raise RuntimeError("nothing can be sent from a finalizer or a signal handler while a value is encoded")
        self.lock.acquire()
        Encoder.writer = me
        try:
            pickler = self.pickler or TaggingPickler(self.objects, True, self.apart)
            self.pickler = None  # it comes back only from a success
            try:
                parts = pickler.encode(x)
            except (Abandoned, ValueError, KeyError):
                # CPython counts frozensets as nested for ever, and at last loses track of what is (KeyError).
                if is_endless(x):
                    raise
            else:
                self.pickler = pickler
                return parts, pickler.held, True
            pickler = TaggingPickler(self.objects, False, self.apart)
            parts = pickler.encode(x)
            return parts, pickler.held, False
        finally:
            Encoder.writer = None
            self.lock.release()

    def shaped(self, pair):
        """The value of a pair `(shape, result)`: `result` with the parts that `shape` names as handles."""
        if type(pair) is not tuple or len(pair) != 2:
            raise ValueError("a shaped request evaluates to a pair of a shape and a result")
        shape, x = pair
        wanted = shaped(shape, x, lambda part: False)
        for keep in (lambda: wanted, lambda: shaped(shape, x, self.refuses)):
            try:
                return self.by_value(keep())
            except BaseException:
                pass
        return self.handle(x)

    def call(self, number, shapes, args, kwargs):
        """A callback's number, and the value of `(args, kwargs)` as `shapes` say, or else with as many handles as it takes."""
        return [number.to_bytes(8, "little"), *self.arguments(shapes, args, kwargs)]

    def arguments(self, shapes, args, kwargs):
        of_args, of_kwargs = shapes
        for refuses in (lambda part: False, self.refuses):
            try:
                x = shaped(of_args, args, refuses), shaped(of_kwargs, kwargs, refuses)
                if type(x[0]) is tuple and type(x[1]) is dict:
                    return self.by_value(x)
            except BaseException:
                pass
        for keep in (lambda part: Opaque(part) if self.refuses(part) else part, Opaque):
            try:
                return self.by_value((tuple(map(keep, args)), {name: keep(x) for name, x in kwargs.items()}))
            except BaseException as error:
                failure = error
        raise failure

    def item(self, shape, x):
        """`(pickle, apart, size)` of `x` as `shape` says: whether the pickle makes sense within another, and how many bytes it has,
        with those in shared memory.
        """
        kind = type(x)
        if type(shape) is int:
            if shape != 0 or not (id(kind) in SCALARS or id(kind) in BUILTINS or crosses(kind) or is_standard(kind)):
                return joined(self.handle(x), True)
            part = x
        else:
            part = shaped(shape, x, lambda part: False)
        try:
            parts, _, apart = bounded(self.pickled, part)
            return joined(parts, apart)
        except BaseException:
            pass
        try:
            return joined(self.by_value(shaped(shape, x, self.refuses)), False)
        except BaseException:
            return joined(self.handle(x), True)

    def refuses(self, x):
        """Whether `x` cannot be sent by value."""
        try:
            _, held, _ = bounded(self.pickled, x)
        except BaseException:
            return True
        self.objects.release(held)
        return False

    def handle(self, x):
        """`x` as a handle. Written by hand: it is quick, and no state of the interpreter can keep it from being sent."""
        kind = type(x)
        known, name = self.named.get(id(kind), NOT_NAMED)
        if known() is not kind:
            name = self.name(kind)
        handle = self.objects.hold(x)
        number = b"J" + handle.to_bytes(4, "little") if handle < 1 << 31 else dumps(handle, 5)[2:-1]
        return [HANDLE + number + name]

    def name(self, kind):
        """The end of a handle's pickle: the name of its type."""
        text = str.encode(type_name(kind), "utf-8", "surrogatepass")
        name = b"X" + len(text).to_bytes(4, "little") + text + b"\x86R."  # BINUNICODE, TUPLE2, REDUCE, STOP
        if len(self.named) >= NAMES:
            self.named.clear()
        self.named[id(kind)] = ref(kind), name
        return name

    def nothing(self, x):
        return [b"\x80\x05N."]


def joined(parts, apart):
    """What `Encoder.item` gives for a pickle of these parts."""
    size = sum(map(len, parts))
    if len(parts) > 2 and Share.socket is not None:
        from .segments import share

        share(parts)
    return b"".join(parts), apart, size
