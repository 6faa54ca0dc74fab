"""Values of a module."""
import math
pi: float = math.pi
name = "toy"
nothing = None
table = {"a": [1, 2]}

class Color:
    """No enum, but close."""
    RED: int = 1
    names = ["red"]

import enum

class Level(enum.IntEnum):
    """How bad it is."""
    LOW = 1
    HIGH = 2
    middle = 3
