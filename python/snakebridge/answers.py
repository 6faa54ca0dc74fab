"""How a request is evaluated and answered, on whichever thread and in whichever loop it has to be."""

import os
import sys
from types import CoroutineType

from _thread import get_ident

from . import exceptions, interpreter
from .calls import AWAIT, INSIDE, ITERATE, OBJECT, WANT, Inside
from .interrupts import Gate
from .loops import alone, running_loop
from .pulls import MORE, OVER, Batch
from .recursion import bounded
from .resolve import failed
from .wire import DEFERRED, EVAL, RAISE, REPLY

__all__ = ["SHAPED", "Answers", "Cancelled"]

SHAPED = 3

GENERATOR_COROUTINE = 0x100  # CO_ITERABLE_COROUTINE: what `types.coroutine` makes of a generator function


class Answers:
    """The part of the worker that answers."""

    # Where

    def gate_of(self, thread=None):
        """The gate of a thread, by default of this one."""
        if thread is None:
            thread = get_ident()
        if thread == self.calls.main_ident:
            return self.gate
        return self.gates.get(thread) or Gate()

    def current(self, thread):
        """The request that this thread or its task evaluates, or 0."""
        stack = self.gate_of(thread).stack
        session = self.loop
        inside = INSIDE.get(None)
        if inside is not None and inside.ident == thread and not inside.over:
            if len(stack) == (session.base if inside.depth is None else inside.depth):
                return inside.request
        if not stack:
            return 0
        if thread == self.calls.main_ident and session.driving and session.base == len(stack):
            if running_loop() is session.loop:
                return 0  # some task of the session's loop
        return stack[-1]

    def respond(self, frame, expression):
        """Evaluate and answer an eval or a pull; the `expression` is its own from here on."""
        kind, flags, request, context, payload = frame
        del frame
        if kind == EVAL and flags & AWAIT:
            pending = [payload, expression]
            self.run_task(request, context, self.task(flags, request, pending), pending)
            return
        thread = get_ident()
        gate = self.gate_of(thread)
        if gate is not self.gate:
            self.gates[thread] = gate
        try:
            if kind == EVAL:
                reply = self.answer(gate, flags, request, context, payload)
            else:
                reply = self.pull(gate, request, context, payload)
        except BaseException as late:
            reply = self.interrupted(late)
        finally:
            if gate is not self.gate and not gate.stack:
                self.gates.pop(thread, None)
            self.objects.end(expression)
        if reply is not None and reply[1] is not None:
            self.reply(request, *reply)

    # Evaluating

    def part(self, gate, request, payload):
        """The value of the expression in `payload`, as a part of answering `request`."""
        stack = gate.stack
        stack.append(request)
        try:
            if self.early and self.cancels.takes(request):
                self.evaluator.skip(payload)
                raise Cancelled
            gate.open = True
            if gate.pending:
                gate.interrupt()
            result = self.evaluate(payload)
            gate.open = False
            return result
        finally:
            gate.open = False
            stack.pop()
            if gate.pending and request not in stack:
                gate.pending.discard(request)

    def answer(self, gate, flags, request, context, payload):
        """`(kind, buffers)` that answer the expression in `payload`; no buffers if a task does."""
        stack = gate.stack
        stack.append(request)
        try:
            if self.early and self.cancels.takes(request):
                self.evaluator.skip(payload)
                return RAISE, self.describe(Cancelled())
            gate.open = True
            if gate.pending:
                gate.interrupt()
            result = self.evaluate(payload)
            if flags > SHAPED:
                result = iterator(result)  # the only other flag that comes here
                flags = OBJECT
            gate.open = False
            kind = type(result)
            if kind is CoroutineType or (flags == SHAPED and kind is tuple):
                if self.defer(flags, request, context, result):
                    return REPLY, None
            return REPLY, self.encode[flags](result)
        except BaseException as error:
            gate.open = False
            return RAISE, self.describe(error)
        finally:
            stack.pop()
            if gate.pending:
                gate.pending.discard(request)

    # Tasks

    def defer(self, flags, request, context, result):
        """Leave it to a task to answer, if the result has to be awaited; whether it has."""
        if not is_pending(result, flags):
            return False
        self.reply(request, DEFERRED, [b""])
        self.run_task(request, context, self.finish(flags, request, result))
        return True

    def run_task(self, request, context, coroutine, pending=()):
        """Run what answers `request` as the situation of this thread has it; see `task` for `pending`."""
        if running_loop() is not None and context:
            coroutine.close()
            self.abandon(pending)
            error = RuntimeError(
                "a coroutine cannot be awaited within a call that blocks the event loop of its thread: "
                "make the callback a coroutine function"
            )
            self.reply(request, RAISE, self.describe(error))
        elif get_ident() == self.calls.main_ident:
            self.loop.spawn(request, coroutine, pending)
        else:
            alone(coroutine)

    def abandon(self, pending):
        """Account for a payload that is not going to be evaluated."""
        if pending:
            payload, expression = pending
            self.evaluator.skip(payload)
            self.objects.end(expression)

    async def task(self, flags, request, pending):
        """Evaluate and answer an eval within a running loop.

        It takes its payload, and the expression for `Objects.end`, out of `pending` when it begins.
        """
        payload, expression = pending
        pending.clear()
        inside = self.enter(request)
        try:
            try:
                result = self.part(self.gate_of(), request, payload)
            finally:
                self.objects.end(expression)
                del payload
            reply = REPLY, await self.awaited(flags, result)
            del result
        except BaseException as error:
            reply = RAISE, self.describe(error)
        inside.over = True
        self.reply(request, *reply)

    async def finish(self, flags, request, result):
        """Await what a request gave, and answer it."""
        inside = self.enter(request)
        try:
            reply = REPLY, await self.awaited(flags, result)
        except BaseException as error:
            reply = RAISE, self.describe(error)
        del result
        inside.over = True
        self.reply(request, *reply)

    def enter(self, request):
        """The task that runs is evaluating `request` from here on."""
        on_main = get_ident() == self.calls.main_ident
        inside = Inside(request, None if on_main else len(self.gate_of().stack))
        INSIDE.set(inside)
        return inside

    async def awaited(self, flags, result):
        """The buffers of what `result` gives when it is awaited, if it is to be."""
        if not flags & AWAIT and not is_pending(result, flags):
            pass
        elif flags & WANT == SHAPED:
            shape, result = pair(result)
            if is_awaitable(result):
                result = await result
            result = shape, result
        elif is_awaitable(result):
            result = await result
        if flags & ITERATE:
            result = iterator(result)
        return self.encode[flags & WANT](result)

    async def perform_async(self, frame, expression, opened):
        """Answer a request within the call of a callback that the task of this coroutine made."""
        kind, flags, request, _, payload = frame
        del frame
        thread = get_ident()
        gate = self.gate_of(thread)
        if gate is not self.gate:
            self.gates[thread] = gate
        before = INSIDE.get(None)
        inside = Inside(request, len(gate.stack))
        cancelled = None
        task = current_task()
        self.loop.nested[request] = task
        INSIDE.set(inside)
        try:
            try:
                result = self.part(gate, request, payload)
            finally:
                self.objects.end(expression)
            gate.open = opened
            if kind != EVAL:
                iterator, count, shape = result
                if is_asynchronous(iterator):
                    reply = await self.pull_async(request, iterator, count, shape)
                else:
                    reply = self.pull_items(gate, request, iterator, count, shape)
            else:
                reply = REPLY, await self.awaited(flags, result)
            gate.open = False
        except BaseException as error:
            gate.open = False
            if type(error).__name__ == "CancelledError" and request not in self.loop.stopped:
                cancelled = error
            reply = RAISE, self.describe(error)
        finally:
            del self.loop.nested[request]
            self.loop.stopped.discard(request)
            inside.over = True
            INSIDE.set(before)
            if gate is not self.gate and not gate.stack:
                self.gates.pop(thread, None)
        if reply is not None:
            self.reply(request, *reply)
        if cancelled is not None:
            raise cancelled  # it was meant for the task, not only for this

    # Streams

    def pull(self, gate, request, context, payload):
        """Send items; what is left to answer, or None if all is told or a task goes on."""
        gate.stack.append(request)
        try:
            iterator, count, shape = self.part(gate, request, payload)
            if is_asynchronous(iterator):
                self.reply(request, DEFERRED, [b""])
                self.run_task(request, context, self.pull_task(request, iterator, count, shape))
                return None
            return self.pull_items(gate, request, iterator, count, shape)
        except BaseException as error:
            gate.open = False
            return RAISE, self.describe(error)
        finally:
            gate.stack.pop()
            if gate.pending:
                gate.pending.discard(request)

    def pull_items(self, gate, request, iterator, count, shape):
        """As `pull`, once the expression is evaluated."""
        batch = Batch(self.send_items, self.encoder, request, count, shape)
        try:
            if count > 1:
                self.ticker.watch(batch)
            add = batch.add
            enough = False
            while not enough:
                gate.open = True
                item = next(iterator)
                gate.open = False
                enough = add(item)
                del item
            batch.flush(MORE)
            return None
        except StopIteration:
            gate.open = False
            batch.flush(OVER)
            return None
        except BaseException as error:
            gate.open = False
            batch.flush()
            return RAISE, self.describe(error)
        finally:
            gate.open = False
            self.ticker.leave(batch)

    async def pull_task(self, request, iterator, count, shape):
        inside = self.enter(request)
        try:
            reply = await self.pull_async(request, iterator, count, shape)
        except BaseException as error:
            reply = RAISE, self.describe(error)
        inside.over = True
        if reply is not None:
            self.reply(request, *reply)

    async def pull_async(self, request, iterator, count, shape):
        """As `pull_items`, for an async iterator."""
        batch = Batch(self.send_items, self.encoder, request, count, shape)
        try:
            if count > 1:
                self.ticker.watch(batch)
            step = type(iterator).__anext__
            enough = False
            while not enough:
                item = await step(iterator)
                enough = batch.add(item)
                del item
            batch.flush(MORE)
            return None
        except StopAsyncIteration:
            batch.flush(OVER)
            return None
        except BaseException as error:
            batch.flush()
            return RAISE, self.describe(error)
        finally:
            self.ticker.leave(batch)

    def send_items(self, kind, request, parts, flags):
        try:
            self.channel.send(kind, request, parts, flags)
        except OSError:
            self.end_child()
            self.reading.end()  # the host is gone

    # Answering

    def reply(self, request, kind, parts):
        """Send an answer from anywhere but the main thread's outermost loop."""
        try:
            self.channel.send(kind, request, parts)
        except OSError:
            self.end_child()
            self.reading.end()  # the host is gone

    def refuse(self, frame, expression=None):
        """Answer a request within a call that nobody waits for any more."""
        if expression is not None:
            self.objects.end(expression)
        self.evaluator.skip(frame[4])
        self.reply(frame[2], RAISE, self.describe(Cancelled("the call of the callback that asked for this is over")))

    def unanswered(self, request, error=None):
        """Answer a request that its task has not answered."""
        self.reply(request, RAISE, self.describe(Cancelled() if error is None else error))

    def interrupted(self, error):
        self.gate_of().open = False
        return RAISE, self.describe(error)

    def end_child(self):
        """End the process if it is a forked child that came back from user code: the connection is its parent's."""
        if os.getpid() != self.pid:
            interpreter.flush()
            os._exit(0)

    def describe(self, error):
        """The buffers of a raise frame."""
        try:
            return bounded(self.described, error)
        finally:
            failed.clear()

    def described(self, error):
        """Each attempt asks less of the exception than the one before."""
        encode = self.encoder.by_value
        if type(error) is Cancelled:
            return encode(error.description())
        try:
            described = exceptions.describe(error)
            try:
                return encode(described)
            except BaseException:
                return encode(exceptions.with_opaque_args(described))
        except BaseException:
            return encode(exceptions.with_opaque_args(exceptions.minimal(error)))


