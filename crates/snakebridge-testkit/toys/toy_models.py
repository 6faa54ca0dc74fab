"""The same record, as each library of records has it."""

import datetime
import enum
import typing

import attrs
import msgspec
import pydantic
import pydantic.dataclasses


class Colour(enum.Enum):
    RED = "red"


class OfPydantic(pydantic.BaseModel):
    name: str
    years: int = pydantic.Field(alias="age")
    colours: typing.List[Colour] = []
    born: typing.Optional[datetime.date] = None


@pydantic.dataclasses.dataclass
class OfPydanticDataclass:
    name: str
    years: int
    colours: typing.List[Colour]
    born: typing.Optional[datetime.date] = None


@attrs.define
class OfAttrs:
    name: str
    years: int
    colours: typing.List[Colour] = attrs.field(factory=list)
    born: typing.Optional[datetime.date] = None


class OfMsgspec(msgspec.Struct, rename="camel"):
    name: str
    years: int
    colours: typing.List[Colour] = []
    born: typing.Optional[datetime.date] = None


def people():
    born = datetime.date(1815, 12, 10)
    return [
        OfPydantic(name="Ada", age=36, colours=["red"], born=born),
        OfPydanticDataclass("Ada", 36, [Colour.RED], born),
        OfAttrs("Ada", 36, [Colour.RED], born),
        OfMsgspec("Ada", 36, [Colour.RED], born),
    ]
