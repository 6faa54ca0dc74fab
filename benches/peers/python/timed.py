"""The conversation of a program that measures itself with the bench that started it."""

import sys
import time

__all__ = ["serve", "timed"]


def serve(exercises):
    """For each line `name count` answer with the nanoseconds that `exercises[name](count)` says it took."""
    for line in sys.stdin:
        name, count = line.split()
        print(exercises[name](int(count)), flush=True)


def timed(work):
    """An exercise that does `work` as often as it is told to."""

    def exercise(count):
        start = time.perf_counter_ns()
        for _ in range(count):
            work()
        return time.perf_counter_ns() - start

    return exercise
