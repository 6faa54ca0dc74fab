"""Callers of functions that they are given."""

import asyncio
import threading

KEPT = []


def call(function, *args, **kwargs):
    return function(*args, **kwargs)


def many_ways(function):
    return [function(), function(1, 2), function(a=1), function(1, b=[2], **{"not a name": None})]


def caught(function, *args):
    """The class, the bases' names and the text of what it raises."""
    try:
        function(*args)
    except BaseException as error:
        return [type(error).__name__, [base.__name__ for base in type(error).__mro__], str(error)]
    return None


def again(function):
    """Lets an error through after a look at it."""
    try:
        return function()
    except Exception as error:
        error.seen = True
        raise


def wrapped(function):
    try:
        return function()
    except Exception as error:
        raise RuntimeError("wrapped") from error


def gives_back_itself(function):
    thing = object()
    return function(thing) is thing


def keep(function):
    KEPT.append(function)


def call_kept(*args):
    return KEPT[-1](*args)


def forget():
    KEPT.clear()


def in_threads(function, count):
    """Calls it from that many threads, which all wait for one another before they end."""
    results = {}

    def work(number):
        results[number] = function(number)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [results[number] for number in range(count)]


class Later:
    """Calls a function from a thread, once it is told to."""

    def __init__(self, function):
        self.go = threading.Event()
        self.thread = threading.Thread(target=self.work, args=(function,), daemon=True)
        self.result = None
        self.thread.start()

    def work(self, function):
        self.go.wait()
        self.result = function(7)

    def release(self):
        self.go.set()

    def outcome(self):
        self.thread.join()
        return self.result


def gather(function, count):
    async def all_of_them():
        return await asyncio.gather(*(function(number) for number in range(count)))

    return all_of_them()


def collect(function, *args):
    async def all_of_them():
        return [item async for item in function(*args)]

    return all_of_them()
