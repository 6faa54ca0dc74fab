"""The worker: reads requests, evaluates them one at a time on the main thread, answers each."""

import os
import sys

from _pickle import dumps
from _struct import iter_unpack

from . import PROTOCOL, exceptions, interpreter, interrupts
from .decode import Evaluator
from .encode import Encoder
from .objects import Objects
from .recursion import bounded
from .resolve import failed
from .wire import BYE, EVAL, HELLO, RAISE, RELEASE, REPLY, Channel, ProtocolError

__all__ = ["Worker", "main"]

PROTOCOL_ERROR = 70  # the status a worker ends with when the host breaks the contract; EX_SOFTWARE of sysexits.h


class Worker:
    def __init__(self, channel):
        self.channel = channel
        self.gate = interrupts.Gate()
        self.objects = Objects()
        self.encoder = Encoder(self.objects)
        self.encode = (self.encoder.value, self.encoder.handle, self.encoder.nothing, self.encoder.shaped)
        self.evaluate = Evaluator(self.objects).evaluate
        self.pid = os.getpid()

    def greet(self, frames):
        """Exchange hellos; False if the host is gone."""
        hello = {
            "protocol": PROTOCOL,
            "python": tuple(sys.version_info[:3]),
            "implementation": sys.implementation.name,
            "executable": sys.executable or "",
            "prefix": sys.prefix,
            "platform": sys.platform,
            "pid": self.pid,
        }
        self.channel.send(HELLO, 0, [dumps(hello, 5)])
        for kind, flags, _, payload in frames:
            if kind != HELLO or flags:
                raise ProtocolError(f"the first frame is of kind {kind} with flags {flags} instead of a hello")
            try:
                host = self.evaluate(payload)
                protocol, path = host["protocol"], list(host["path"])
            except Exception as error:
                raise ProtocolError(f"the host's hello cannot be read: {error!r}") from error
            if protocol != PROTOCOL:
                raise ProtocolError(f"the host speaks protocol {protocol!r} instead of {PROTOCOL}")
            sys.path[:0] = path
            return True
        return False

    def serve(self, frames):
        """Answer requests until the host says bye or is gone."""
        answer, send = self.answer, self.channel.send
        for kind, flags, request, payload in frames:
            if kind == EVAL and flags < 4:
                try:
                    kind, parts = answer(flags, payload)
                except BaseException as late:
                    # An interrupt that came while the exception of the evaluation was just being caught.
                    kind, parts = RAISE, self.describe(late)
                send(kind, request, parts)
                # Nothing of the request or the result stays alive while the next one is awaited.
                del payload, parts
            elif kind == RELEASE and not flags and not len(payload) % 8:
                self.objects.release([handle for (handle,) in iter_unpack("<Q", payload)])
            elif kind == BYE and not flags:
                return
            else:
                raise ProtocolError(f"a frame of kind {kind} with flags {flags} and {len(payload)} bytes")

    def answer(self, want, payload):
        """`(kind, buffers)` that answer the expression in `payload`."""
        gate = self.gate
        try:
            gate.open = True
            result = self.evaluate(payload)
            gate.open = False
            return REPLY, self.encode[want](result)
        except BaseException as error:
            gate.open = False
            return RAISE, self.describe(error)

    def describe(self, error):
        """The buffers of a raise frame."""
        self.gate.open = False
        try:
            return bounded(self.described, error)
        finally:
            failed.clear()

    def described(self, error):
        """Each attempt asks less of the exception than the one before."""
        encode = self.encoder.by_value
        try:
            described = exceptions.describe(error)
            try:
                return encode(described)
            except BaseException:
                return encode(exceptions.with_opaque_args(described))
        except BaseException:
            return encode(exceptions.with_opaque_args(exceptions.minimal(error)))


def main(arguments):
    """Run `worker --fd N --reply-fd N [--fault-fd N] [--share-fd N]`; the status to end with."""
    options = dict(zip(arguments[::2], arguments[1::2]))
    fault_fd = options.get("--fault-fd")
    channel = Channel(int(options["--fd"]), int(options["--reply-fd"]), int(options.get("--share-fd", -1)))
    interpreter.prepare(channel, None if fault_fd is None else int(fault_fd))
    status = run(channel)
    channel.close()
    return interpreter.finish(status)


def run(channel):
    worker = Worker(channel)
    interrupts.install(worker.gate)
    try:
        frames = channel.frames()
        if worker.greet(frames):
            worker.serve(frames)
    except ProtocolError as error:
        complain(f"snakebridge worker: protocol error: {error}\n")
        return PROTOCOL_ERROR
    except OSError as error:
        if error.errno is None:
            raise  # not of the connection, but of a signal handler
        if os.getpid() != worker.pid:
            # A forked child came back from user code; the connection is its parent's.
            interpreter.flush()
            os._exit(0)
        # else the host is gone
    return 0


def complain(text):
    try:
        os.write(2, text.encode("utf-8", "replace"))
    except OSError:
        pass  # nobody listens
