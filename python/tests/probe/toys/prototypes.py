"""Says in docstrings how it is called, as C, Cython, pybind11 and Boost do."""


class Callable:
    def __init__(self, name, doc):
        self.__name__ = name
        self.__doc__ = doc

    def __call__(self, *args, **kwargs):
        pass


pybind = Callable(
    "pybind",
    "pybind(*args, **kwargs)\nOverloaded function.\n\n1. pybind(x: int, scale: float = 1.0) -> int\n\nOf numbers.\n\n"
    "2. pybind(x: str) -> str\n\nOf text.\n",
)
groups = Callable("groups", "groups(a[, b[, c]]) -> str\n\nHas optional groups.")
leading = Callable("leading", "leading([start,] stop[, step,], dtype=None)")
cython = Callable("cython", "cython(int a, double b=1.0, Thing c not None=None)")
boost = Callable("boost", "\nboost( (int)a [, (str)b='x']) -> bool :\n    Boosted.")
numpy = Callable("numpy", "numpy(x1, x2, /, out=None, *, where=True, casting='same_kind'[, signature])\n\nAdds.")
several = Callable("several", "several(stop) -> range\nseveral(start, stop[, step]) -> range\n\nCounts.")
