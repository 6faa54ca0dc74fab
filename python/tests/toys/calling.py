"""Code that calls what it is given, in all the ways that libraries do."""

import asyncio
import threading


def apply(function, *args, **kwargs):
    return function(*args, **kwargs)


def repeat(function, times):
    return [function(number) for number in range(times)]


def in_thread(function, *args):
    """Call `function` on a thread of its own, for which the main thread waits."""
    got = []

    def run():
        try:
            got.append(function(*args))
        except BaseException as error:
            got.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if isinstance(got[0], BaseException):
        raise got[0]
    return got[0]


def in_threads(function, count):
    got = [None] * count

    def run(number):
        got[number] = function(number)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return got


class Later:
    """Calls `function` on a thread when it is told to."""

    def __init__(self, function):
        self.function = function
        self.go = threading.Event()
        self.got = []
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()

    def run(self):
        self.go.wait()
        self.got.append(self.function())

    def start(self):
        self.go.set()

    def result(self):
        self.thread.join()
        return self.got[0]


class Holder:
    """A class whose method a callback may be."""

    method = None
    name = "holder"


def catch(function, *args):
    try:
        return function(*args)
    except BaseException as error:
        return type(error).__name__, str(error)


async def gather(function, count):
    return await asyncio.gather(*[function(number) for number in range(count)])


def run_gather(function, count):
    return asyncio.run(gather(function, count))


async def collect(generator):
    return [item async for item in generator]


class Finalized:
    """Calls `function` when it is dropped, and notes what comes of it."""

    noted = []

    def __init__(self, function):
        self.function = function

    def __del__(self):
        self.noted.append(catch(self.function))
