"""Calls of callbacks: what has been asked of the host, and the threads and tasks that wait for its answer."""

from collections import deque

from _contextvars import ContextVar
from _thread import get_ident

from .loops import Watched, running_loop
from .reading import Ended, Sleeper
from .wire import BYE, CALL, EVAL, PULL, RELEASE, RETURN, THROW, ProtocolError, Share

__all__ = ["AWAIT", "INSIDE", "ITERATE", "OBJECT", "WANT", "Calls", "Inside"]

WANT, AWAIT, ITERATE = 3, 4, 8  # flags of an eval
OBJECT = 1
CONCURRENT = 1  # flag of a call

FLAGS = frozenset((0, 1, 2, 3, 4, 5, 6, 7, OBJECT | ITERATE, OBJECT | ITERATE | AWAIT))
DEPTH = 40  # levels of the recursion limit that a call needs for itself

# In a task: what it is evaluating.
INSIDE = ContextVar("snakebridge")


class Inside:
    """The request that a task evaluates."""

    __slots__ = ("depth", "ident", "over", "request")

    def __init__(self, request, depth):
        self.ident = get_ident()
        self.request = request
        self.depth = depth  # how many evaluations its loop is run within; None for the session's loop
        self.over = False


def room(levels):
    """Raise RecursionError unless there is room for so many levels more: the adapter must not meet the limit."""
    if levels:
        room(levels - 1)


class Waiter(Sleeper):
    """A thread that waits for what it called, and evaluates what is asked for within that meanwhile."""

    def __init__(self):
        super().__init__()
        self.inbox = deque()  # `(frame, expression)`
        self.call = None  # the innermost of its calls
        self.loop = None  # a `SessionLoop` within which it waits

    def set(self):
        loop = self.loop
        if loop is not None:
            loop.nudge()
        super().set()

    def ready(self):
        return self.inbox or (self.call is not None and self.call.outcome)


class Answer:
    """What the host answers to a call: one item, `(frame, expression)`, until somebody takes it."""

    def __init__(self, inbox):
        self.inbox = inbox  # requests within the call
        self.outcome = []
        self.over = False  # whether nobody waits any more

    def give(self, item, worker):
        self.outcome.append(item)
        if self.over:
            self.drop(worker)

    def drop(self, worker):
        """Nobody waits any more."""
        self.over = True
        try:
            frame, expression = self.outcome.pop()
        except IndexError:
            return
        worker.evaluator.skip(frame[4])
        worker.objects.end(expression)


class Call(Answer):
    """A call that a thread waits for."""

    def __init__(self, waiter):
        super().__init__(waiter.inbox)
        self.waiter = waiter

    def wake(self, reading):
        reading.wake(self.waiter)


class AsyncCall(Answer):
    """A call that a task of `loop` waits for."""

    def __init__(self, loop):
        super().__init__(deque())
        self.loop = loop
        self.ident = get_ident()
        self.future = None  # what the task awaits, made before it looks at the rest for the last time

    def wake(self, _=None):
        future = self.future
        if future is None:
            return
        if self.ident == get_ident():
            finish(future)
            return
        try:
            self.loop.call_soon_threadsafe(finish, future)
        except RuntimeError:
            pass  # the loop is closed, and with it whoever waited


def finish(future):
    if not future.done():
        future.set_result(None)


