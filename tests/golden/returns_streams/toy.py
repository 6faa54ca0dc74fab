import contextlib


def count(to):
    yield from range(to)


def words():
    yield "a"
    raise KeyError("after one")


@contextlib.contextmanager
def manager():
    yield 1


def unknown():
    yield object()


def lines():
    yield b"line"
