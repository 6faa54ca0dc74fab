"""What `python.json` promises, and a lie or two: `an_int` is too large, `a_str` is no `str`, `a_list` has a wrong item."""


def a_bool():
    return True


def a_float():
    return 1.5


def a_list():
    return [1, 2, "three"]


def a_str():
    return 3


def an_int():
    return 2**64


def nothing():
    return None


def some_bytes():
    return b"raw"


def with_option(to=None):
    return 7 if to is None else to
