"""Classes whose constructors and fields are made for them by libraries."""

from __future__ import annotations

import typing as t

import attr
import attrs
import pydantic
import pydantic.dataclasses

T = t.TypeVar("T")


@attrs.define
class Defined:
    """A class with slots."""

    name: str
    tags: list[str] = attrs.field(factory=list)
    _hidden: int = 3
    other: t.Optional[Defined] = attrs.field(default=None, kw_only=True)

    def rename(self, name: str) -> Defined:
        return attrs.evolve(self, name=name)


@attrs.define
class Derived(Defined):
    """Its fields follow those of its base."""

    age: int = 0


@attrs.frozen
class Frozen:
    """A class with slots that cannot be set."""

    x: int


@attr.s(auto_attribs=True, frozen=True)
class Rigid:
    """A class without slots that cannot be set."""

    x: int
    y: int = attr.ib(default=1)


@attr.s
class Old:
    """Fields without annotations."""

    x = attr.ib(type=int)
    y = attr.ib(default=2)


class Model(pydantic.BaseModel):
    """A model."""

    name: str
    age: int = 3
    tags: t.List[str] = pydantic.Field(default_factory=list)
    renamed: int = pydantic.Field(1, alias="alias")
    inner: t.Optional[Model] = None

    @property
    def twice(self) -> int:
        return self.age * 2

    @pydantic.computed_field
    @property
    def thrice(self) -> int:
        return self.age * 3


class More(Model):
    """A model of more fields."""

    extra: float


class Generic(pydantic.BaseModel, t.Generic[T]):
    """A generic model."""

    item: T


class Settings(pydantic.BaseModel):
    """A model that cannot be set."""

    model_config = pydantic.ConfigDict(frozen=True)
    url: str = ""


@pydantic.dataclasses.dataclass
class Data:
    """A dataclass that checks."""

    a: int
    b: str = "x"
