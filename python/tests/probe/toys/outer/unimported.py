"""Not imported by its package."""

import os
from typing import Any


class Found:
    def method(self, a):
        pass


def _hidden():
    pass
