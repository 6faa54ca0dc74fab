"""A package that takes a while to import, and of which half would be left if that were interrupted."""

import time

from .part import *  # noqa: F403

END = time.monotonic() + 0.2
while time.monotonic() < END:
    pass

NAMES = part.__all__  # noqa: F405
