"""A part."""


def late(x):
    """Is late."""
