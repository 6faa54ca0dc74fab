"""The thread of a session."""

import os
from collections import deque

from _thread import allocate_lock, get_ident, start_new_thread

from ..answers import Cancelled
from ..loops import end
from .host import host

__all__ = ["SessionThread"]


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
        end(loop)

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
