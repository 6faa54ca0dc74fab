"""Annotations that are text, in a module that imports much of what they name for type checkers only."""

from __future__ import annotations

import collections
import datetime as dt
import typing as t
from datetime import datetime

from . import shapes as figures
from .shapes import Point as P

if t.TYPE_CHECKING:
    import decimal
    from collections.abc import Iterable

    from absent import Nowhere
    from other import Else
    from typing_extensions import TypeAlias, Unpack

    from .lines import Line
    from .shapes import Shape, Several

    Deep: TypeAlias = t.Sequence["Deep"]
    Size: TypeAlias = t.Union[int, Shape]

    class Basic(t.TypedDict, total=False):
        size: Size
        width: t.Optional[int]

    class Options(Basic):
        deep: Deep

T = t.TypeVar("T")
Name = t.Union[str, "Outer"]
Names = list[Name] if t.TYPE_CHECKING else t.List[Name]
Long = t.Literal[tuple(f"choice-{number}" for number in range(50))]


class Outer:
    """A class with another in it."""

    class Inner:
        """Nested."""

    point: P
    inner: Inner | None

    def method(self, other: Outer, inner: Inner) -> t.Optional[Outer]:
        """Its own class, and the nested one."""

    @property
    def moment(self) -> datetime:
        """A value of the standard library by its bare name."""


def live(a: datetime, b: dt.timedelta, c: P, d: figures.Shape, e: t.Any, f: T, g: collections.OrderedDict[str, P]) -> None:
    """Names that the module has."""


def checked(a: Shape, b: Iterable[Shape], c: Line, d: decimal.Decimal, e: Nowhere, f: Else.Part, g: Several) -> Shape:
    """Names that only the imports in the source tell."""


def aliases(a: Name, b: t.Optional[Names], c: Long, d: Name | None, e: "t.Union[Name, int]") -> t.Dict[str, "P"]:
    """Names of other annotations."""


def forms(a: t.Callable[[P], t.Tuple[P, ...]], b: t.Literal["P", -1], c: t.Annotated[P, "P"], *d: "P", **e: unknown[P]):
    """Everything that an annotation is made of."""


class Live(t.TypedDict):
    """Keys that are there when the program runs."""

    left: int
    right: "Outer"


def unpacked(size=1, **options: Unpack[Options]) -> Options:
    """Keywords that only the source tells."""


def living(*args, **options: Unpack[Live]):
    """Keywords of a class."""


def strange(a: "P[", b: P if P else T, c: ""):
    """What is no annotation stays as it is."""
