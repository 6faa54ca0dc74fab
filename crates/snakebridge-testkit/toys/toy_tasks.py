"""Work that takes its time."""

import asyncio

MET = []
CANCELLED = []
WAITING = []


async def meet(count):
    """Comes back when that many calls are under way at once."""
    MET.append(None)
    while len(MET) < count:
        await asyncio.sleep(0.001)
    return len(MET)


async def wait_for_ever(name):
    WAITING.append(name)
    try:
        await asyncio.Event().wait()
    except asyncio.CancelledError:
        CANCELLED.append(name)
        raise


def is_waiting(name):
    return name in WAITING


def was_cancelled(name):
    return name in CANCELLED


def in_running_loop():
    return asyncio.get_running_loop().is_running()


def future_of(value):
    future = asyncio.get_running_loop().create_future()
    future.set_result(value)
    return future


def spin():
    while True:
        pass


def call_and_spin(function):
    function()
    spin()
