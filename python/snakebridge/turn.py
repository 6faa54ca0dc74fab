"""Taking turns, where nearly always nobody else wants one."""

from collections import deque

from _thread import allocate_lock

__all__ = ["Turn"]


class Turn:
    """A lock that costs two steps of C where nobody else wants it: `take` raises IndexError if it is not free.

    Who leaves it wakes one of those that `wait`.
    """

    def __init__(self):
        free = deque((None,))
        self.take = free.pop
        self.leave = free.append  # of None
        self.waiting = deque()  # of locks, which are locked

    def wait(self):
        """Take it as soon as it is free."""
        lock = allocate_lock()
        while True:
            lock.acquire(False)
            self.waiting.append(lock)
            try:
                # Who left before this may have looked for nobody; who leaves from now on finds the lock.
                self.take()
            except IndexError:
                try:
                    lock.acquire()
                    continue
                except BaseException:
                    if not self.forget(lock):
                        self.wake()  # it was woken, and has no use for it
                    raise
            self.forget(lock)
            return

    def forget(self, lock):
        try:
            self.waiting.remove(lock)
        except ValueError:
            return False
        return True

    def wake(self):
        try:
            self.waiting.popleft().release()
        except IndexError:
            pass  # it has got what it waits for
