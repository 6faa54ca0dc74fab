"""What a soak calls."""

import asyncio
import threading


class Node:
    """Something with a way to others of its kind."""

    def __init__(self, value):
        self.value = value

    @property
    def next(self):
        return Node(self.value + 1)

    def plus(self, amount):
        return Node(self.value + amount)


class Closing:
    """An endless generator's number of closings."""

    closed = 0


def fail(number):
    try:
        return {}[number]
    except KeyError as error:
        raise ValueError(f"there is no {number}") from error


def endless(start):
    try:
        while True:
            yield start
            start += 1
    finally:
        Closing.closed += 1


def call_in_thread(function, number):
    results = []
    thread = threading.Thread(target=lambda: results.append(function(number)))
    thread.start()
    thread.join()
    return results[0]


async def later(number):
    await asyncio.sleep(0)
    return number
