"""Python without annotations, beside stubs with them."""

import functools

from ._impl import Inherited, Thing, make, star_one

SIZE = 3
default_thing = Thing("x")
_secret = None


def opaque(function):
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs)

    wrapper.__name__ = function.__name__
    wrapper.__module__ = function.__module__
    wrapper.__qualname__ = function.__qualname__
    return wrapper


def typed(a, b=1, *, c=None):
    """Only the stub has types."""


def half(a: int, b=2) -> str:
    """Has some annotations, and others in the stub."""


def contradicted(a, b=1):
    """The stub knows a parameter that is not there, and lacks one that is."""


@opaque
def hidden(path, mode="r", *, strict=False):
    pass


@opaque
def old_style(x, y):
    pass


@opaque
def guarded(a):
    pass


def read(path, binary=False):
    """Text or bytes."""


def convert(value, base=10):
    """Overloads that agree about places."""


@opaque
def disagreeing(*args, **kwargs):
    pass


@opaque
def span(start, stop=None, step=None):
    pass


def expanded(x, y, z):
    pass


def modern(x):
    pass


later = opaque(lambda *args: None)
callback = opaque(lambda *args: None)


class Caller:
    def __call__(self, *args, **kwargs):
        pass


caller = Caller()


async def fetch(url):
    pass


@opaque
def hidden_fetch(url):
    pass
