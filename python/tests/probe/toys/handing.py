"""Functions of any arguments, and what is known of them all the same."""

import threading


def target(a: int, b=2, *, c: str = "x") -> bool:
    """What others hand their arguments on to."""


def second(d=1):
    """Another one."""


def strict(function):
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs)

    return wrapper


def locked(function):
    lock = threading.Lock()

    def wrapper(*args, **kwargs):
        with lock:
            result = function(*args, **kwargs)
        return result

    return wrapper


def first(function):
    return lambda *args, **kwargs: function(1, *args, **kwargs)


def choosy(function):
    def wrapper(*args, **kwargs):
        if not args:
            return None
        return function(*args, **kwargs)

    return wrapper


def lenient(function):
    def wrapper(*args, **kwargs):
        try:
            return function(*args, **kwargs)
        except TypeError:
            return None

    return wrapper


def two(function, other):
    def wrapper(*args, **kwargs):
        function(*args, **kwargs)
        return other(*args, **kwargs)

    return wrapper


handed = strict(target)
twice = locked(strict(target))
filled = first(target)
chosen = choosy(target)
caught = lenient(target)
both = two(target, second)


@strict
async def coroutine(a: int) -> str:
    """A wrapper that gives what it was given."""


def named(*args, **kwargs):
    return target(*args, b=3, **kwargs)


def reads(*args, **kwargs):
    colour = kwargs.pop("colour", "red")
    size = kwargs.get("size")
    kwargs.setdefault("weight", 3)
    kwargs["fixed"] = True
    return colour, size, kwargs["must"], kwargs["fixed"], "unknown" in kwargs


def open_ended(*args, **kwargs):
    return args, kwargs


def sections(*args, **kwargs):
    """Does much.

    Parameters
    ----------
    x, y : array_like
        Where.
    *args
        More.
    loc : float, optional
        A place

        scale : not an item
    kwargs : dict
        The rest.

    Returns
    -------
    nothing : None
    """


def google(*args, **kwargs):
    """Does much.

    Args:
        path (str): where it is
        mode (str, optional): how; see
            below: nothing
        **kwargs: the rest

    Raises:
        error: always
    """


def fields(*args, **kwargs):
    """Does much.

    :param int count: how often
    :keyword verbose: whether to talk
    :returns: nothing
    """


class Session:
    """Something that functions are short for."""

    def client(self, name: str, region=None):
        """Makes one."""

    @classmethod
    def default(cls) -> "Session":
        """Gives one."""


def client(*args, **kwargs):
    """Makes a client with the default session.

    See :py:meth:`handing.Session.client`.
    """
    return _sessions[0].client(*args, **kwargs)


def inferred(*args, **kwargs):
    session = Session.default()
    return session.client(*args, **kwargs)


_sessions = [Session()]


class Base:
    def __init__(self, left, right=None):
        """Makes one."""

    def turn(self, angle, *, slowly=False):
        """Turns."""

    def spin(self, *args, **kwargs):
        return self.turn(*args, **kwargs)

    @classmethod
    def made(cls, *args, **kwargs):
        return cls(*args, **kwargs)

    @strict
    def wrapped(self, x, y=0):
        """A method behind a wrapper that knows no receiver."""


class Derived(Base):
    def __init__(self, *args, **kwargs):
        self.extra = kwargs.pop("extra", None)
        super().__init__(*args, **kwargs)

    def turn(self, *args, **kwargs):
        return Base.turn(self, *args, **kwargs)


class Plain(Base):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)


class Caller:
    """Its instances can be called."""

    def __call__(self, *args, **kwargs):
        return target(*args, **kwargs)


instance = Caller()


def loops(*args, **kwargs):
    return loops(*args, **kwargs)
