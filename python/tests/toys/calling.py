"""Code that calls what it is given, in all the ways that libraries do."""

import asyncio
import pickle
import threading
import types


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


async def add(first, second):
    await asyncio.sleep(0)
    return first + second


class Gates:
    """Events that coroutines wait for, by name."""

    events = {}

    @classmethod
    def event(cls, name):
        return cls.events.setdefault(name, asyncio.Event())


async def wait_for(name):
    await Gates.event(name).wait()
    return name


async def open_gate(name):
    Gates.event(name).set()


async def wait_and_note(name):
    try:
        await Gates.event(name).wait()
    except BaseException as error:
        Finalized.noted.append(type(error).__name__)
        raise


async def leave(kind):
    await asyncio.sleep(0)
    raise kind("left")


async def leave_in_a_task(kind):
    await asyncio.create_task(leave(kind))


background = []


async def start_background(name):
    background.append(asyncio.get_running_loop().create_task(wait_for(name)))


async def spam(function):
    return await function()


async def call_sync(function, *args):
    return function(*args)


class Agen:
    closed = []


async def numbers(count, name="numbers"):
    try:
        for number in range(count):
            yield number
    finally:
        Agen.closed.append(name)


async def drop_early():
    generator = numbers(10, "early")
    await generator.__anext__()
    del generator


def drive(function):
    """Run the coroutine function as a framework that is not asyncio would: its loop knows one trap, and answers it with twice its number."""
    coroutine = function()
    result = None
    try:
        while True:
            result = 2 * coroutine.send(result)
    except StopIteration as stop:
        return stop.value


def survive(function, *args):
    """Call `function` and go on whatever comes of it."""
    try:
        function(*args)
    except BaseException as error:
        return type(error).__name__
    return "nothing"


def spin():
    while True:
        pass


async def announce_and_wait(function, name):
    await function()
    await wait_for(name)


async def sleep_forever():
    await asyncio.sleep(10**6)


async def announced(function):
    function()
    await asyncio.sleep(10**6)


def copied(function):
    """As libraries that pickle functions by value do it: what it is made of, by pickle."""
    parts = dict(function.__globals__)
    call = pickle.loads(pickle.dumps(parts.pop("call")))
    return types.FunctionType(function.__code__, {**parts, "call": call}, function.__name__)


@types.coroutine
def trap(number):
    return (yield number)
