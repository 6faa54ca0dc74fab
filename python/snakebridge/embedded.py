"""Sessions within the host's own process, for the engine `embed`.

What a value, an expression, an exception or a callback means is what it means in a worker, because the same modules say so.
What differs is who does it: requests are evaluated by the thread of the host that asks, so there is nothing to wait for, and
no frames. Tasks, and requests that nobody waits for, belong to a thread of the session.

The host's own functions are the attributes of `host`; they take and give ints and bytes.
"""

import os
import sys
from collections import deque, namedtuple
from types import CoroutineType

from _pickle import dumps
from _struct import Struct, iter_unpack
from _thread import allocate_lock, get_ident, start_new_thread

from .answers import SHAPED, Answers, Cancelled, is_asynchronous, is_pending, iterator
from .calls import AWAIT, DEPTH, OBJECT, finish, room
from .counted import Counted
from .decode import Evaluator
from .encode import Encoder
from .interrupts import Gate
from .loops import alone, running_loop
from .objects import Objects
from .pulls import END, OVER, PLAIN, START, bare
from .resolve import resolve
from .wire import ITEMS, RAISE, REPLY

__all__ = ["Session", "prepare"]

PULL = 16  # in place of an eval's flags
PATIENCE = 2.0  # seconds that tasks have to end when the session ends

PAIR = Struct("<QQ").pack

Host = namedtuple("Host", "call begin_call deliver dropped event forget_interrupt")
host = None

# Interrupts are kept out by the host itself, which knows what its threads are at.
GATE = Gate()

ENDED = object()


def prepare(functions):
    """Get the interpreter ready, once; `(version, executable, prefix, path)`, the last with a NUL after each entry."""
    global host
    host = Host(*functions)
    # Nobody ends the interpreter, which is when Python writes what it has kept.
    for stream in (sys.stdout, sys.stderr):
        try:
            if not stream.isatty():
                stream.reconfigure(line_buffering=True)
        except (AttributeError, OSError, ValueError):
            pass  # there is none, or it is closed, or a `sitecustomize` has put something else there
    path = b"".join(os.fsencode(entry) + b"\0" for entry in sys.path if type(entry) is str)
    return "{}.{}.{}".format(*sys.version_info[:3]), sys.executable or "", sys.prefix, path


listening = []  # the level from which on records are told, once somebody listens


def listen(level):
    """Tell the host of log records and warnings; they are the process's, not a session's."""
    if listening:
        return
    listening.append(level)
    from .events import install

    install(level, tell)


def tell(make):
    try:
        host.event(dumps(make(), 5))
    except Exception:
        pass  # a message that cannot be made


def joined(parts):
    return parts[0] if len(parts) == 1 and type(parts[0]) is bytes else b"".join(parts)


Taken = namedtuple("Taken", "item shape")  # an item of a stream
Source = namedtuple("Source", "iterator shape")  # an async iterator to take one from


