import datetime
import decimal
import fractions
import pathlib
import uuid


def today():
    return datetime.date(2000, 1, 31)


def now():
    return datetime.datetime(2000, 1, 31, 12)


def at():
    return datetime.time(12, 30)


def took():
    return datetime.timedelta(seconds=1)


def price():
    return decimal.Decimal("1.50")


def half():
    return fractions.Fraction(1, 2)


def id():
    return uuid.UUID(int=1)


def wave():
    return 1j


def where():
    return pathlib.Path("a.txt")
