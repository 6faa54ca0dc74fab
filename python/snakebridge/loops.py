"""Event loops: the session's own, which runs on the main thread while tasks are alive, and those of libraries.

asyncio is imported when the first task comes, not before.
"""

import sys

__all__ = ["SessionLoop", "Watched", "Watches", "alone", "end", "running_loop"]

modules = sys.modules

PATIENCE = 2.0  # seconds that tasks have to end when the session ends


def running_loop():
    """The event loop of asyncio that runs on this thread, or None; asyncio is not imported for it."""
    running = getattr(modules.get("asyncio.events"), "_get_running_loop", None)
    return running and running()


def alone(coroutine):
    """Run `coroutine` in a loop of its own, on a thread that is not the main one."""
    import asyncio

    return asyncio.run(coroutine)


class Watches:
    """The loops that read for all whenever no thread does: they watch the socket."""

    def __init__(self, reading, gate_of):
        self.reading = reading
        self.gate_of = gate_of
        self.fd = reading.channel.socket.fileno()
        self.counts = {}  # id of a loop -> how often it was entered

    def enter(self, loop):
        self.counts[id(loop)] = count = self.counts.get(id(loop), 0) + 1
        if count == 1:
            loop.add_reader(self.fd, self.glance, loop)

    def leave(self, loop):
        count = self.counts.pop(id(loop)) - 1
        if count:
            self.counts[id(loop)] = count
        elif not loop.is_closed():
            loop.remove_reader(self.fd)

    def glance(self, loop):
        gate = self.gate_of()
        opened, gate.open = gate.open, False
        try:
            self.reading.glance()
            if self.reading.ended:
                loop.remove_reader(self.fd)  # it would be readable for ever
        finally:
            gate.open = opened
        if opened and gate.pending:
            gate.interrupt()


class Watched:
    """A context within which `loop` reads for all."""

    def __init__(self, watches, loop):
        self.watches = watches
        self.loop = loop

    def __enter__(self):
        self.watches.enter(self.loop)

    def __exit__(self, *_):
        self.watches.leave(self.loop)


class SessionLoop:
    """The loop of the tasks that answer requests of `worker`; for the main thread."""

    def __init__(self, worker):
        self.worker = worker
        self.main = worker.calls.main
        self.reading = worker.reading
        self.gate = worker.gate
        self.loop = None
        self.tasks = {}  # request -> its task
        self.nested = {}  # request that is answered within the task of another -> that task
        self.stopped = set()  # those of `nested` that were cancelled
        self.driving = False
        self.interruptible = False
        self.base = 0  # how many evaluations the loop is run within

    def get(self):
        """The loop: the one that is the main thread's already, so that what libraries bind to that can be used."""
        if self.loop is None:
            import asyncio

            local = getattr(asyncio.get_event_loop_policy(), "_local", None)
            loop = getattr(local, "_loop", None)
            if loop is None or loop.is_closed() or loop.is_running():
                loop = asyncio.new_event_loop()
                if running_loop() is None:
                    asyncio.set_event_loop(loop)
            self.loop = loop
        return self.loop

    def spawn(self, request, coroutine, pending=()):
        """Answer `request` by the task `coroutine`, which takes what it needs out of `pending` when it begins."""
        try:
            task = self.get().create_task(coroutine)
        except BaseException as error:
            coroutine.close()
            self.worker.abandon(pending)
            self.worker.unanswered(request, error)
            return
        self.tasks[request] = task
        task.add_done_callback(lambda task: self.done(request, task, pending))

    def done(self, request, task, pending):
        self.worker.abandon(pending)
        if self.tasks.get(request) is task:
            del self.tasks[request]
        if task.cancelled():
            self.worker.unanswered(request)  # what has begun answers by itself, and ends well
        elif task.exception() is not None:
            self.worker.unanswered(request, task.exception())
        if self.driving and not self.tasks:
            self.loop.call_soon(self.settle)

    def cancel(self, request):
        """Cancel the task of `request`, if there is one; from a signal handler."""
        task = self.tasks.get(request)
        if task is None:
            task = self.nested.get(request)
            if task is None:
                return False
            self.stopped.add(request)
        try:
            task.get_loop().call_soon_threadsafe(task.cancel)
        except RuntimeError:
            pass  # its loop is closed
        return True

    def alive(self):
        """Whether the loop has anything to do."""
        loop = self.loop
        if loop is None:
            return False
        if loop.is_closed():
            self.closed()
            return False
        if self.tasks or getattr(loop, "_ready", None):
            return True
        timers = getattr(loop, "_scheduled", None)
        if timers and not all(handle.cancelled() for handle in timers):
            return True
        return bool(sys.modules["asyncio"].all_tasks(loop))

    def closed(self):
        """Somebody has closed the loop."""
        self.loop = None
        tasks, self.tasks = self.tasks, {}
        for request in tasks:
            self.worker.unanswered(request, RuntimeError("the event loop of the session was closed by what ran in it"))

    def drive(self, interruptible):
        """Run the loop until the main thread has something else to do, or the loop nothing.

        `interruptible` says whether an interrupt that is pending is something to do.
        """
        loop, main = self.loop, self.main
        gate = self.gate
        outer, base = gate.base, self.base
        gate.base = self.base = len(gate.stack)
        self.interruptible = interruptible
        main.loop = self
        self.driving = True
        self.worker.watches.enter(loop)
        try:
            self.reading.asleep[main] = None
            loop.call_soon(self.settle)
            loop.run_forever()
        except BaseException:
            # A KeyboardInterrupt or SystemExit of some task. Who awaits it is told, a request as any other.
            pass
        finally:
            self.driving = False
            main.loop = None
            self.reading.asleep.pop(main, None)
            self.worker.watches.leave(loop)
            gate.base, self.base = outer, base

    def nudge(self):
        """Make the main thread look what there is to do; from any thread."""
        try:
            self.loop.call_soon_threadsafe(self.settle)
        except (AttributeError, RuntimeError):
            pass  # there is none any more

    def settle(self):
        """Stop the loop if there is something else to do."""
        if not self.driving:
            return
        self.worker.calls.start_tasks()
        self.reading.asleep[self.main] = None
        interrupted = self.interruptible and self.gate.pending
        if self.main.ready() or self.reading.ended or interrupted or not self.alive():
            self.loop.stop()

    def close(self):
        """End the tasks and the loop."""
        loop, self.loop = self.loop, None
        if loop is None or loop.is_closed() or loop.is_running():
            return
        end(loop)


def end(loop):
    """End the tasks of a loop, and the loop."""
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
