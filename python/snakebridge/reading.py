"""The reading role: of the threads that wait for the host, one reads for all.

Whoever has to wait and finds the role free takes it, receives frames, and has each laid where it belongs, until its own
wait is over; then it wakes one that sleeps, which takes the role. Between frames nobody has to hold the role: an event
loop that watches the socket takes it for as long as there is something to receive.
"""

from collections import deque

from _thread import allocate_lock, get_ident

from .wire import AT_HAND, READY, WAIT, ProtocolError

__all__ = ["Ended", "Reading", "Sleeper"]


class Ended(Exception):
    """The connection has ended: what was waited for will not come."""


class Sleeper:
    """A thread that waits: an event which may be set too often, and never too seldom."""

    def __init__(self):
        self.event = allocate_lock()  # set when it is not locked

    def ready(self):
        """Whether what is waited for has come."""
        raise NotImplementedError

    def clear(self):
        self.event.acquire(False)

    def set(self):
        try:
            self.event.release()
        except RuntimeError:
            pass  # it is set

    def sleep(self):
        self.event.acquire()


class Reading:
    """The role for `channel`; `route(frame)` lays a frame where it belongs and calls `wake`.

    `fail(error)` is called when the other side broke the contract.

    While the role is free, no whole frame is left in the channel's buffer: what comes makes the socket readable.
    """

    def __init__(self, channel, route, fail):
        self.channel = channel
        self.route = route
        self.fail = fail
        self.role = deque((None,))  # its one item is the role; taking it and laying it back are one step of C each
        self.reader = None  # the thread that has the role
        self.asleep = {}  # those that sleep, or are about to; who takes one out sets it
        self.ended = False
        self.at_end = []  # called when the connection has ended

    def wait(self, sleeper, listen=None):
        """Return when `sleeper.ready()`; raise `Ended` if it never will be.

        `listen(wait)` is called in place of what waits; what it raises comes out of here, and nothing is lost.
        """
        try:
            while not sleeper.ready():
                if self.ended:
                    raise Ended
                if self.take():
                    self.read(sleeper, listen)
                else:
                    self.sleep(sleeper, listen)
        finally:
            # It may have been woken to take the role, and have no use for it.
            if self.asleep and self.role:
                self.pass_on()

    def take(self):
        """Take the role, if it is free."""
        try:
            self.role.pop()
        except IndexError:
            return False
        return True

    def read(self, sleeper, listen):
        """Read for all until `sleeper` is ready; the role has been acquired."""
        channel = self.channel
        self.reader = get_ident()
        try:
            while not sleeper.ready() and not self.ended:
                if channel.more:
                    channel.reach = AT_HAND
                    if self.step():
                        continue
                if listen is None:
                    channel.reach = WAIT
                else:
                    listen(channel.wait)
                    channel.reach = READY
                self.step()
            self.finish()
        finally:
            self.leave()

    def glance(self):
        """Route what has come, unless somebody reads already; never wait."""
        if not self.take():
            return
        self.reader = get_ident()
        try:
            self.channel.reach = READY
            if self.step():
                self.finish()
        finally:
            self.leave()

    def finish(self):
        """Route what was received together with the last frame."""
        channel = self.channel
        channel.reach = AT_HAND
        while channel.more and self.step():
            pass

    def leave(self):
        self.reader = None
        self.role.append(None)
        if self.asleep:
            self.pass_on()

    def step(self):
        """Route one frame; whether there was one."""
        try:
            frame = self.channel.receive()
            if frame is None:
                return False
            self.route(frame)
            return True
        except StopIteration:
            self.end()
        except ProtocolError as error:
            self.end()
            self.fail(error)
        return False

    def sleep(self, sleeper, listen):
        sleeper.clear()
        self.asleep[sleeper] = None
        try:
            # Who frees the role, or lays a frame down, looks for sleepers afterwards: one of the two sees the other.
            if sleeper.ready() or self.ended or self.role:
                return
            if listen is None:
                sleeper.sleep()
            else:
                listen(sleeper.sleep)
        finally:
            self.asleep.pop(sleeper, None)

    def wake(self, sleeper):
        """Something was laid down for `sleeper`."""
        if self.asleep.pop(sleeper, self) is None:
            sleeper.set()

    def pass_on(self):
        """The role is free: let one that sleeps take it."""
        try:
            sleeper, _ = self.asleep.popitem()
        except KeyError:
            return
        sleeper.set()

    def end(self):
        """Let all that wait know that nothing more will come."""
        self.ended = True
        while self.asleep:
            self.pass_on()
        for tell in list(self.at_end):
            tell()
