"""Coroutines, generators and what wraps them."""

import contextlib
import functools


async def coroutine(a: int) -> str:
    return str(a)


async def async_generator(n):
    yield n


def generator(n):
    yield n


@functools.lru_cache()
def cached(n):
    yield n


def through(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs)

    return wrapper


@through
async def wrapped(a):
    pass


partial = functools.partial(coroutine, 1)


@contextlib.contextmanager
def context(n):
    yield n


@contextlib.asynccontextmanager
async def async_context(n):
    yield n


def plain(n):
    pass


class Calls:
    async def __call__(self, x):
        pass

    async def method(self, x):
        pass

    @classmethod
    def generate(cls, x):
        yield x

    @staticmethod
    async def static(x):
        pass

    half = functools.partialmethod(method, 1)


calls = Calls()
