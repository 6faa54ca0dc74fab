"""All of it."""
__all__ = ["area", "Shape", "Square", "LIMIT", "Broken"]
LIMIT = 10
def area(width, height=1):
    """The area."""
    return width * height
class Shape:
    """A shape."""
    sides = 0
    def __init__(self, name): self.name = name
    def scale(self, by): return by
class Square(Shape):
    """A square."""
    sides = 4
    def corner(self, at=0): return at
class Broken(ValueError):
    """It is broken."""