class Cancelled(BaseException):
    """Stands for `asyncio.CancelledError` where asyncio need not be there."""

    def description(self):
        name = "asyncio.exceptions.CancelledError"
        described = exceptions.minimal(self)
        described["type"] = name
        described["bases"] = [name, "builtins.BaseException"]
        described["object"] = None
        return described


def current_task():
    """The task of asyncio that runs; None under another framework."""
    return None if running_loop() is None else sys.modules["asyncio"].current_task()


def iterator(x):
    """What an eval with the flag iterate gives."""
    kind = type(x)
    if hasattr(kind, "__aiter__") and not hasattr(kind, "__iter__"):
        return kind.__aiter__(x)
    return iter(x)


def is_asynchronous(x):
    kind = type(x)
    return hasattr(kind, "__anext__") and not hasattr(kind, "__next__")


def pair(result):
    if type(result) is not tuple or len(result) != 2:
        raise ValueError("a shaped request evaluates to a pair of a shape and a result")
    return result


def is_pending(result, flags):
    """Whether the result of a request without the flag await has to be awaited: a coroutine cannot cross by value."""
    if flags & WANT != SHAPED:
        return flags & WANT != OBJECT and type(result) is CoroutineType
    return type(result) is tuple and len(result) == 2 and type(result[1]) is CoroutineType and result[0] != OBJECT


def is_awaitable(x):
    if hasattr(type(x), "__await__"):
        return True
    code = getattr(x, "gi_code", None)
    return code is not None and bool(code.co_flags & GENERATOR_COROUTINE)