class Session:
    """The objects of one session of the host, and what it asks for.

    A request has a number, its token. An answer is `(kind, flags, payload)` as in `docs/wire.md`, or None if a task will deliver it.
    """

    describe = Answers.describe
    described = Answers.described
    awaited = Answers.awaited

    def __init__(self, number, settings):
        self.number = number
        self.objects = Objects()
        self.encoder = Encoder(self.objects)
        self.encode = (self.encoder.value, self.encoder.handle, self.encoder.nothing, self.encoder.shaped)
        self.calls = Calls(self)
        self.counted = Counted(self.calls, lambda: GATE)
        self.evaluator = Evaluator(self.objects, self.counted)
        self.evaluate = self.evaluator.evaluate
        self.thread = SessionThread(self)
        self.resolve = resolve  # for what the host evaluates itself; None under a policy, which the host knows nothing of
        self.configure(self.evaluate(settings))

    def configure(self, settings):
        """As a worker does with the host's hello."""
        sys.path[:0] = [folder for folder in settings["path"] if folder not in sys.path]
        if settings["events"] is not None:
            listen(settings["events"])
        for name in settings["preload"]:
            try:
                __import__(name)
            except BaseException:
                pass  # the call that needs it says why
        allow, deny = settings["allow"], settings["deny"]
        if allow is not None or deny:
            from .policy import guard

            guard(self.evaluator, allow, deny)
            self.resolve = None

    # In the thread that asks

    def answer(self, flags, payload, token):
        """Evaluate and answer."""
        try:
            result = self.part(flags, payload)
        except BaseException as error:
            return self.failed(error)
        return self.finish(flags, result, token)

    def part(self, flags, payload):
        """What the expression gives; the only step that an interrupt may hit."""
        result = self.evaluate(payload)
        if flags <= SHAPED:
            return result
        if flags != PULL:
            return iterator(result)
        source, _, shape = result
        if is_asynchronous(source):
            return Source(source, shape)
        try:
            return Taken(next(source), shape)
        except StopIteration:
            return ENDED

    def finish(self, flags, result, token, run=None):
        """Answer with what `part` gave, or have a task do so by `run(token, coroutine)`."""
        try:
            if flags == PULL:
                if type(result) is Source:
                    (run or self.run)(token, self.take(*result))
                    return None
                reply = self.items(result)
            else:
                if flags > SHAPED:
                    flags = OBJECT
                kind = type(result)
                if (kind is CoroutineType or (flags == SHAPED and kind is tuple)) and is_pending(result, flags):
                    (run or self.run)(token, self.finish_task(flags, result))
                    return None
                reply = REPLY, 0, joined(self.encode[flags](result))
        except BaseException as error:
            return self.failed(error)
        if self.counted.gone:
            self.tell_dropped()
        return reply

    def failed(self, error):
        """Answer with what was raised."""
        reply = RAISE, 0, joined(self.describe(error))
        if self.counted.gone:
            self.tell_dropped()
        return reply

    def release(self, handles):
        self.objects.release_later([handle for (handle,) in iter_unpack("<Q", handles)])
        if self.counted.gone:
            self.tell_dropped()

    def tell_dropped(self):
        host.dropped(self.number, b"".join([PAIR(*pair) for pair in self.counted.told()]))

    def items(self, result):
        if result is ENDED:
            return ITEMS, OVER, START + END
        if result.shape == 0 and id(type(result.item)) in PLAIN:
            return ITEMS, 0, dumps([result.item], 5)
        pickle, _, _ = self.encoder.item(result.shape, result.item)
        return ITEMS, 0, b"".join((START, bare(pickle), END))

    # Tasks

    def run(self, token, coroutine):
        """Run what answers the request, for a thread that waits for it."""
        if get_ident() != self.thread.ident:
            self.thread.spawn(token, coroutine)
        elif running_loop() is None:
            alone(self.answering(token, coroutine))
        else:
            coroutine.close()
            raise RuntimeError(
                "a coroutine cannot be awaited within a call that blocks the event loop of its thread: "
                "make the callback a coroutine function"
            )

    def begin(self, flags, payload, token):
        """Answer later, by the session's thread."""
        if flags & AWAIT:
            self.thread.spawn(token, self.task(flags, payload), payload)
        else:
            self.thread.submit(flags, payload, token)

    async def answering(self, token, coroutine):
        """Deliver what `coroutine` answers."""
        try:
            reply = await coroutine
        except BaseException as error:
            reply = self.failed(error)
        if self.counted.gone:
            self.tell_dropped()
        host.deliver(self.number, token, *reply)

    async def task(self, flags, payload):
        result = self.evaluate(payload)
        del payload
        return REPLY, 0, joined(await self.awaited(flags, result))

    async def finish_task(self, flags, result):
        return REPLY, 0, joined(await self.awaited(flags, result))

    async def take(self, iterator, shape):
        try:
            item = await type(iterator).__anext__(iterator)
        except StopAsyncIteration:
            return self.items(ENDED)
        return self.items(Taken(item, shape))

    def cancel(self, token):
        """Stop a request that the session's thread has: the thread's ident if that has to be interrupted, else 0."""
        return self.thread.cancel(token)

    def close(self):
        self.calls.closed = True
        self.thread.close()
        entries, self.objects.entries = self.objects.entries, {}
        self.objects.handles.clear()
        entries.clear()


def framed(function, *args):
    """Call `function` with a frame of Python below it: many a function looks at the frame of its caller."""
    return function(*args)


def framed_with_keywords(function, *args, **kwargs):
    """As `framed`; some functions tell an empty dict of keywords from none."""
    return function(*args, **kwargs)


