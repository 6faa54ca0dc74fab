"""The smallest host: expressions as pickles, frames over a socketpair and a pipe, a worker in a real process."""

import io
import os
import pickle
import select
import signal
import socket
import struct
import subprocess
import sys

from . import standard

ADAPTER = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TOYS = os.path.join(ADAPTER, "tests", "toys")
HEADER = struct.Struct("<HBBIIQ")
HELLO, EVAL, REPLY, RAISE, RELEASE, BYE, PULL, ITEMS, CALL, RETURN, THROW, DROPPED, EVENT, DEFERRED = range(1, 15)
VALUE, OBJECT, NOTHING, SHAPED = range(4)
AWAIT, ITERATE = 4, 8
MORE, OVER = 1, 2


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


class Callback:
    """A function of the host; `function(*args, **kwargs)` is called with what the worker sent."""

    last = 0

    def __init__(self, function, kind="function", name=None, parameters=None, shapes=None, returns=(), **rest):
        Callback.last += 1
        self.number = Callback.last
        self.function = function
        self.sent = 0
        args, kwargs = shapes or (("list", 0), ("dict", 0, 0))
        self.description = {
            "name": name or "callback",
            "kind": kind,
            "doc": rest.pop("doc", None),
            "module": rest.pop("module", None),
            "args": args,
            "kwargs": kwargs,
            "parameters": parameters,
            "returns": returns,
        }
        assert not rest

    def __call__(self, *args, **kwargs):
        return Node("call", self, args, kwargs)


