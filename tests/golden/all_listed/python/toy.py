from json import dumps

__all__ = ["dumps", "shown", "_listed"]


def shown():
    pass


def unlisted():
    pass


def _listed():
    pass
