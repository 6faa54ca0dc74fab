"""Frames: a 20-byte header and a payload; they come on a socket and go to a pipe. See `docs/wire.md`."""

# The C modules themselves: `socket` and `struct` would double the time a worker takes to start.
from _socket import MSG_DONTWAIT, MSG_PEEK, MSG_WAITALL, SHUT_RD, socket
from _struct import Struct
from _thread import get_ident
from posix import close, write, writev

from .turn import Turn

__all__ = [
    "AT_HAND",
    "AT_ONCE",
    "BYE",
    "CALL",
    "DEFERRED",
    "DROPPED",
    "EVAL",
    "EVENT",
    "HEAD",
    "HELLO",
    "ITEMS",
    "LARGE",
    "PLAIN",
    "PLAIN_HEADER",
    "PULL",
    "RAISE",
    "READY",
    "RELEASE",
    "REPLY",
    "RETURN",
    "THROW",
    "WAIT",
    "Channel",
    "ProtocolError",
    "Share",
    "ends",
]

HELLO, EVAL, REPLY, RAISE, RELEASE, BYE, PULL, ITEMS, CALL, RETURN, THROW, DROPPED, EVENT, DEFERRED = range(1, 15)

# How far `Channel.receive` goes for a frame: waits for it, takes what has come, takes what it has read already.
WAIT, READY, AT_HAND = 0, MSG_DONTWAIT, None

MAGIC = 0x4253
HEADER = Struct("<HBBIIQ")
HEAD = HEADER.size
pack = HEADER.pack
PLAIN = {MAGIC | EVAL << 16 | flags << 24: flags for flags in range(4)}  # how plain requests begin -> their flags
PLAIN_HEADER = Struct("<IIIQ")  # the header of one: that, id, context, length
PAIR = Struct("<QQ").pack

ROOM = 64 * 1024  # of the buffer that takes small frames
AT_ONCE = 4 * 1024  # bytes that are received where a plain request is waited for
STEP = 64 * 1024 * 1024  # the most that is allocated on the word of a header alone
LARGE = 64 * 1024  # from here on a buffer is worth a segment
JOIN = 64 * 1024  # up to here one copy is cheaper than a second buffer in the system call
IOV = 512  # buffers of one system call; Linux and macOS admit 1024


class ProtocolError(Exception):
    """The other side broke the contract; there is no way to go on."""


class Share:
    """The socket that segments are passed through, or None; what uses it is imported with the first large buffer."""

    socket = None
    users = set()  # threads that are at the bookkeeping, which nothing may interrupt


