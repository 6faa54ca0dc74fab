"""Dates, times, durations and their zones, taken apart and put together. See `docs/wire.md`.

Only the types of C are taken apart: no class of a user's can stand in for them, and their attributes run no code.
"""

import sys

__all__ = ["TAGS", "leaves"]

modules = sys.modules


class Types:
    """What has to be known of the module `_datetime` that the user imported; None until then."""

    timedelta = None
    timezone = None
    zone_arguments = None  # what a `timezone` was made from: an offset, and a name if it has one


def leaves(found):
    """The types in the attributes of `_datetime` -> their tags and what takes an instance apart."""
    Types.timedelta = found["timedelta"]
    Types.timezone = found["timezone"]
    Types.zone_arguments = Types.timezone.__getinitargs__
    return {
        found["date"]: ("date", date_parts),
        found["time"]: ("time", time_parts),
        found["datetime"]: ("datetime", datetime_parts),
        found["timedelta"]: ("timedelta", timedelta_parts),
    }


def date_parts(x):
    return x.year, x.month, x.day


def time_parts(x):
    return x.hour, x.minute, x.second, x.microsecond, x.fold, zone_parts(x.tzinfo)


def datetime_parts(x):
    zone = zone_parts(x.tzinfo)
    return x.year, x.month, x.day, x.hour, x.minute, x.second, x.microsecond, x.fold, zone


def timedelta_parts(x):
    return x.days, x.seconds, x.microseconds


def zone_parts(zone):
    """None, an offset as `(seconds, microseconds)` or `(seconds, microseconds, name)`, or the key of a `ZoneInfo`."""
    if zone is None:
        return None
    if type(zone) is not Types.timezone:
        return key_of(zone)
    offset, *name = Types.zone_arguments(zone)
    if type(offset) is not Types.timedelta:
        raise TypeError("an offset of a class of somebody's own")
    return (offset.days * 86400 + offset.seconds, offset.microseconds, *map(text, name))


def key_of(zone):
    kind = vars(modules["_zoneinfo"])["ZoneInfo"]
    if type(zone) is not kind:
        raise TypeError("a zone of a class of somebody's own")
    # It refuses a zone that was read from a file, whose key says nothing.
    _, (key, _) = kind.__reduce__(zone)
    return text(key)


def text(x):
    """`x`, if it is an exact str that can be written in UTF-8."""
    if type(x) is not str:
        raise TypeError("a name of a class of somebody's own")
    x.encode()
    return x


def library():
    """The module whose types are made: that of C, whatever stands under the names of `datetime` now."""
    import datetime

    return modules.get("_datetime") or datetime


def zone(parts):
    if parts is None:
        return None
    if type(parts) is str:
        import zoneinfo

        return (modules.get("_zoneinfo") or zoneinfo).ZoneInfo(parts)
    types = library()
    seconds, microseconds, *name = parts
    return types.timezone(types.timedelta(0, seconds, microseconds), *name)


def make_date(year, month, day):
    return library().date(year, month, day)


def make_time(hour, minute, second, microsecond, fold, parts):
    return library().time(hour, minute, second, microsecond, zone(parts), fold=fold)


def make_datetime(year, month, day, hour, minute, second, microsecond, fold, parts):
    return library().datetime(year, month, day, hour, minute, second, microsecond, zone(parts), fold=fold)


def make_timedelta(days, seconds, microseconds):
    return library().timedelta(days, seconds, microseconds)


TAGS = {"date": make_date, "time": make_time, "datetime": make_datetime, "timedelta": make_timedelta}
