"""What plain Python takes for the same, within one process."""

import asyncio
import pickle
import time

from exercises import Meeting, small_ints
from timed import serve, timed

FLOATS = [index * 0.5 for index in range(1_000_000)]


def pickled():
    """What a list costs that is sent as a pickle: one side writes it, the other reads it."""
    assert len(pickle.loads(pickle.dumps(FLOATS, 5))) == len(FLOATS)


def iterated(count):
    """A loop over a generator."""
    total = 0
    start = time.perf_counter_ns()
    for item in small_ints(count):
        total += item
    return time.perf_counter_ns() - start


async def met(count):
    """So many coroutines that all wait for the last."""
    meeting = Meeting(count)
    start = time.perf_counter_ns()
    await asyncio.gather(*(meeting.arrive() for _ in range(count)))
    return time.perf_counter_ns() - start


if __name__ == "__main__":
    serve({"pickle": timed(pickled), "iterate": iterated, "meet": lambda count: asyncio.run(met(count))})