class Channel:
    """The worker's end: the socket `fd` that frames come from, the pipe `reply_fd` that they go to, the socket of segments.

    Any thread may send; one at a time may receive (see `reading`).
    """

    def __init__(self, fd, reply_fd, share_fd=-1):
        self.socket = socket(fileno=fd)
        self.socket.setblocking(True)
        self.reply_fd = reply_fd
        if share_fd >= 0:
            Share.socket = socket(fileno=share_fd)
        self.reach = WAIT
        self.more = False  # whether something is left that was read beyond the last frame
        self.buffer = bytearray(ROOM)
        self.view = memoryview(self.buffer)
        self.start = self.end = 0  # buffer[start:end] has been received and not been given out; both 0 between frames
        self.receive = self.frames().__next__  # None where `reach` does not get a whole frame
        self.gone = ()  # anything in it makes for a frame `dropped` ahead of the next frame, of the pairs of `told()`
        self.told = tuple
        self.sending = Turn()
        self.sender = None  # the thread that is within a frame

    def frames(self):
        """Yield `(kind, flags, id, context, payload)` until the other side closes, also within a frame."""
        receive, unpack = self.socket.recv_into, HEADER.unpack_from
        buffer, view = self.buffer, self.view
        while True:
            start, end = self.start, self.end
            if end - start < HEAD:
                if start:
                    view[: end - start] = view[start:end]
                    self.start, self.end = start, end = 0, end - start
                reach = self.reach
                if reach is None:
                    yield None
                    continue
                try:
                    count = receive(view[end:], 0, reach)
                except BlockingIOError:
                    yield None
                    continue
                except BaseException as error:
                    if ends(error):
                        return
                    continue
                if not count:
                    return
                self.end = end + count
                continue
            magic, kind, flags, number, context, length = unpack(buffer, start)
            if magic != MAGIC:
                raise ProtocolError(f"a frame starts with {magic:#06x} instead of {MAGIC:#06x}")
            start += HEAD
            after = start + length
            # No local name for the payload: it would stay alive while the next frame is awaited.
            if after < end:
                self.start = after
                self.more = True
                yield kind, flags, number, context, bytes(view[start:after])
                continue
            self.more = False
            if after == end:
                self.start = self.end = 0
                yield kind, flags, number, context, bytes(view[start:end])
                continue
            payload = [bytearray(min(length, STEP))]
            have = end - start
            payload[0][:have] = view[start:end]
            while have < length:
                count = self.more_of(payload[0], have, length)
                if not count:
                    return
                if count < 0:
                    yield None
                else:
                    have += count
            self.start = self.end = 0
            yield kind, flags, number, context, payload.pop()

    def more_of(self, payload, have, length):
        """Receive bytes of a long payload, of which there are `have`; how many, 0 at the end, -1 for none yet."""
        if self.reach is None:
            return -1
        if have == len(payload):
            payload.extend(bytes(min(length - have, STEP)))
        with memoryview(payload) as whole, whole[have:] as free:
            while True:
                try:
                    return self.socket.recv_into(free, 0, self.reach or MSG_WAITALL)
                except BlockingIOError:
                    return -1
                except BaseException as error:
                    if ends(error):
                        return 0

    def wait(self):
        """Wait for something to receive, and receive nothing: what a signal handler raises comes out of here."""
        try:
            self.socket.recv_into(bytearray(1), 1, MSG_PEEK)
        except OSError as error:
            if error.errno is None:
                raise
            # `receive` meets it again.

    def send(self, kind, number, parts, flags=0, context=0):
        """Send one frame whose payload is the concatenation of the buffers `parts`, the large ones in shared memory where that can be.

        Raise RuntimeError if this thread is within a frame already: a finalizer or a signal handler is at work.
        """
        sending = self.sending
        try:
            sending.take()
        except IndexError:
            self.wait_to_send()
        self.sender = get_ident()
        try:
            payload = parts[0]
            length = len(payload)
            if length <= JOIN and len(parts) == 1:
                frame = pack(MAGIC, kind, flags, number, context, length) + payload
                if self.gone:
                    frame = self.dropped() + frame
                try:
                    sent = write(self.reply_fd, frame)
                except BaseException as error:
                    if ends(error):
                        raise
                    sent = 0
                if sent < len(frame):
                    self.send_views([memoryview(frame)[sent:]])
            else:
                self.send_parts(kind, number, parts, flags, context)
        finally:
            self.sender = None
            sending.leave(None)
            if sending.waiting:
                sending.wake()

    def wait_to_send(self):
        if self.sender == get_ident():
            raise RuntimeError("nothing can be sent from a finalizer or a signal handler while a frame is being sent")
        self.sending.wait()

    def send_parts(self, kind, number, parts, flags, context):
        if len(parts) > 2 and kind != ITEMS and Share.socket is not None:
            from .segments import share

            share(parts, first=kind == CALL)
        views = [memoryview(part).cast("B") for part in parts]
        length = sum(view.nbytes for view in views)
        head = self.dropped() + pack(MAGIC, kind, flags, number, context, length)
        self.send_views([memoryview(head), *views])

    def dropped(self):
        """The frame `dropped`, or nothing."""
        pairs = [PAIR(number, count) for number, count in self.told()]
        return pack(MAGIC, DROPPED, 0, 0, 0, 16 * len(pairs)) + b"".join(pairs) if pairs else b""

    def send_views(self, views):
        first = 0
        while first < len(views):
            try:
                sent = writev(self.reply_fd, views[first : first + IOV])
            except BaseException as error:
                if ends(error):
                    raise
                continue
            while first < len(views) and sent >= views[first].nbytes:
                sent -= views[first].nbytes
                first += 1
            if sent:
                views[first] = views[first][sent:]

    def hang_up(self):
        """Make whoever receives see the end."""
        try:
            self.socket.shutdown(SHUT_RD)
        except OSError:
            pass  # the host was first

    def close(self):
        share, Share.socket = Share.socket, None
        fd, self.reply_fd = self.reply_fd, -1
        for end, *arguments in (self.socket.close,), (getattr(share, "close", bool),), (close, fd):
            try:
                end(*arguments)
            except OSError:
                pass  # closed before, perhaps by user code


def ends(error):
    """Whether `error`, which came out of a call that waited for the host, is the end of the connection.

    Else a signal handler of some library (an alarm, say) raised it while nothing was being evaluated: nobody is there
    to be told. It interrupted the system call, so no byte is lost. Errors of the call itself have an `errno`.
    """
    if isinstance(error, SystemExit):
        raise error
    return isinstance(error, OSError) and error.errno is not None
