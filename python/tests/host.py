"""The smallest host: expressions as pickles, frames over a socketpair and a pipe, a worker in a real process."""

import io
import os
import pickle
import select
import socket
import struct
import subprocess
import sys

from . import standard

ADAPTER = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TOYS = os.path.join(ADAPTER, "tests", "toys")
HEADER = struct.Struct("<HBBIQ")
HELLO, EVAL, REPLY, RAISE, RELEASE, BYE = range(1, 7)
VALUE, OBJECT, NOTHING, SHAPED = range(4)


class Node:
    """One node of an expression; the operators build larger ones."""

    def __init__(self, kind, *parts):
        self.kind = kind
        self.parts = parts

    def __call__(self, *args, **kwargs):
        return Node("call", self, args, kwargs)

    def attr(self, name):
        return Node("attr", self, name)

    def item(self, key):
        return Node("item", self, key)


def path(dotted):
    return Node("path", dotted)


def live(handle):
    return Node("live", handle.id if isinstance(handle, Handle) else handle)


class Tag:
    def __init__(self, name):
        self.name = name

    def __call__(self):
        raise AssertionError


class ExpressionPickler(pickle._Pickler):
    """Pure Python, because it has to write opcodes of its own."""

    def save(self, x, save_persistent_id=True):
        if isinstance(x, Tag):
            self.write(pickle.SHORT_BINUNICODE + b"\x0bsnakebridge")
            name = x.name.encode()
            self.write(pickle.SHORT_BINUNICODE + bytes([len(name)]) + name + pickle.STACK_GLOBAL)
        elif isinstance(x, Node):
            self.save_node(x)
        elif type(x) is complex:
            self.reduce("complex", x.real, x.imag)
        elif type(x) in standard.TAKEN_APART:
            tag, parts = standard.TAKEN_APART[type(x)]
            self.save(Tag(tag))
            self.save(parts(x))
            self.write(pickle.REDUCE)
        else:
            super().save(x, save_persistent_id)

    def reduce(self, tag, *operands):
        self.save(Tag(tag))
        for operand in operands:
            self.save(operand)
        self.write({2: pickle.TUPLE2, 3: pickle.TUPLE3}[len(operands)] + pickle.REDUCE)

    def save_node(self, node):
        if node.kind in ("path", "live"):
            self.save(node.parts[0])
            self.write(pickle.BINPERSID)
        elif node.kind == "call" and not node.parts[2]:
            self.save(node.parts[0])
            self.save(node.parts[1])
            self.write(pickle.REDUCE)
        else:
            self.reduce(node.kind, *node.parts)

    def memoize(self, x):
        pass


def expression(x):
    out = io.BytesIO()
    ExpressionPickler(out, 5).dump(x)
    return out.getvalue()


class Handle:
    def __init__(self, id, type):
        self.id = id
        self.type = type

    def __repr__(self):
        return f"<{self.type} {self.id}>"


class Array:
    def __init__(self, dtype, shape, data):
        self.dtype, self.shape, self.data = dtype, shape, data


class ValueUnpickler(pickle.Unpickler):
    def find_class(self, module, name):
        assert module == "snakebridge", (module, name)
        return {"object": Handle, "scalar": lambda x: x, "complex": complex, "array": Array, **standard.MADE}[name]


def value(payload):
    return ValueUnpickler(io.BytesIO(payload)).load()


class Raised(Exception):
    def __init__(self, description):
        super().__init__(description["type"], description["message"])
        self.description = description


class Host:
    """A worker process and the host's end of its socket."""

    def __init__(self, path=(TOYS,), python=sys.executable, arguments=(), **options):
        self.start([python, ADAPTER], arguments, options)
        kind, _, _, payload = self.receive()
        assert kind == HELLO
        self.hello = value(payload)
        if path is not None:
            self.send(HELLO, 0, pickle.dumps({"protocol": 1, "path": list(path)}, 5))

    def start(self, command, arguments=(), options=None):
        options = dict(options or {})
        self.socket, other = socket.socketpair()
        self.socket.settimeout(60)
        self.replies, reply_fd = os.pipe()
        fds = ["--fd", str(other.fileno()), "--reply-fd", str(reply_fd)]
        self.process = subprocess.Popen(
            [*command, "worker", *fds, *arguments],
            pass_fds=[other.fileno(), reply_fd, *options.pop("pass_fds", ())],
            **options,
        )
        other.close()
        os.close(reply_fd)
        self.last = 0

    def send(self, kind, request=0, payload=b"", flags=0, magic=0x4253):
        self.socket.sendall(HEADER.pack(magic, kind, flags, request, len(payload)) + payload)

    def exactly(self, size):
        parts = []
        while size:
            part = self.read(min(size, 1 << 20))
            if not part:
                raise EOFError
            parts.append(part)
            size -= len(part)
        return b"".join(parts)

    def read(self, size):
        """At most so many bytes of replies; none when the worker and all that hold the pipe have ended."""
        if not select.select([self.replies], [], [], 60)[0]:
            raise TimeoutError("no reply for a minute")
        return os.read(self.replies, size)

    def receive(self):
        magic, kind, flags, request, length = HEADER.unpack(self.exactly(16))
        assert magic == 0x4253
        return kind, flags, request, self.exactly(length)

    def ask(self, node, want=VALUE):
        self.last += 1
        self.send(EVAL, self.last, node if isinstance(node, bytes) else expression(node), want)

    def answer(self):
        kind, flags, request, self.payload = self.receive()
        assert request == self.last and flags == 0
        result = value(self.payload)
        if kind == RAISE:
            raise Raised(result)
        assert kind == REPLY
        return result

    def eval(self, node, want=VALUE):
        self.ask(node, want)
        return self.answer()

    def shaped(self, shape, node):
        return self.eval((shape, node), SHAPED)

    def release(self, *handles):
        ids = [h.id if isinstance(h, Handle) else h for h in handles]
        self.send(RELEASE, 0, struct.pack(f"<{len(ids)}Q", *ids))

    def end(self):
        try:
            self.send(BYE)
        except OSError:
            pass
        status = self.process.wait(30)
        self.close()
        return status

    def close(self):
        self.socket.close()
        if self.replies >= 0:
            os.close(self.replies)
            self.replies = -1
        self.process.wait(30)
        for stream in (self.process.stdout, self.process.stderr):
            if stream is not None:
                stream.close()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()