class Calls:
    """Calls of callbacks: the host's code runs in the thread that calls."""

    def __init__(self, session):
        self.session = session
        self.closed = False
        self.expected = {}  # token of a call -> AsyncCall
        self.last = 0

    def payload(self, shapes, args, kwargs):
        """The arguments; raise RuntimeError where the host cannot be asked."""
        session = self.session
        if self.closed:
            raise RuntimeError("a callback was called after its session had ended")
        if session.encoder.writer == get_ident():
            raise RuntimeError(
                "a callback cannot be called from a finalizer or a signal handler that runs while a value is encoded"
            )
        room(DEPTH)
        return joined(session.encoder.arguments(shapes, args, kwargs))

    def call(self, number, shapes, args, kwargs):
        """What callback `number` returns."""
        return host.call(self.session.number, number, self.payload(shapes, args, kwargs))

    async def call_async(self, number, shapes, args, kwargs):
        """As `call`, for a task: its event loop goes on meanwhile, and what the host asks for within the call is evaluated by the task."""
        payload = self.payload(shapes, args, kwargs)
        call = AsyncCall(running_loop())
        self.last = token = self.last % LAST_TOKEN + 1
        self.expected[token] = call
        session = self.session
        try:
            host.begin_call(session.number, number, payload, token)
            while call.answer is None:
                if call.inbox:
                    await self.perform(*call.inbox.popleft())
                else:
                    await call.wait()
            failed, payload, expression = call.answer
            call.answer = None
        finally:
            self.expected.pop(token, None)
            call.over = True
            self.drop(call)
        try:
            result = session.evaluate(payload)
        finally:
            session.objects.end(expression)
        if failed:
            try:
                raise result
            finally:
                del result  # else the exception would hold itself, by its traceback
        return result

    async def perform(self, flags, payload, token):
        """Answer a request within the call of a task."""
        session = self.session
        cancelled = None
        try:
            if flags == PULL:
                result = session.part(PULL, payload)
                reply = await session.take(*result) if type(result) is Source else session.items(result)
            else:
                reply = await session.task(flags, payload)
        except BaseException as error:
            if type(error).__name__ in ("CancelledError", "Cancelled"):
                cancelled = error
            reply = session.failed(error)
        host.deliver(session.number, token, *reply)
        if cancelled is not None:
            raise cancelled  # it was meant for the task, not only for this

    def within(self, call, flags, payload, token):
        """Have a request evaluated by the task that made the call; whether there is one. From any thread."""
        call = self.expected.get(call)
        if call is None:
            return 0
        item = flags, payload, token
        call.inbox.append(item)
        call.wake()
        if not call.over:
            return 1
        try:
            call.inbox.remove(item)  # it was over this moment
        except ValueError:
            return 1
        return 0

    def answered(self, token, failed, payload):
        """The host has answered a call of a task; from any thread."""
        call = self.expected.get(token)
        answer = failed, payload, self.session.objects.begin()
        if call is None:
            self.drop_answer(answer)
            return
        call.answer = answer
        call.wake()
        if call.over:
            self.drop(call)

    def drop(self, call):
        """Nobody waits for the call any more."""
        answer, call.answer = call.answer, None
        if answer is not None:
            self.drop_answer(answer)
        session = self.session
        while call.inbox:
            _, payload, token = call.inbox.popleft()
            session.evaluator.skip(payload)
            refusal = Cancelled("the call of the callback that asked for this is over")
            host.deliver(session.number, token, *session.failed(refusal))

    def drop_answer(self, answer):
        _, payload, expression = answer
        self.session.evaluator.skip(payload)
        self.session.objects.end(expression)


LAST_TOKEN = 0x7FFFFFFF


class AsyncCall:
    """A call that a task waits for: of asyncio, or of a framework that has loops of another kind, which is held up."""

    def __init__(self, loop):
        self.loop = loop
        self.inbox = deque()  # `(flags, payload, token)` of requests within the call
        self.answer = None
        self.over = False
        self.future = None  # made before the task looks at the rest for the last time
        self.awake = allocate_lock()

    def wake(self):
        if self.loop is None:
            try:
                self.awake.release()
            except RuntimeError:
                pass  # it is awake
            return
        future = self.future
        if future is not None:
            try:
                self.loop.call_soon_threadsafe(finish, future)
            except RuntimeError:
                pass  # the loop is closed, and with it whoever waited

    async def wait(self):
        if self.loop is None:
            self.awake.acquire()
            return
        self.future = self.loop.create_future()
        if self.answer is None and not self.inbox:
            await self.future


