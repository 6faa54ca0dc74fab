"""What comes of pulling one item of a stream."""

from collections import namedtuple

__all__ = ["ENDED", "PULL", "Source", "Taken"]

PULL = 16  # in place of an eval's flags
ENDED = object()
Taken = namedtuple("Taken", "item shape")  # an item of a stream
Source = namedtuple("Source", "iterator shape")  # an async iterator to take one from
