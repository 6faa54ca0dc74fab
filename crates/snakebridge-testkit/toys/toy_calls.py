"""Callables of all kinds."""

NOTHING = None
ANSWER = 42


def positional_only(a, b=1, /):
    return [a, b]


def keyword_only(a, *, key, other=None):
    return [a, key, other]


def everything(a, /, b, c=3, *args, d, e=5, **kwargs):
    return [a, b, c, list(args), d, e, kwargs]


def keywords(**kwargs):
    return kwargs


def count(*args, **kwargs):
    return [len(args), len(kwargs)]


async def later():
    return 1


class Counter:
    """Counts."""

    start = 10
    alive = 0

    def __init__(self, value=0):
        self.value = value
        Counter.alive += 1

    def __del__(self):
        Counter.alive -= 1

    def add(self, amount=1):
        self.value += amount
        return self

    @property
    def double(self):
        return self.value * 2

    @classmethod
    def from_text(cls, text):
        return cls(int(text))

    @staticmethod
    def zero():
        return 0

    def __getitem__(self, key):
        return [self.value, key]

    def __call__(self, *args):
        return [self.value, *args]


def with_defaults(a, data=b"default", items=(), *, when=ANSWER):
    return [a, data, list(items), when]


def set_default(when):
    """Changes a default at run time, as a constant of a program never does."""
    with_defaults.__kwdefaults__["when"] = when
