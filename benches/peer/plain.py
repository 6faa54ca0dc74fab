"""What plain Python takes for the same, within one process."""

import pickle
import time

from timed import serve, timed

FLOATS = [index * 0.5 for index in range(1_000_000)]


def pickled():
    """What a list costs that is sent as a pickle: one side writes it, the other reads it."""
    assert len(pickle.loads(pickle.dumps(FLOATS, 5))) == len(FLOATS)


def small_ints(count):
    for index in range(count):
        yield index % 100


def iterated(count):
    """A loop over a generator."""
    total = 0
    start = time.perf_counter_ns()
    for item in small_ints(count):
        total += item
    return time.perf_counter_ns() - start


if __name__ == "__main__":
    serve({"pickle": timed(pickled), "iterate": iterated})
