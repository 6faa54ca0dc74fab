"""Things to iterate over."""

MADE = []
CLOSED = []


def mixed():
    yield from ["a", "123", None, b"x", {"is_final": True}, {"data": 1}]


def raises_after(count):
    yield from range(count)
    raise KeyError("after", count)


def naturals(name):
    """Counts for ever; notes what it made, and that it was closed."""
    try:
        number = 0
        while True:
            MADE.append(name)
            yield number
            number += 1
    finally:
        CLOSED.append(name)


def made(name):
    return MADE.count(name)


def closed(name):
    return CLOSED.count(name)


async def later(count):
    import asyncio

    for number in range(count):
        await asyncio.sleep(0)
        yield number


class Countdown:
    """Iterable, but no iterator."""

    def __init__(self, start):
        self.start = start

    def __iter__(self):
        return iter(range(self.start, 0, -1))