class Calls:
    """The calls that are out; lays down what the host says to them, and the rest for the main thread.

    `worker` has what evaluates: `perform`, `perform_async`, `refuse`, `wait_main`, `current`, `watched`.
    """

    def __init__(self, worker):
        self.worker = worker
        self.out = {}  # number -> Call or AsyncCall
        self.last = 0
        self.main = Waiter()
        self.main_ident = get_ident()
        self.waiters = {self.main_ident: self.main}

    # What comes from the host

    def route(self, frame):
        kind, flags, number, context, payload = frame
        if kind == EVAL or kind == PULL:
            if flags not in FLAGS if kind == EVAL else flags:
                raise unexpected(frame)
            call = self.out.get(context) if context else None
            if call is not None and call.inbox is not self.main.inbox:
                self.lay_down(call, frame, context)
                return
        elif kind == RETURN or kind == THROW:
            if flags:
                raise unexpected(frame)
            call = self.out.pop(number, None)
            if call is not None:
                call.give((frame, self.worker.objects.begin()), self.worker)
                call.wake(self.worker.reading)
            else:
                self.worker.evaluator.skip(payload)
            return
        elif flags or (kind != RELEASE or len(payload) % 8) and kind != BYE:
            raise unexpected(frame)
        self.main.inbox.append((frame, None))
        self.worker.reading.wake(self.main)

    def lay_down(self, call, frame, context):
        item = frame, self.worker.objects.begin()
        call.inbox.append(item)
        if context in self.out:
            call.wake(self.worker.reading)
            return
        # It was abandoned this moment, and whoever waited may have looked at the inbox for the last time.
        try:
            call.inbox.remove(item)
        except ValueError:
            return
        self.worker.refuse(*item)

    def start_tasks(self):
        """Start what waits for the main thread and is a task, up to what is not."""
        inbox = self.main.inbox
        while inbox:
            kind, flags, _, context, _ = inbox[0][0]
            if kind != EVAL or not flags & AWAIT or context:
                return
            (kind, flags, request, _, payload), _ = inbox.popleft()
            worker = self.worker
            pending = [payload, worker.objects.begin()]
            worker.loop.spawn(request, worker.task(flags, request, pending), pending)

    def end(self):
        """Wake all that wait: nothing more will come."""
        for call in list(self.out.values()):
            call.wake(self.worker.reading)

    # What is asked of the host

    def check(self):
        """Raise RuntimeError where the host cannot be asked; the thread."""
        me = get_ident()
        worker = self.worker
        if worker.channel.reply_fd < 0 or worker.reading.ended:
            raise RuntimeError("a callback was called after its session had ended, or in a process forked from it")
        if me == worker.channel.sender or me == worker.encoder.writer or me == worker.reading.reader or me in Share.users:
            raise RuntimeError(
                "a callback cannot be called from a finalizer or a signal handler "
                "that runs while the connection with the host is in use"
            )
        room(DEPTH)
        return me

    def start(self, call, number, shapes, args, kwargs, flags):
        """Tell the host; the number of the call."""
        parts = self.worker.encoder.call(number, shapes, args, kwargs)
        this = self.last
        while not this or this in self.out:
            this = (this + 1) & 0xFFFFFFFF
        self.last = (this + 1) & 0xFFFFFFFF
        self.out[this] = call
        try:
            self.worker.channel.send(CALL, this, parts, flags, self.worker.current(get_ident()))
        except OSError as error:
            self.out.pop(this, None)
            raise RuntimeError("the host of this callback is gone") from error
        except BaseException:
            self.out.pop(this, None)
            raise
        return this

    def call(self, number, shapes, args, kwargs, flags=0):
        """What callback `number` returns; blocks, and evaluates meanwhile what the host asks for within the call."""
        me = get_ident()
        if me != self.main_ident:
            self.check()
            return self.call_from(me, number, shapes, args, kwargs, flags)
        gate = self.worker.gate
        opened, gate.open = gate.open, False
        try:
            self.check()
            return self.call_from(me, number, shapes, args, kwargs, flags, opened)
        finally:
            gate.open = opened
            if opened and gate.pending:
                gate.interrupt()

    def call_from(self, me, number, shapes, args, kwargs, flags, opened=False):
        steps = self.steps(me, number, shapes, args, kwargs, flags, opened)
        try:
            while True:
                try:
                    frame = next(steps)
                except StopIteration as done:
                    answer = done.value
                    break
                self.worker.perform(*frame)
        finally:
            steps.close()
        return self.result(answer, opened)

    async def call_alone(self, me, number, shapes, args, kwargs):
        """As `call`, in a coroutine of a framework that has event loops of its own kind: it blocks, but what is to be awaited within
        the call is awaited by this coroutine."""
        gate = self.worker.gate_of(me)
        opened, gate.open = gate.open, False
        steps = self.steps(me, number, shapes, args, kwargs, CONCURRENT, opened)
        try:
            self.check()
            while True:
                try:
                    frame, expression = next(steps)
                except StopIteration as done:
                    answer = done.value
                    break
                kind, _, _, context, _ = frame
                if context and kind in (EVAL, PULL):
                    if expression is None:
                        expression = self.worker.objects.begin()
                    await self.worker.perform_async(frame, expression, opened)
                else:
                    self.worker.perform(frame, expression)
                del frame
        finally:
            steps.close()
            gate.open = opened
        return self.result(answer, opened)

    def steps(self, me, number, shapes, args, kwargs, flags, opened):
        """Call, and wait for the answer in this thread: yields what is to be done meanwhile, and returns what the host answered."""
        worker = self.worker
        waiter = self.waiters.get(me)
        if waiter is None:
            waiter = self.waiters[me] = Waiter()
        elif waiter is self.main:
            worker.keep_names()
        outer = waiter.call
        call = waiter.call = Call(waiter)
        this = None
        try:
            this = self.start(call, number, shapes, args, kwargs, flags)
            while not call.outcome:
                if waiter is self.main:
                    worker.wait_main(opened)
                else:
                    worker.reading.wait(waiter)
                if not call.outcome:
                    yield waiter.inbox.popleft()
            return call.outcome.pop()
        except Ended:
            raise RuntimeError("the host of this callback is gone") from None
        finally:
            self.out.pop(this, None)
            call.drop(worker)
            waiter.call = outer
            if outer is None and waiter is not self.main:
                del self.waiters[me]
                while waiter.inbox:
                    worker.refuse(*waiter.inbox.popleft())

    async def call_async(self, number, shapes, args, kwargs):
        """As `call`, for a task, whose event loop goes on meanwhile."""
        loop = running_loop()
        if loop is None:
            return await self.call_alone(get_ident(), number, shapes, args, kwargs)
        worker = self.worker
        me = get_ident()
        gate = worker.gate_of(me)
        opened, gate.open = gate.open, False
        call = AsyncCall(loop)
        this = None
        try:
            self.check()
            if me == self.main_ident:
                worker.keep_names()
            with Watched(worker.watches, loop):
                this = self.start(call, number, shapes, args, kwargs, CONCURRENT)
                while not call.outcome:
                    if call.inbox:
                        await worker.perform_async(*call.inbox.popleft(), opened)
                        continue
                    call.future = loop.create_future()
                    if not call.outcome and not call.inbox:
                        if worker.reading.ended:
                            raise RuntimeError("the host of this callback is gone")
                        gate.open = opened
                        await call.future
                        gate.open = False
                answer = call.outcome.pop()
        finally:
            gate.open = False
            self.out.pop(this, None)
            call.drop(worker)
            while call.inbox:
                worker.refuse(*call.inbox.popleft())
            gate.open = opened
        return self.result(answer, opened)

    def result(self, answer, opened):
        """Evaluate what the host answered, in the thread that called."""
        worker = self.worker
        (kind, _, _, _, payload), expression = answer
        gate = worker.gate_of(get_ident())
        try:
            gate.open = opened
            result = worker.evaluate(payload)
            gate.open = False
        finally:
            gate.open = False
            worker.objects.end(expression)
            gate.open = opened
        if kind == THROW:
            try:
                raise result
            finally:
                del result  # else the exception would hold itself, by its traceback
        return result


def unexpected(frame):
    kind, flags, _, _, payload = frame
    return ProtocolError(f"a frame of kind {kind} with flags {flags} and {len(payload)} bytes")
