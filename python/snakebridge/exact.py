"""Decimals, fractions and UUIDs, taken apart and put together. See `docs/wire.md`."""

import sys

__all__ = ["TAGS", "decimals", "fractions", "uuids"]

modules = sys.modules
attributes = type.__dict__["__dict__"].__get__
Slot = type(type.__dict__["__basicsize__"])


def slot(kind, name):
    """What reads the slot `name` of an instance of `kind` without running code of anybody."""
    member = attributes(kind)[name]
    if type(member) is not Slot:
        raise TypeError(f"`{name}` is not a slot")
    return member.__get__


def decimals(found):
    """The types in the attributes of `_decimal` -> their tags and what takes an instance apart."""
    written = found["Decimal"].__str__

    def parts(x):
        # The context decides nothing but the letter of the exponent.
        return (written(x).replace("e", "E"),)

    return {found["Decimal"]: ("decimal", parts)}


def fractions(found):
    """As `decimals`, for `fractions`."""
    from math import gcd

    kind = found["Fraction"]
    numerator_of, denominator_of = slot(kind, "_numerator"), slot(kind, "_denominator")

    def parts(x):
        numerator, denominator = numerator_of(x), denominator_of(x)
        if type(numerator) is not int or type(denominator) is not int:
            raise TypeError("a fraction of what are no exact ints")
        if denominator < 1 or gcd(numerator, denominator) != 1:
            raise ValueError("a fraction that would not be made this way again")
        return numerator, denominator

    return {kind: ("fraction", parts)}


def uuids(found):
    """As `decimals`, for `uuid`."""
    kind = found["UUID"]
    unknown = found["SafeUUID"].unknown
    int_of, is_safe_of = slot(kind, "int"), slot(kind, "is_safe")

    def parts(x):
        number = int_of(x)
        if type(number) is not int or is_safe_of(x) is not unknown:
            raise ValueError("more than its 16 bytes say")
        return (number.to_bytes(16, "big"),)

    return {kind: ("uuid", parts)}


class Exactly:
    """The context in which decimals are made, so that the user's has no say in it and is not changed."""

    context = None


def make_decimal(text):
    import decimal

    library = modules.get("_decimal") or decimal
    if Exactly.context is None:
        Exactly.context = library.Context(traps=[library.InvalidOperation])
    return library.Decimal(text, Exactly.context)


def make_fraction(numerator, denominator):
    from fractions import Fraction

    return Fraction(numerator, denominator)


def make_uuid(data):
    from uuid import UUID

    return UUID(bytes=data)


TAGS = {"decimal": make_decimal, "fraction": make_fraction, "uuid": make_uuid}
