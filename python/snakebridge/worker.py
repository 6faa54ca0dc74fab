"""The worker: reads requests, evaluates them one at a time on the main thread, answers each."""

import os
import sys
from types import CoroutineType

from _pickle import dumps
from _struct import error as StructError
from _struct import iter_unpack
from _thread import get_ident
from posix import read

from . import PROTOCOL, interpreter, interrupts
from .answers import SHAPED, Answers, Cancelled
from .calls import Calls
from .counted import Counted
from .decode import Evaluator
from .encode import Encoder
from .loops import SessionLoop, Watches, running_loop
from .objects import Objects
from .pulls import Ticker
from .reading import Ended, Reading
from .wire import (
    AT_ONCE,
    BYE,
    EVAL,
    EVENT,
    HEAD,
    HELLO,
    PLAIN,
    PLAIN_HEADER,
    PULL,
    RAISE,
    RELEASE,
    REPLY,
    WAIT,
    Channel,
    ProtocolError,
    ends,
)

__all__ = ["Worker", "main"]

PROTOCOL_ERROR = 70  # the status a worker ends with when the host breaks the contract; EX_SOFTWARE of sysexits.h


class Worker(Answers):
    """A session: its connection, its objects, and what goes on in it."""

    def __init__(self, channel, cancel_fd=None):
        self.channel = channel
        self.pid = os.getpid()
        self.gate = interrupts.Gate()
        self.gates = {}  # thread -> its gate, which nobody looks at; while it evaluates something
        self.objects = Objects()
        self.encoder = Encoder(self.objects)
        self.encode = (self.encoder.value, self.encoder.handle, self.encoder.nothing, self.encoder.shaped)
        self.calls = Calls(self)
        self.reading = Reading(channel, self.calls.route, self.fail)
        self.reading.at_end.append(self.calls.end)
        self.counted = Counted(self.calls, self.gate_of)
        channel.gone, channel.told = self.counted.gone, self.counted.told
        self.evaluator = Evaluator(self.objects, self.counted)
        self.evaluate = self.evaluator.evaluate
        self.watches = Watches(self.reading, self.gate_of)
        self.loop = SessionLoop(self)
        self.ticker = Ticker()
        self.cancels = interrupts.Cancels(cancel_fd, self.gate, self.loop.cancel, self.loop.nudge)
        self.early = self.cancels.early
        self.special = False  # whether what the main thread is at has begun its expressions
        self.named = None  # else what keeps the handles that the request can name, from its first callback on

    def greet(self):
        """Exchange hellos; False if the host is gone."""
        hello = {
            "protocol": PROTOCOL,
            "python": tuple(sys.version_info[:3]),
            "implementation": sys.implementation.name,
            "executable": sys.executable or "",
            "prefix": sys.prefix,
            "platform": sys.platform,
            "path": [entry for entry in sys.path if type(entry) is str],
            "pid": self.pid,
        }
        self.channel.send(HELLO, 0, [dumps(hello, 5)])
        self.channel.reach = WAIT
        try:
            kind, flags, _, _, payload = self.channel.receive()
        except StopIteration:
            return False
        if kind != HELLO or flags:
            raise ProtocolError(f"the first frame is of kind {kind} with flags {flags} instead of a hello")
        try:
            host = self.evaluate(payload)
            protocol, path, preload = host["protocol"], list(host["path"]), list(host.get("preload") or ())
            allow, deny, level = host.get("allow"), host.get("deny") or (), host.get("events")
        except Exception as error:
            raise ProtocolError(f"the host's hello cannot be read: {error!r}") from error
        if protocol != PROTOCOL:
            raise ProtocolError(f"the host speaks protocol {protocol!r} instead of {PROTOCOL}")
        sys.path[:0] = path
        if level is not None:
            from .events import install

            install(level, self.tell)
        for name in preload:
            try:
                __import__(name)
            except BaseException:
                pass  # the call that needs it says why
        if allow is not None or deny:
            from .policy import guard

            guard(self.evaluator, allow, deny)
        return True

    def serve(self):
        """Answer requests until the host says bye or is gone."""
        plain, reading, channel, session = self.plain, self.reading, self.channel, self.loop
        fd = channel.socket.fileno()
        flags_of, unpack = PLAIN.get, PLAIN_HEADER.unpack_from
        take, leave = reading.role.pop, reading.role.append
        inbox, main = self.calls.main.inbox, self.calls.main_ident
        while True:
            if inbox or channel.end or session.loop is not None:
                if self.turn():
                    continue
                return
            # Nothing else is going on: the way of a plain request, on which each step counts.
            try:
                take()
            except IndexError:
                if self.turn():
                    continue
                return
            data = b""
            reading.reader = main
            try:
                data = read(fd, AT_ONCE)
                begin, request, context, length = unpack(data)
                flags = flags_of(begin)
            except BaseException as error:
                if not isinstance(error, StructError) and ends(error):
                    reading.end()
                    return
                flags = None
            if flags is None or context or length + HEAD != len(data):
                if self.read_on(data):
                    continue
                return
            reading.reader = None
            leave(None)
            if reading.asleep:
                reading.pass_on()
            plain(flags, request, data[HEAD:])
            # Nothing of the request stays alive while the next one is awaited.
            del data

    def turn(self):
        """Wait for a request, or answer one; False at the end."""
        inbox = self.calls.main.inbox
        self.special = True
        try:
            if not inbox:
                self.wait_main()
                return True
            (kind, flags, request, context, payload), _ = inbox.popleft()
            if kind != EVAL or flags > 3 or context:
                frame = kind, flags, request, context, payload
                del payload
                self.perform(frame, None)
                return not self.reading.ended
        except Ended:
            return False
        finally:
            self.special = False
        self.plain(flags, request, payload)
        return True

    def read_on(self, data):
        """Lay down the frame that begins with `data`, and all that comes with it; the role has been taken. False at the end."""
        channel, reading = self.channel, self.reading
        channel.end = len(data)
        channel.buffer[: len(data)] = data
        del data
        try:
            channel.reach = WAIT
            self.calls.route(channel.receive())
            reading.finish()
        except StopIteration:
            reading.end()
        finally:
            reading.leave()
        return not reading.ended

    def plain(self, flags, request, payload):
        """Evaluate a request that nothing is special about, and answer it.

        The steps of `answer`, written out: calling that takes 3 % of what the worker does for a small request.
        """
        gate = self.gate
        gate.stack.append(request)
        try:
            try:
                if self.early and self.cancels.takes(request):
                    self.evaluator.skip(payload)
                    raise Cancelled
                gate.open = True
                if gate.pending:
                    gate.interrupt()
                result = self.evaluate(payload)
                gate.open = False
                kind = type(result)
                if (kind is CoroutineType or (flags == SHAPED and kind is tuple)) and self.defer(flags, request, 0, result):
                    parts = None
                else:
                    parts = self.encode[flags](result)
                kind = REPLY
                result = None  # who has the answer may expect that what led to it has been let go of
            except BaseException as error:
                gate.open = False
                kind, parts = RAISE, self.describe(error)
                result = None
            finally:
                gate.stack.pop()
                if gate.pending:
                    gate.pending.discard(request)
        except BaseException as late:
            # An interrupt that came while the exception of the evaluation was just being caught.
            kind, parts = self.interrupted(late)
        if self.named is not None:
            self.objects.end(self.named)
            self.named = None
        if parts is not None:
            self.channel.send(kind, request, parts)

    def wait_main(self, interruptible=False):
        """Wait on the main thread until there is something in its inbox, or the answer to its innermost call."""
        main = self.calls.main
        listen = self.listen if interruptible else None
        while not main.ready():
            if self.loop.loop is not None and running_loop() is None and self.loop.alive():
                self.loop.drive(interruptible)
                if self.reading.ended:
                    raise Ended
                if interruptible and self.gate.pending:
                    self.listen(bool)
            else:
                self.reading.wait(main, listen)

    def listen(self, wait):
        """`wait()` as if it were user code: an interrupt comes out of it."""
        gate = self.gate
        try:
            gate.open = interrupts.ONCE
            if gate.pending:
                gate.interrupt()
            wait()
        finally:
            gate.open = False

    def perform(self, frame, expression):
        """Do what a frame says that is no request to be evaluated right away; on any thread."""
        kind, flags, request, context, payload = frame
        if kind == EVAL or kind == PULL:
            if context and context not in self.calls.out:
                self.refuse(frame, expression)
                return
            if expression is None:
                expression = self.objects.begin()
            del payload
            if context or get_ident() != self.calls.main_ident:
                self.respond(frame, expression)
                return
            gate = self.gate
            outer, gate.base = gate.base, len(gate.stack)
            try:
                self.respond(frame, expression)
            finally:
                gate.base = outer
        elif kind == RELEASE:
            self.objects.release_later([handle for (handle,) in iter_unpack("<Q", payload)])
        elif kind == BYE:
            self.reading.end()

    def keep_names(self):
        """The main thread is about to wait within an evaluation; what that may still name has to be kept."""
        if not self.special and self.named is None:
            self.named = self.objects.begin()

    def tell(self, make):
        """Send the event that `make()` gives, if this thread may send now; never raise."""
        me = get_ident()
        gate = self.gate_of(me)
        opened, gate.open = gate.open, False
        try:
            if me not in (self.channel.sender, self.encoder.writer, self.reading.reader):
                self.channel.send(EVENT, self.current(me), self.encoder.by_value(make()))
        except Exception:
            pass  # a message that cannot be made, or nobody to hear it
        finally:
            gate.open = opened

    def fail(self, error):
        """The host broke the contract: end, also where user code waits that would take an exception for its own."""
        if self.gate.stack or self.loop.driving or get_ident() != self.calls.main_ident:
            complain(error)
            interpreter.flush()
            os._exit(PROTOCOL_ERROR)
        raise error

    def close(self):
        self.reading.ended = True
        self.loop.close()
        self.reading.end()
        self.channel.hang_up()


