"""What one session asks for."""

import sys
from types import CoroutineType

from _pickle import dumps
from _struct import Struct, iter_unpack
from _thread import get_ident

from ..answers import SHAPED, Answers, is_asynchronous, is_pending, iterator
from ..calls import AWAIT, OBJECT
from ..counted import Counted
from ..decode import Evaluator
from ..encode import Encoder
from ..interrupts import Gate
from ..loops import alone, running_loop
from ..pulls import END, OVER, PLAIN, START, bare
from ..resolve import resolve
from ..wire import ITEMS, RAISE, REPLY
from .calls import Calls
from .host import host, joined, listen
from .objects import Objects
from .pulling import ENDED, PULL, Source, Taken
from .thread import SessionThread

__all__ = ["Session", "framed", "framed_with_keywords"]

PAIR = Struct("<QQ").pack

# Interrupts are kept out by the host itself, which knows what its threads are at.
GATE = Gate()


class Session:
    """The objects of one session of the host, and what it asks for.

    A request has a number, its token. An answer is `(kind, flags, payload)` as in `docs/wire.md`, or None if a task will deliver it.
    """

    describe = Answers.describe
    described = Answers.described
    awaited = Answers.awaited

    def __init__(self, number, settings):
        self.number = number
        self.objects = Objects(number)
        self.encoder = Encoder(self.objects, apart=True)
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
            from ..policy import guard

            guard(self.evaluator, allow, deny)
            self.resolve = None

    # In the thread that asks

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


def framed(function, *args):
    """Call `function` with a frame of Python below it: many a function looks at the frame of its caller."""
    return function(*args)


def framed_with_keywords(function, *args, **kwargs):
    """As `framed`; some functions tell an empty dict of keywords from none."""
    return function(*args, **kwargs)
