__all__ = ["norm"]


def norm(x, ord=None):
    pass
