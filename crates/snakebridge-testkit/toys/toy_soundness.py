"""What Python may do to a process that it shares with others."""

import ctypes
import gc
import threading
import weakref

local = threading.local()
witnesses = weakref.WeakSet()


class Witness:
    """Something that is seen for as long as it lives."""

    def __init__(self):
        witnesses.add(self)


def leave_witness():
    """Leave one behind that lives as long as Python's knowledge of this thread."""
    local.witness = Witness()


def living():
    gc.collect()
    return len(witnesses)


class Dying:
    """Calls a function when it is finalized."""

    def __init__(self, function):
        self.function = function

    def __del__(self):
        self.function(1)


def leave_dying(function):
    """Leave one behind that is finalized when Python forgets this thread."""
    local.dying = Dying(function)


def dying_list(function, count):
    """Some of them."""
    return [Dying(function) for _ in range(count)]


def with_another_interpreter():
    """Make an interpreter beside this one, which switches checks of CPython off."""
    for name in ("_xxsubinterpreters", "_interpreters"):
        try:
            module = __import__(name)
        except ImportError:
            continue
        return int(module.create())
    raise ImportError("there are no interpreters beside this one")


async def later(value):
    import asyncio

    await asyncio.sleep(0)
    return value


def spin(function):
    """Call `function` for ever."""
    number = 0
    while True:
        number = function(number % 1000)


def pickled_is_itself(function):
    """Whether a copy of what the function asks its host by is that very thing."""
    import pickle

    asked = function.__globals__["call"]
    return pickle.loads(pickle.dumps(asked)) is asked


def nested(depth):
    """A list in a list in a list."""
    made = []
    for _ in range(depth):
        made = [made]
    return made


def repr_of_nested(depth):
    """What becomes of functions in C that recurse: the name of what they raise."""
    made = nested(depth)
    try:
        repr(made)
        return "nothing"
    except RecursionError as error:
        return type(error).__name__
    finally:
        while made:
            made = made[0]


def recurse():
    """What becomes of functions in Python that recurse, with C in between."""

    class Deep:
        def __getattr__(self, name):
            return getattr(self, name + "x" if len(name) < 10 else name)

    try:
        return Deep().x
    except RecursionError as error:
        return type(error).__name__


def tell_and_hold(tell):
    """Say that it begins, and stay in C for ever with the interpreter lock."""
    sleep = ctypes.PyDLL(None).sleep
    tell(None)
    sleep(100000)


def call_once(function, number):
    """Call `function`."""
    return function(number)
