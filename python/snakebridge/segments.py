"""Large buffers in memory that worker and host share, so that they need not cross the wire: "Segments" in `docs/wire.md`.

Imported with the first large buffer: neither the start of a worker nor a small call has to do with it.
"""

import fcntl
import mmap
import os
import sys

from _socket import CMSG_SPACE, MSG_CMSG_CLOEXEC, MSG_DONTWAIT, SCM_RIGHTS, SOL_SOCKET
from _struct import Struct
from _thread import allocate_lock, get_ident
from _weakref import ref

from .pool import Pool
from .wire import LARGE, ProtocolError, Share

__all__ = ["array", "give_back", "lend", "lend_within", "share", "shared_bytearray", "shared_bytes"]

MESSAGE = Struct("<BB6xQQ")  # kind, flags, number, size
ANNOUNCE, FREE, DROP = 1, 2, 3
ONCE, PRIVATE = 1, 2
FILE = Struct("i")

LIMIT = 64  # segments at a time; each of them may cost a file descriptor
KEPT = 256 * 1024 * 1024  # bytes of segments that are kept to be lent again
ALIGNMENT = 64  # of a buffer in a segment

ADD_SEALS, GET_SEALS = 1033, 1034  # `fcntl` has the names from 3.9 on only where its headers had them
SEAL, SHRINK, GROW = 1, 2, 4

# Pages are made and entered at once, which costs a fraction of meeting them one by one. In a private map it would copy them.
SHARED_MAP = mmap.MAP_SHARED | getattr(mmap, "MAP_POPULATE", 0)
PRIVATE_MAP = mmap.MAP_PRIVATE
OPTIONS = {"trackfd": False} if sys.version_info >= (3, 13) else {}  # a map need not keep the file

FRAME, BINBYTES, BINBYTES8, BYTEARRAY8 = b"\x95B\x8e\x96"
PLACE, CALL = b"\x87", b"\x87R"  # TUPLE3, REDUCE
SHARED_BYTES = b"\x8c\x0bsnakebridge\x8c\x0cshared_bytes\x93"  # the two names, STACK_GLOBAL
SHARED_BYTEARRAY = b"\x8c\x0bsnakebridge\x8c\x10shared_bytearray\x93"


class Memory:
    """A mapped segment."""

    __slots__ = ("number", "size", "once", "map", "view", "address", "lease", "forked")

    def __init__(self, file, number, size, flags=0):
        self.number, self.size, self.once = number, size, bool(flags)
        self.map = mmap.mmap(file, size, PRIVATE_MAP if flags == PRIVATE else SHARED_MAP, **OPTIONS)
        self.view = memoryview(self.map)
        self.address = None  # as soon as an array needs it
        self.lease = None  # of a host's segment: a weak reference
        self.forked = False


class Lease:
    """The right to use a segment of the host's. When nothing refers to it any more the host is told."""

    __slots__ = ("number", "memory", "__weakref__")

    def __init__(self, number):
        self.number = number
        self.memory = None  # not found yet

    def __del__(self):
        if not Share or Share.socket is None:
            return  # in a forked child, or at the end of the interpreter
        memory = self.memory
        if memory is not None:
            memory.lease = None
        if memory is None or memory.once or memory.forked:
            State.theirs.pop(self.number, None)
        tell(DROP if memory is None or memory.forked else FREE, self.number)


class Items:
    """What an array lies in: numpy takes the address, and keeps this and with it the lease as the array's base."""

    __slots__ = ("lease", "__array_interface__")

    def __init__(self, lease, interface):
        self.lease = lease
        self.__array_interface__ = interface


class Bookkeeping:
    """The lock of those who read messages or choose a segment. A finalizer in their thread must not call a callback: it might want it, too."""

    def __init__(self):
        self.lock = allocate_lock()

    def __enter__(self):
        Share.users.add(get_ident())
        self.lock.acquire()

    def __exit__(self, *_):
        self.lock.release()
        Share.users.discard(get_ident())


class State:
    """What is known of segments."""

    lock = Bookkeeping()
    ours = Pool(-1, LIMIT, KEPT)  # the worker's numbers are odd
    theirs = {}  # number -> Memory
    unsent = []  # messages for which there was no room in the socket


def tell(kind, number):
    """Send a message now or later. A host that is gone does not hear it, which is no loss."""
    message = MESSAGE.pack(kind, 0, number, 0)
    try:
        Share.socket.send(message, MSG_DONTWAIT)
    except BlockingIOError:
        State.unsent.append(message)
    except OSError:
        pass


