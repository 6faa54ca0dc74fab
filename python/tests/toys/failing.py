"""Exceptions that misbehave, and functions that raise in every way there is."""

import sys


def raising(what):
    def method(self, *args):
        raise what

    return method


class BadStr(Exception):
    __str__ = raising(ValueError("no str"))
    __repr__ = raising(ValueError("no repr"))


class ExitingStr(Exception):
    __str__ = raising(SystemExit(3))


class NoStr(Exception):
    def __str__(self):
        return 3


class Shout(str):
    def __str__(self):
        raise RuntimeError("nobody may ask")


class SubclassStr(Exception):
    def __str__(self):
        return Shout("shouted")


class BadAttributes(Exception):
    args = property(raising(RuntimeError("no args")))
    __cause__ = property(raising(RuntimeError("no cause")))
    __context__ = 3
    __suppress_context__ = property(raising(RuntimeError("no suppress")))
    __traceback__ = "a traceback"
    __notes__ = property(raising(RuntimeError("no notes")))
    __class__ = property(raising(RuntimeError("no class")))


class DeepStr(Exception):
    def __str__(self):
        return str(self)


class BadGetattribute(Exception):
    def __getattribute__(self, name):
        raise SystemExit(name)


def throw(error):
    raise error


def throw_kind(name, *args):
    raise globals()[name](*args)


def noted():
    error = ValueError("noted")
    error.__notes__ = ["first", 3, Shout("second"), None]
    raise error


def badly_noted():
    error = ValueError("noted")
    error.__notes__ = 7
    raise error


def chained():
    try:
        try:
            raise KeyError("root")
        except KeyError as root:
            raise ValueError("middle") from root
    except ValueError:
        raise TypeError("top")


def suppressed():
    try:
        raise KeyError("hidden")
    except KeyError:
        raise ValueError("shown") from None


def cyclic():
    one, two = ValueError("one"), ValueError("two")
    one.__cause__ = two
    two.__cause__ = one
    raise one


def endless():
    error = None
    for number in range(100):
        following = ValueError(number)
        following.__cause__ = error
        error = following
    raise error


def with_args(*args):
    raise ValueError(*args)


def with_cyclic_args():
    endless = []
    endless.append(endless)
    raise ValueError(endless, 1)


def with_deep_args():
    deep = []
    for _ in range(100_000):
        deep = [deep]
    raise ValueError(deep)


def recurse(depth):
    if depth:
        return recurse(depth - 1)
    raise ValueError("deep down")


def recurse_for_ever():
    return recurse_for_ever()


def grouped():
    raise ExceptionGroup("several", [ValueError("a"), ExceptionGroup("inner", [KeyError("b")])])


def leave(status):
    sys.exit(status)


def unknown_name():
    number = 3
    return numbr + number


def interrupted():
    raise KeyboardInterrupt("as if")


class Thing:
    colour = 1

    def __dir__(self):
        raise SystemExit("no dir")


thing = Thing()