def main(arguments):
    """Run `worker --fd N --reply-fd N [--cancel-fd N] [--fault-fd N] [--share-fd N]`; the status to end with."""
    options = dict(zip(arguments[::2], arguments[1::2]))
    fault_fd, cancel_fd = options.get("--fault-fd"), options.get("--cancel-fd")
    channel = Channel(int(options["--fd"]), int(options["--reply-fd"]), int(options.get("--share-fd", -1)))
    interpreter.prepare(channel, None if fault_fd is None else int(fault_fd))
    status = run(channel, None if cancel_fd is None else int(cancel_fd))
    channel.close()
    return interpreter.finish(status)


def run(channel, cancel_fd):
    worker = Worker(channel, cancel_fd)
    interrupts.install(worker.gate)
    if cancel_fd is not None:
        worker.cancels.install()
    try:
        if worker.greet():
            worker.serve()
    except ProtocolError as error:
        complain(error)
        return PROTOCOL_ERROR
    except OSError as error:
        if error.errno is None:
            raise  # not of the connection, but of a signal handler
        worker.end_child()
        # else the host is gone
    worker.close()
    return 0


def complain(error):
    try:
        os.write(2, f"snakebridge worker: protocol error: {error}\n".encode("utf-8", "replace"))
    except OSError:
        pass  # nobody listens
