"""Callables and classes of every shape."""

import abc
import collections
import dataclasses
import enum
import functools
import typing
from typing import Any, Callable, ClassVar, Dict, List, Literal, Optional, Protocol, TypeVar, Union

T = TypeVar("T")
NOTHING = None
PI = 3.14
SENTINEL = object()


def kinds(a, b, /, c, d=1, *args, e, f="x", **kwargs):
    """Has every kind."""


def plain(*values):
    pass


def annotated(
    a: int,
    b: Optional[List[str]] = None,
    c: "Unknown[int]" = SENTINEL,
    d: Union[int, str, None] = 3,
    e: Literal["a-b", 1] = 1,
    f: Callable[[int, "str"], T] = len,
    g: Dict[str, Any] = {},
    h: collections.OrderedDict = None,
) -> List[T]:
    pass


class RaisingRepr:
    def __repr__(self):
        raise SystemExit("never")


def defaults(
    a=RaisingRepr(),
    b="x" * 500,
    c=frozenset({"one", "two", "three", "four"}),
    d=object,
    e={"k": {3, 1, 2}},
    f=kinds,
    g=(1,),
    h=SENTINEL,
    i="\ud800",
):
    pass


def bare(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs)

    return wrapper


def forgetful(function):
    wrapper = bare(function)
    del wrapper.__wrapped__
    return wrapper


@bare
def wrapped(a, *, b):
    pass


@forgetful
def opaque(a: int) -> str:
    """opaque, without a prototype."""


@forgetful
def documented():
    """documented(a, b=None, *, c='x') -> int

    Says it itself.
    """


@functools.singledispatch
def dispatched(value, flag=False):
    pass


@functools.lru_cache()
def cached(n):
    pass


partial = functools.partial(kinds, 1, f="y")


class Callable_:
    """Not the docstring of an instance."""

    def __call__(self, x, y=2):
        pass


instance = Callable_()


class Base:
    """A base."""

    inherited_value = 1

    def inherited(self, a):
        """Comes from the base."""

    @property
    def overridden(self):
        raise RuntimeError("a property must not run")


class Members(Base):
    """Has members of every kind."""

    constant = 5
    callable_value = instance
    none = None
    _private = 1

    class Nested:
        """Is nested."""

        def deep(self, x):
            pass

        class Deeper:
            pass

    def __init__(self, a, b=2):
        pass

    def __len__(self):
        return 0

    def __getitem__(self, key):
        pass

    def method(self, x, *, y=1) -> int:
        """Does it."""

    def no_receiver():
        pass

    def only_args(*args):
        pass

    @classmethod
    def make(cls, source) -> "Members":
        pass

    @staticmethod
    def helper(x):
        pass

    @property
    def read_only(self) -> int:
        raise RuntimeError("a property must not run")

    @property
    def writable(self) -> str:
        pass

    @writable.setter
    def writable(self, value):
        pass

    @functools.cached_property
    def lazily(self) -> List[int]:
        pass

    @functools.singledispatchmethod
    def dispatched(self, value, extra=None):
        pass

    half = functools.partialmethod(method, 1)
    overridden = property(lambda self: 1 / 0)
    decorated = forgetful(method)


class Descriptor:
    def __get__(self, instance, owner):
        raise RuntimeError("a descriptor must not run")

    def __set__(self, instance, value):
        pass


class ReadDescriptor:
    def __get__(self, instance, owner):
        raise RuntimeError("a descriptor must not run")


class Slotted:
    __slots__ = ("x", "__weakref__")
    x: int
    described = Descriptor()
    computed = ReadDescriptor()


class Empty:
    pass


class MadeByNew:
    def __new__(cls, x, *, y):
        return super().__new__(cls)


class NewAndInit:
    def __new__(cls, *args, **kwargs):
        return super().__new__(cls)

    def __init__(self, real, other=1):
        pass


class Meta(type):
    def __call__(cls, *args, **kwargs):
        return super().__call__(*args, **kwargs)

    def of_meta(cls, x):
        """On the metaclass."""

    def __getattr__(cls, name):
        if name.startswith("dynamic"):
            return lambda a, b: None
        if name.startswith("raises"):
            raise SystemExit(3)
        raise AttributeError(name)


class Metaclassed(metaclass=Meta):
    def __init__(self, x):
        pass


class Color(enum.Enum):
    """Colours."""

    RED = 1
    GREEN = "g"

    @classmethod
    def favourite(cls):
        return cls.RED

    def shade(self, by):
        pass


class Flags(enum.IntFlag):
    A = 1
    B = 2


Point = collections.namedtuple("Point", "x y", defaults=[0])


class Typed(typing.NamedTuple):
    name: str
    size: int = 1


@dataclasses.dataclass
class Data:
    name: str
    tags: list = dataclasses.field(default_factory=list)
    size: int = 3
    shared: ClassVar[int] = 4


@dataclasses.dataclass(frozen=True)
class Frozen:
    name: str


class Keys(typing.TypedDict):
    key: int


class Speaks(Protocol):
    def speak(self) -> str: ...


class Abstract(abc.ABC):
    @abc.abstractmethod
    def work(self): ...


class Concrete(Abstract):
    def work(self, hours=8):
        """Works."""


class Exploding(Exception):
    pass


class Generic(typing.Generic[T]):
    def __init__(self, item: T):
        pass


class Proxy:
    """Claims to be something else."""

    @property
    def __class__(self):
        return type


proxy = Proxy()


def surrogates():
    pass


surrogates.__doc__ = "A lone \ud800 surrogate."


@forgetful
def duplicate():
    """duplicate(a, a)"""


globals()["not an identifier"] = 1