def send_rest():
    while State.unsent:
        try:
            message = State.unsent.pop()
        except IndexError:
            return  # another thread was quicker
        try:
            Share.socket.send(message, MSG_DONTWAIT)
        except OSError:
            State.unsent.append(message)
            return


def receive():
    """Take note of one message from the host; False if there is none. The lock is held."""
    try:
        flags = MSG_DONTWAIT | MSG_CMSG_CLOEXEC
        message, ancillary, _, _ = Share.socket.recvmsg(MESSAGE.size + 1, CMSG_SPACE(FILE.size), flags)
    except OSError:
        return False
    files = [FILE.unpack_from(data)[0] for level, kind, data in ancillary if (level, kind) == (SOL_SOCKET, SCM_RIGHTS)]
    try:
        return bool(message) and take_note(message, files)
    finally:
        for file in files:
            os.close(file)


def take_note(message, files):
    if len(message) != MESSAGE.size:
        raise ProtocolError(f"a message about a segment has {len(message)} bytes instead of {MESSAGE.size}")
    kind, flags, number, size = MESSAGE.unpack(message)
    if kind == ANNOUNCE and flags in (0, ONCE, PRIVATE):
        if number % 2 or number in State.theirs:
            raise ProtocolError(f"segment {number} was announced and is known, or has a number of this side")
        if files:
            check(files[0], number, size)
            try:
                State.theirs[number] = Memory(files[0], number, size, flags)
            except (OSError, ValueError, OverflowError, MemoryError):
                pass  # as where the kernel had no descriptor for it: `found` says so when it is mentioned
    elif kind == FREE and not flags:
        breach(State.ours.free, number)
    elif kind == DROP and not flags:
        breach(State.ours.drop if number % 2 else State.theirs.pop, number)
    else:
        raise ProtocolError(f"a message of kind {kind} with flags {flags} and {len(files)} files about a segment")
    return True


def breach(method, number):
    try:
        method(number)
    except (KeyError, ValueError) as error:
        raise ProtocolError(f"a message about segment {number}: {error}") from None


def check(file, number, size):
    """Refuse a segment of the host's that could lose pages, which would be a crash here."""
    if fcntl.fcntl(file, GET_SEALS) & (SHRINK | GROW) != SHRINK | GROW or os.fstat(file).st_size != size:
        raise ProtocolError(f"segment {number} could be made shorter, or is not of {size} bytes")


