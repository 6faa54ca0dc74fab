"""The values of the standard library as the host writes and reads them, and one of every kind."""

import datetime
import fractions
import uuid
import zoneinfo
from datetime import timedelta, timezone
from decimal import Decimal
from fractions import Fraction


def zone(parts):
    if parts is None or isinstance(parts, str):
        return parts and zoneinfo.ZoneInfo(parts)
    seconds, microseconds, *name = parts
    return timezone(timedelta(seconds=seconds, microseconds=microseconds), *name)


def zone_parts(x):
    if x is None or isinstance(x, zoneinfo.ZoneInfo):
        return x and x.key
    offset, *name = x.__getinitargs__()
    return (offset.days * 86400 + offset.seconds, offset.microseconds, *name)


def made_time(hour, minute, second, microsecond, fold, parts):
    return datetime.time(hour, minute, second, microsecond, zone(parts), fold=fold)


def made_datetime(*parts):
    *civil, fold, parts = parts
    return datetime.datetime(*civil, zone(parts), fold=fold)


MADE = {
    "date": datetime.date,
    "time": made_time,
    "datetime": made_datetime,
    "timedelta": timedelta,
    "decimal": Decimal,
    "fraction": Fraction,
    "uuid": lambda data: uuid.UUID(bytes=data),
}

TAKEN_APART = {
    datetime.date: ("date", lambda x: (x.year, x.month, x.day)),
    datetime.time: ("time", lambda x: (x.hour, x.minute, x.second, x.microsecond, x.fold, zone_parts(x.tzinfo))),
    datetime.datetime: ("datetime", lambda x: (x.year, x.month, x.day, *TAKEN_APART[datetime.time][1](x))),
    timedelta: ("timedelta", lambda x: (x.days, x.seconds, x.microseconds)),
    Decimal: ("decimal", lambda x: (str(x),)),
    Fraction: ("fraction", lambda x: (x.numerator, x.denominator)),
    uuid.UUID: ("uuid", lambda x: (x.bytes,)),
}

ZONES = [
    None,
    timezone.utc,
    timezone(timedelta(0), "UTC"),
    timezone(timedelta(hours=5, minutes=30)),
    timezone(timedelta(hours=-23, minutes=-59, seconds=-59, microseconds=-999999)),
    timezone(timedelta(seconds=1, microseconds=2), "näme"),
    timezone(timedelta(hours=1), ""),
    zoneinfo.ZoneInfo("Europe/Berlin"),
    zoneinfo.ZoneInfo("UTC"),
    zoneinfo.ZoneInfo.no_cache("America/New_York"),
]

VALUES = [
    *(datetime.datetime(2024, 10, 27, 2, 30, 0, 1, zone, fold=fold) for zone in ZONES for fold in (0, 1)),
    *(datetime.time(23, 59, 59, 999999, zone, fold=fold) for zone in ZONES for fold in (0, 1)),
    datetime.datetime.min,
    datetime.datetime.max,
    datetime.date.min,
    datetime.date.max,
    datetime.date(2024, 2, 29),
    datetime.time(),
    timedelta.min,
    timedelta.max,
    timedelta(0),
    timedelta(microseconds=-1),
    timedelta(1, 2, 3),
    *map(
        Decimal,
        "0 -0 1.0 1.00 -1E+5 1E-7 0E+3 0E-10 NaN -NaN sNaN NaN123 -sNaN99 Infinity -Infinity 1E+999999 "
        "1E-999999999999999999 123456789012345678901234567890.123456789".split(),
    ),
    Decimal(10) ** 27,
    Decimal("9" * 3000),
    Fraction(1, 3),
    Fraction(-7),
    Fraction(0),
    Fraction(10**400 + 1, 10**300),
    uuid.UUID(int=0),
    uuid.UUID(int=2**128 - 1),
    uuid.UUID("12345678-1234-5678-1234-567812345678"),
]


def exactly(x):
    """All that can be told of `x`; `==` and `repr` are blind to some of it."""
    if isinstance(x, Decimal):
        return Decimal, x.as_tuple()
    if isinstance(x, (datetime.datetime, datetime.time)):
        zone = x.tzinfo
        return repr(x), x.fold, type(zone), zone.__getinitargs__() if isinstance(zone, timezone) else repr(zone)
    return type(x), repr(x)
