"""Attributes that come into being when they are asked for, as in `scipy` or `tensorflow`."""

asked = []


def __getattr__(name):
    asked.append(name)
    if name == "late":
        return lambda: "late"
    if name == "broken":
        raise RuntimeError("the lazy attribute is broken")
    if name == "own":
        raise AttributeError("lazy has a message of its own")
    raise AttributeError(f"module 'lazy' has no attribute {name!r}")


def __dir__():
    return ["late", "broken"]
