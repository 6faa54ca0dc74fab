import importlib

_WHERE = {"late": "_part", "Later": "_part"}


def __getattr__(name):
    if name in _WHERE:
        return getattr(importlib.import_module(f"{__name__}.{_WHERE[name]}"), name)
    raise AttributeError(name)


def __dir__():
    return [*_WHERE, "__getattr__"]
