"""What the bench lets Python do: in the worker, and in plain Python as the baseline."""

import asyncio

__all__ = ["Meeting", "small_ints"]


def small_ints(count):
    for index in range(count):
        yield index % 100


class Meeting:
    """Where everyone waits for the last one: it is over only if all are there at once."""

    def __init__(self, count):
        self.missing = count
        self.complete = None

    async def arrive(self):
        # The loop that it belongs to runs only now (Python 3.9).
        self.complete = self.complete or asyncio.Event()
        self.missing -= 1
        if not self.missing:
            self.complete.set()
        await self.complete.wait()
