from .shapes import Shape, area


def count(shapes):
    pass
