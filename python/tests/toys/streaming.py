"""Iterators of all kinds."""

import asyncio
import os

closed = []


def counting():
    number = 0
    try:
        while True:
            yield number
            number += 1
    finally:
        closed.append(number + 1)


def noting(taken):
    for number in counting():
        taken.append(number)
        yield number


def failing(count):
    yield from range(count)
    raise ValueError(f"after {count}")


class failing_later:
    """An iterator that is no generator."""

    def __init__(self, count):
        self.left = self.count = count

    def __iter__(self):
        return self

    def __next__(self):
        if not self.left:
            raise ValueError(f"after {self.count}")
        self.left -= 1
        return self.count - self.left - 1


def changing(count):
    so_far = []
    for number in range(count):
        so_far.append(number)
        yield so_far


def changing_dicts(count):
    row = {}
    for number in range(count):
        row["n"] = number
        yield row


def large(count, size):
    for _ in range(count):
        yield "x" * size


def blocking(count, fd):
    yield from range(count)
    os.read(fd, 1)
    yield count


async def blocking_later(count, fd):
    for number in range(count):
        yield number
    await asyncio.get_running_loop().run_in_executor(None, os.read, fd, 1)
    yield count


async def letters(text):
    for letter in text:
        await asyncio.sleep(0)
        yield letter


async def failing_async(count):
    for number in range(count):
        yield number
    raise ValueError(f"after {count}")


turns = {}


async def ping(name):
    """Goes on when the other one does."""
    other = "b" if name == "a" else "a"
    for number in range(3):
        turns.setdefault(name, []).append(number)
        while len(turns.get(other, ())) <= number:
            await asyncio.sleep(0)
        yield number