class HostError(Exception):
    """An error of the host, which it sends by number."""

    def __init__(self, number, kind, message):
        super().__init__(message)
        self.number, self.kind, self.message = number, kind, message


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
        elif isinstance(x, Callback):
            x.sent += 1
            self.reduce("callback", x.number, x.description)
        elif isinstance(x, HostError):
            self.reduce("host_error", x.number, x.kind, x.message)
        elif isinstance(x, Handle):
            self.save_node(live(x))
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

    def __init__(self, path=(TOYS,), python=sys.executable, arguments=(), hello=None, python_options=(), **options):
        self.start([python, *python_options, ADAPTER], arguments, options)
        kind, _, _, payload = self.receive()
        assert kind == HELLO
        self.hello = value(payload)
        if path is not None:
            ours = {"protocol": 2, "path": list(path), "preload": [], "allow": None, "deny": [], "events": None}
            self.send(HELLO, 0, pickle.dumps({**ours, **(hello or {})}, 5))

    def start(self, command, arguments=(), options=None):
        options = dict(options or {})
        self.socket, other = socket.socketpair()
        self.socket.settimeout(60)
        self.replies, reply_fd = os.pipe()
        cancel_fd, self.cancels = os.pipe()
        fds = ["--fd", str(other.fileno()), "--reply-fd", str(reply_fd), "--cancel-fd", str(cancel_fd)]
        self.process = subprocess.Popen(
            [*command, "worker", *fds, *arguments],
            pass_fds=[other.fileno(), reply_fd, cancel_fd, *options.pop("pass_fds", ())],
            **options,
        )
        other.close()
        os.close(reply_fd)
        os.close(cancel_fd)
        self.last = 0
        self.cancelled = set()  # requests that are to be cancelled, and not answered yet
        self.answers = {}  # request -> (kind, payload), come and not fetched
        self.items = {}  # request -> [(flags, items), ...] of its pull
        self.callbacks = {}  # number -> function
        self.dropped = {}  # number -> how often the worker had got it
        self.events = []
        self.deferred = []
        self.calls = []  # (call, flags, context, number) of each
        self.within = 0  # the call that the host is answering
        self.later = None  # takes calls that are not to be answered at once

    def send(self, kind, request=0, payload=b"", flags=0, context=0, magic=0x4253):
        self.socket.sendall(HEADER.pack(magic, kind, flags, request, context, len(payload)) + payload)

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
        for _ in range(600):
            if select.select([self.replies], [], [], 0.1)[0]:
                break
            if self.cancelled:
                self.process.send_signal(signal.SIGURG)  # see "Cancelling" in `docs/wire.md`
        else:
            raise TimeoutError("no reply for a minute")
        return os.read(self.replies, size)

    def receive(self):
        magic, kind, flags, request, self.context, length = HEADER.unpack(self.exactly(HEADER.size))
        assert magic == 0x4253
        return kind, flags, request, self.exactly(length)

    def ask(self, node, want=VALUE, context=None, kind=EVAL):
        """Send a request; its number."""
        self.last += 1
        payload = node if isinstance(node, bytes) else expression(node)
        self.send(kind, self.last, payload, want, self.within if context is None else context)
        return self.last

    def step(self):
        """Take what comes next: answer a call, or keep it."""
        kind, flags, number, payload = self.receive()
        if kind in (REPLY, RAISE):
            assert flags == 0 and number not in self.answers
            self.cancelled.discard(number)
            self.answers[number] = kind, payload
        elif kind == CALL:
            assert flags < 2
            (callback,) = struct.unpack_from("<Q", payload)
            self.calls.append((number, flags, self.context, callback))
            arguments = value(payload[8:])
            if self.later is not None:
                self.later.append((number, callback, *arguments))
            else:
                self.call(number, callback, *arguments)
        elif kind == ITEMS:
            self.items.setdefault(number, []).append((flags, value(payload)))
            self.payload = payload
            if flags:
                self.cancelled.discard(number)
                self.answers[number] = ITEMS, payload
        elif kind == DROPPED:
            for callback, count in struct.iter_unpack("<QQ", payload):
                self.dropped[callback] = self.dropped.get(callback, 0) + count
        elif kind == DEFERRED:
            assert not flags and not payload and number not in self.answers
            self.deferred.append(number)
        elif kind == EVENT:
            self.events.append((number, value(payload)))
        else:
            raise AssertionError(kind)

    def call(self, call, number, args, kwargs):
        """Answer the call of a callback; the requests its function makes are made within it."""
        outer, self.within = self.within, call
        try:
            result = RETURN, expression(self.callbacks[number](*args, **kwargs))
        except Raised as raised:
            result = THROW, expression(live(raised.description["object"]))
        except HostError as error:
            result = THROW, expression(error)
        except Exception as error:
            result = THROW, expression(path("builtins.RuntimeError")(f"{type(error).__name__}: {error}"))
        finally:
            self.within = outer
        self.send(result[0], call, result[1])

    def callback(self, function, *args, **kwargs):
        made = Callback(function, *args, **kwargs)
        self.callbacks[made.number] = made.function
        return made

    def answer(self, request=None):
        request = request or self.last
        while request not in self.answers:
            self.step()
        kind, self.payload = self.answers.pop(request)
        result = value(self.payload)
        if kind == RAISE:
            raise Raised(result)
        assert kind == REPLY
        return result

    def eval(self, node, want=VALUE, context=None):
        return self.answer(self.ask(node, want, context))

    def iter(self, node, want=OBJECT | ITERATE):
        return self.eval(node, want)

    def pull(self, iterator, count=100, shape=0):
        """The items, and whether the stream is over; an exception has them in `items`."""
        request = self.ask((live(iterator), count, shape), 0, kind=PULL)
        while request not in self.answers:
            self.step()
        kind, payload = self.answers.pop(request)
        frames = self.items.pop(request, [])
        items = [item for _, items in frames for item in items]
        if kind == RAISE:
            raised = Raised(value(payload))
            raised.items = items
            raise raised
        assert [flags for flags, _ in frames[:-1]] == [0] * (len(frames) - 1)
        return items, frames[-1][0] == OVER

    def cancel(self, request):
        self.cancelled.add(request)
        os.write(self.cancels, struct.pack("<I", request))
        self.process.send_signal(signal.SIGURG)

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
            os.close(self.cancels)
            self.replies = -1
        self.process.wait(30)
        for stream in (self.process.stdout, self.process.stderr):
            if stream is not None:
                stream.close()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()
