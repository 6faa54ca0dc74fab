"""Frames: a 16-byte header and a payload; they come on a socket and go to a pipe. See `docs/wire.md`."""

# The C modules themselves: `socket` and `struct` would double the time a worker takes to start.
from _socket import MSG_WAITALL, socket
from _struct import Struct
from posix import close, write, writev

__all__ = ["BYE", "EVAL", "HELLO", "LARGE", "RAISE", "RELEASE", "REPLY", "Channel", "ProtocolError", "Share"]

HELLO, EVAL, REPLY, RAISE, RELEASE, BYE = range(1, 7)

MAGIC = 0x4253
HEADER = Struct("<HBBIQ")
HEAD = HEADER.size
pack = HEADER.pack

ROOM = 64 * 1024  # of the buffer that takes small frames
STEP = 64 * 1024 * 1024  # the most that is allocated on the word of a header alone
LARGE = 64 * 1024  # from here on a buffer is worth a segment
JOIN = 64 * 1024  # up to here one copy is cheaper than a second buffer in the system call
IOV = 512  # buffers of one system call; Linux and macOS admit 1024


class ProtocolError(Exception):
    """The other side broke the contract; there is no way to go on."""


class Share:
    """The socket that segments are passed through, or None; what uses it is imported with the first large buffer."""

    socket = None


class Channel:
    """The worker's end: the socket `fd` that frames come from, the pipe `reply_fd` that they go to, the socket of segments."""

    def __init__(self, fd, reply_fd, share_fd=-1):
        self.socket = socket(fileno=fd)
        self.socket.setblocking(True)
        self.reply_fd = reply_fd
        if share_fd >= 0:
            Share.socket = socket(fileno=share_fd)

    def frames(self):
        """Yield `(kind, flags, id, payload)` until the other side closes, also within a frame."""
        receive, unpack = self.socket.recv_into, HEADER.unpack_from
        buffer = bytearray(ROOM)
        view = memoryview(buffer)
        start = end = 0  # buffer[start:end] has been received and not been given out
        while True:
            if end - start < HEAD:
                if start != end:
                    view[: end - start] = view[start:end]
                start, end = 0, end - start
                try:
                    count = receive(view[end:] if end else view)
                except BaseException as error:
                    if ends(error):
                        return
                    continue
                if not count:
                    return
                end += count
                continue
            magic, kind, flags, request, length = unpack(buffer, start)
            if magic != MAGIC:
                raise ProtocolError(f"a frame starts with {magic:#06x} instead of {MAGIC:#06x}")
            start += HEAD
            after = start + length
            # No local name for the payload: it would stay alive while the next frame is awaited.
            if after <= end:
                first, start = start, after
                yield kind, flags, request, bytes(view[first:after])
            else:
                rest = view[start:end]
                start = end = 0
                payload = [long_payload(receive, rest, length)]
                del rest
                if payload[0] is None:
                    return
                yield kind, flags, request, payload.pop()

    def send(self, kind, request, parts):
        """Send one frame whose payload is the concatenation of the buffers `parts`."""
        if len(parts) > 1 and Share.socket is not None:
            from .segments import share

            share(parts)
        payload = parts[0]
        if len(parts) == 1 and type(payload) is bytes and len(payload) <= JOIN:
            frame = pack(MAGIC, kind, 0, request, len(payload)) + payload
            try:
                sent = write(self.reply_fd, frame)
            except BaseException as error:
                if ends(error):
                    raise
                sent = 0
            if sent < len(frame):
                self.send_views([memoryview(frame)[sent:]])
            return
        views = [memoryview(part).cast("B") for part in parts]
        length = sum(view.nbytes for view in views)
        self.send_views([memoryview(pack(MAGIC, kind, 0, request, length)), *views])

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

    def close(self):
        self.socket.close()
        if Share.socket is not None:
            Share.socket.close()
            Share.socket = None
        if self.reply_fd >= 0:
            close(self.reply_fd)
            self.reply_fd = -1


def ends(error):
    """Whether `error`, which came out of a call that waited for the host, is the end of the connection.

    Else a signal handler of some library (an alarm, say) raised it while nothing was being evaluated: nobody is there
    to be told. It interrupted the system call, so no byte is lost. Errors of the call itself have an `errno`.
    """
    if isinstance(error, SystemExit):
        raise error
    return isinstance(error, OSError) and error.errno is not None


def long_payload(receive, head, length):
    """The payload of `length` bytes that starts with `head`, or None when the stream ends before it does."""
    payload = bytearray(min(length, STEP))
    have = len(head)
    payload[:have] = head
    while have < length:
        if have == len(payload):
            payload.extend(bytes(min(length - have, STEP)))
        with memoryview(payload) as whole, whole[have:] as free:
            try:
                count = receive(free, 0, MSG_WAITALL)
            except BaseException as error:
                if ends(error):
                    return None
                continue
        if not count:
            return None
        have += count
    return payload
