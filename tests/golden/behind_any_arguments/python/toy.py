"""Functions of any arguments."""


def strict(function):
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs)

    return wrapper


@strict
def paint(shape: str, *, colour: str = "red") -> bool:
    """Behind a wrapper that hands all on."""
    return shape == colour


def connect(*args, **kwargs):
    """Reads some keywords, and documents one.

    Args:
        host (str): where to
    """
    return args, kwargs.pop("timeout", 3), kwargs


def anything(*args, **kwargs):
    """Says nothing of itself."""
    return args, kwargs