def made(number, size, once):
    """A segment of the worker's own, mapped and announced."""
    file = os.memfd_create("snakebridge", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    try:
        os.ftruncate(file, size)
        fcntl.fcntl(file, ADD_SEALS, SHRINK | GROW | SEAL)
        memory = Memory(file, number, size)
        rights = [(SOL_SOCKET, SCM_RIGHTS, FILE.pack(file))]
        Share.socket.sendmsg([MESSAGE.pack(ANNOUNCE, once, number, size)], rights, MSG_DONTWAIT)
        return memory
    finally:
        os.close(file)


# What the worker sends


def taken(length):
    """`(number, memory)` of a segment for so many bytes, which is then on loan; None if there can be none."""
    if Share.socket is None or not hasattr(os, "memfd_create"):
        return None
    send_rest()
    with State.lock:
        while receive():
            pass
        again = State.ours.again(length)
        if again is not None:
            return again
        room = State.ours.room(length)
        if room is None:
            return None
        number, size, once, dropped = room
        for old in dropped:
            tell(DROP, old)
        try:
            memory = made(number, size, once)
        except (OSError, ValueError, OverflowError, MemoryError):
            return None
        State.ours.enter(number, size, None if once else memory)
        return number, memory


def share(parts, first=0):
    """Put mentions of a segment in the place of the large buffers in `parts`, which are those of one pickle from `first` on, where that can be.

    In the list itself: nobody is to keep what it held, which may lie in a segment of the host's that is then free.
    """
    large = list(payloads(parts, first))
    if not large:
        return
    places = []
    end = 0
    for at, _, _ in large:
        start = -(-end // ALIGNMENT) * ALIGNMENT
        end = start + len(parts[at])
        places.append((start, end))
    segment = taken(end)
    if segment is None:
        return
    number, memory = segment
    for (at, head, tag), (start, end) in zip(large, places):
        memory.view[start:end] = parts[at]
        place = long(number) + long(start) + long(end - start)
        parts[at - 1] = parts[at - 1][:-head] + tag + place + (CALL if tag else PLACE)
        parts[at] = b""
    if sum(map(len, parts)) < LARGE:
        parts[:] = [b"".join(parts)]


def payloads(parts, at):
    """`(index, bytes of the opcode before it, tag)` of the buffers that can be shared.

    A pickler hands out its own buffer when a frame has become large enough, and before a large payload, which comes by itself: then
    its buffer ends, behind the frame, with the payload's opcode and size.
    """
    start = 2  # behind PROTO
    while at + 1 < len(parts):
        head = parts[at]
        if head[start] == FRAME:
            start += 9 + int.from_bytes(head[start + 1 : start + 9], "little")
        at += 1
        framed, start = start == len(head), 0
        if framed:
            continue
        payload = parts[at]
        kind = type(payload)
        size = 5 if len(payload) < 1 << 32 and kind is not bytearray else 9
        if len(payload) >= LARGE:
            if kind is memoryview:
                yield at, size, b""
            elif kind is bytearray and head[-size] == BYTEARRAY8:
                yield at, size, SHARED_BYTEARRAY
            elif head[-size] in (BINBYTES, BINBYTES8):
                yield at, size, SHARED_BYTES
        at += 1


def long(number):
    return b"\x8a\x08" + number.to_bytes(8, "little")


# What the host sends


def lend(number):
    """The lease of a segment, which may be mentioned while it lives: the pickle keeps it for as long as it is evaluated."""
    lease = Lease(number)
    memory = found(number)
    if memory.lease is not None and memory.lease() is not None:
        raise ProtocolError(f"segment {number} was lent twice")
    memory.lease = ref(lease)
    lease.memory = memory
    return lease


def lend_within(gate, lent, number):
    """As `lend`, with the `gate` of the evaluation shut; `lent` is the list that notes it."""
    opened = gate and gate.open
    try:
        if gate:
            gate.open = False
        lent.append(number)
        return lend(number)
    finally:
        if gate:
            gate.open = opened
            if opened and gate.pending:
                gate.interrupt()


def found(number):
    with State.lock:
        while number not in State.theirs:
            if not receive():
                raise LookupError(
                    f"the shared memory of an argument (segment {number}) cannot be reached: "
                    "this process may have no file descriptor left (`ulimit -n`), or no memory"
                )
        return State.theirs[number]


def placed(number, offset, length):
    """`(lease, memory)` of what is mentioned."""
    memory = State.theirs.get(number)
    lease = memory and memory.lease and memory.lease()
    if lease is None:
        raise ProtocolError(f"segment {number} is mentioned and was not lent")
    if not 0 <= offset <= offset + length <= memory.size:
        raise ProtocolError(f"segment {number} has no {length} bytes at {offset}")
    return lease, memory


def shared_bytes(number, offset, length):
    _, memory = placed(number, offset, length)
    return bytes(memory.view[offset : offset + length])


def shared_bytearray(number, offset, length):
    _, memory = placed(number, offset, length)
    return bytearray(memory.view[offset : offset + length])


def array(numpy, dtype, shape, place):
    """A writable numpy array over a place in a segment."""
    number, offset, length = place
    lease, memory = placed(number, offset, length)
    if memory.address is None:
        memory.address = numpy.frombuffer(memory.map, "B").__array_interface__["data"][0]
    interface = {"version": 3, "typestr": dtype.str, "shape": shape, "data": (memory.address + offset, False)}
    if dtype.itemsize * product(shape) != length:  # numpy trusts the address
        raise ProtocolError(f"an array of shape {shape} and dtype {dtype} in {length} bytes")
    return numpy.asarray(Items(lease, interface))


def product(shape):
    all = 1
    for axis in shape:
        all *= axis
    return all


def give_back(numbers):
    """Let the host know that segments are not used which it lent."""
    for number in numbers:
        try:
            lend(number)
        except (LookupError, ProtocolError):
            pass  # nobody mentions it any more


def after_fork():
    """A forked child goes on to see what is on loan now. The host must not write there, also when this process has let go of it."""
    for memory in list(State.theirs.values()):
        if memory.lease is not None and memory.lease() is not None:
            memory.forked = True


os.register_at_fork(after_in_parent=after_fork)