class SessionThread:
    """The thread of a session, which does what nobody waits for: sync requests one at a time, in their order, and tasks whenever
    there are none. It is started when there is something to do."""

    def __init__(self, session):
        self.session = session
        self.lock = allocate_lock()
        self.loop = None
        self.ident = None
        self.pid = None
        self.inbox = deque()
        self.tasks = {}  # token -> its task
        self.cancelled = set()  # tokens of those in the inbox that need not begin
        self.current = None  # the token of the sync request that runs
        self.open = False  # whether that may be interrupted
        self.closed = False

    def start(self):
        with self.lock:
            if self.closed:
                raise RuntimeError("the session has ended")
            if self.loop is None or self.pid != os.getpid():
                import asyncio

                self.loop = asyncio.new_event_loop()
                self.pid = os.getpid()
                started = allocate_lock()
                started.acquire()
                start_new_thread(self.work, (self.loop, started))
                started.acquire()

    def spawn(self, token, coroutine, payload=None):
        """Answer by a task."""
        answering = self.session.answering(token, coroutine)
        try:
            self.start()
            self.loop.call_soon_threadsafe(self.create, token, answering, coroutine, payload)
        except BaseException:
            coroutine.close()
            answering.close()
            raise

    def create(self, token, answering, coroutine, payload):
        if token in self.cancelled:
            self.cancelled.discard(token)
            answering.close()
            coroutine.close()
            self.unanswered(token, payload)
            return
        task = self.tasks[token] = self.loop.create_task(answering)
        task.add_done_callback(lambda task: self.done(token, task, coroutine, payload))

    def done(self, token, task, coroutine, payload):
        self.tasks.pop(token, None)
        self.cancelled.discard(token)
        if task.cancelled():
            coroutine.close()
            self.unanswered(token, payload)  # what has begun answers by itself, and ends well

    def unanswered(self, token, payload=None):
        session = self.session
        if payload is not None:
            session.evaluator.skip(payload)
        host.deliver(session.number, token, *session.failed(Cancelled()))

    def submit(self, flags, payload, token):
        """Answer by this thread, outside of the loop: what is called may run a loop itself."""
        self.start()
        self.inbox.append((flags, payload, token))
        self.loop.call_soon_threadsafe(self.loop.stop)

    def work(self, loop, started):
        import asyncio

        self.ident = get_ident()
        asyncio.set_event_loop(loop)
        started.release()
        while not self.closed:
            try:
                while self.inbox:
                    self.perform(*self.inbox.popleft())
                loop.run_forever()
            except BaseException:
                # A KeyboardInterrupt or SystemExit of some task. Who awaits it is told, a request as any other.
                pass
        self.end(loop)

    def perform(self, flags, payload, token):
        session = self.session
        if token in self.cancelled:
            self.cancelled.discard(token)
            self.unanswered(token, payload)
            return
        try:
            try:
                self.current, self.open = token, True
                result = session.part(flags, payload)
                self.open = False
            finally:
                self.open = False
                host.forget_interrupt()
                self.current = None
            reply = session.finish(flags, result, token, self.spawn)
        except BaseException as error:
            reply = session.failed(error)
        if reply is not None:
            host.deliver(session.number, token, *reply)

    def cancel(self, token):
        if self.current == token:
            return self.ident if self.open else 0
        task = self.tasks.get(token)
        if task is not None:
            try:
                self.loop.call_soon_threadsafe(task.cancel)
            except RuntimeError:
                pass  # the loop is closed
        else:
            self.cancelled.add(token)
        return 0

    def close(self):
        with self.lock:
            self.closed = True
            loop = self.loop
        if loop is not None:
            try:
                loop.call_soon_threadsafe(loop.stop)
            except RuntimeError:
                pass  # it is closed already

    def end(self, loop):
        """End the tasks and the loop."""
        import asyncio

        try:
            tasks = asyncio.all_tasks(loop)
            for task in tasks:
                task.cancel()
            if tasks:
                loop.run_until_complete(asyncio.wait(tasks, timeout=PATIENCE))
            loop.run_until_complete(asyncio.wait_for(loop.shutdown_asyncgens(), PATIENCE))
        except BaseException:
            pass  # of a task or a generator, at the end of everything
        finally:
            try:
                asyncio.set_event_loop(None)
                loop.close()
            except BaseException:
                pass
