"""Calls of the host's callbacks."""

from collections import deque
from itertools import count

from _thread import allocate_lock, get_ident

from ..answers import Cancelled
from ..calls import DEPTH, finish, room
from ..loops import running_loop
from .host import host, joined
from .pulling import PULL, Source

__all__ = ["Calls"]

LAST_TOKEN = 0x7FFFFFFF
DECLINED = object()  # what a host gives that cannot read the arguments as they are


class Calls:
    """Calls of callbacks: the host's code runs in the thread that calls."""

    def __init__(self, session):
        self.session = session
        self.closed = False
        self.expected = {}  # token of a call -> AsyncCall
        self.numbers = count()

    def check(self):
        """Raise RuntimeError where the host cannot be asked."""
        if self.closed:
            raise RuntimeError("a callback was called after its session had ended")
        if self.session.encoder.writer == get_ident():
            raise RuntimeError(
                "a callback cannot be called from a finalizer or a signal handler that runs while a value is encoded"
            )

    def payload(self, shapes, args, kwargs):
        """The arguments."""
        room(DEPTH)
        return joined(self.session.encoder.arguments(shapes, args, kwargs))

    def call(self, number, shapes, args, kwargs):
        """What callback `number` returns."""
        self.check()
        if not kwargs:
            result = host.call_directly(self.session.number, number, args, DECLINED)
            if result is not DECLINED:
                return result
        return host.call(self.session.number, number, self.payload(shapes, args, kwargs))

    async def call_async(self, number, shapes, args, kwargs):
        """As `call`, for a task: its event loop goes on meanwhile, and what the host asks for within the call is evaluated by the task."""
        self.check()
        payload = self.payload(shapes, args, kwargs)
        call = AsyncCall(running_loop())
        token = next(self.numbers) % LAST_TOKEN + 1
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
