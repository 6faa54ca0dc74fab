"""Values of the standard library, and functions that say what arrived."""

import datetime
import decimal
import fractions
import uuid
import zoneinfo
from datetime import timedelta, timezone


def identity(x):
    return x


def describe(x):
    """What Python sees: the exact type and every part, of which `repr` and `==` would leave some out."""
    parts = [type(x).__name__]
    for name in ("year", "month", "day", "hour", "minute", "second", "microsecond", "fold"):
        if hasattr(x, name):
            parts.append(str(getattr(x, name)))
    if hasattr(x, "tzinfo"):
        parts.append(repr(x.tzinfo))
    if type(x) is timedelta:
        parts += [str(x.days), str(x.seconds), str(x.microseconds)]
    if type(x) is decimal.Decimal:
        parts.append(str(x))
    if type(x) is fractions.Fraction:
        parts += [str(x.numerator), str(x.denominator)]
    if type(x) is uuid.UUID:
        parts.append(str(x.int))
    return " ".join(parts)


ZONES = [
    None,
    timezone.utc,
    timezone(timedelta(0), "UTC"),
    timezone(timedelta(hours=-3, minutes=-30)),
    timezone(timedelta(days=-1, microseconds=1), "west"),
    timezone(timedelta(seconds=1), ""),
    zoneinfo.ZoneInfo("America/New_York"),
    zoneinfo.ZoneInfo("UTC"),
]


def made():
    values = [
        datetime.date.min,
        datetime.date(2024, 2, 29),
        datetime.datetime.min,
        datetime.datetime.max,
        timedelta.min,
        timedelta.max,
        timedelta(microseconds=-1),
        *map(decimal.Decimal, "0 -0 1.50 1E+5 -1E-7 0E-10 NaN -sNaN12 Infinity".split()),
        fractions.Fraction(10**50, 3),
        uuid.UUID(int=2**128 - 1),
        *(datetime.datetime(2024, 11, 3, 1, 30, 0, 1, zone, fold=1) for zone in ZONES),
        *(datetime.time(1, 30, tzinfo=zone) for zone in ZONES),
    ]
    return {describe(value): value for value in values}


class Moment(datetime.datetime):
    pass


class Day(datetime.date):
    pass


class Span(timedelta):
    pass


class Amount(decimal.Decimal):
    pass


class Word(str):
    pass


class Zone(datetime.tzinfo):
    def utcoffset(self, when):
        raise RuntimeError("no offset for you")


def special():
    return [
        Moment(2024, 1, 1),
        Day(2024, 1, 1),
        Span(1),
        Amount("1.0"),
        uuid.UUID(int=1, is_safe=uuid.SafeUUID.safe),
        timezone.utc,
        zoneinfo.ZoneInfo("Europe/Berlin"),
        Zone(),
        datetime.datetime(2024, 1, 1, tzinfo=Zone()),
        datetime.time(1, tzinfo=Zone()),
        datetime.time(1, tzinfo=timezone(Span(hours=1))),
        datetime.time(1, tzinfo=timezone(timedelta(hours=1), Word("word"))),
    ]


def billennium_in_tokyo():
    return datetime.datetime(2001, 9, 9, 10, 46, 40, tzinfo=timezone(timedelta(hours=9), "JST"))


def in_a_narrow_context(x):
    decimal.setcontext(decimal.Context(prec=2, Emax=3, Emin=-3, traps=[]))
    return x


def small_letters(text):
    made = decimal.Decimal(text)
    decimal.getcontext().capitals = 0
    return str(made), made
