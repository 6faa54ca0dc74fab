"""Shapes."""

from typing import List


class Shape:
    """A shape."""


class Point(Shape):
    """A point."""


Several = List["Shape"]
