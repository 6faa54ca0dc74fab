"""The values besides the exact builtins that cross by value: numpy's scalars and arrays, and memory views of bytes."""

import sys

from _pickle import PickleBuffer

__all__ = ["array_of", "crosses", "scalar_of"]

modules = sys.modules

PLAIN = {id(kind) for kind in (bool, int, float, complex, str, bytes)}

# The characters of numpy's own types that have an exact builtin: no long doubles, no dates, no records.
SCALAR_CHARACTERS = "?bhilqpBHILQPefdFDSU"
ARRAY_KINDS = {"b": (1,), "i": (1, 2, 4, 8), "u": (1, 2, 4, 8), "f": (2, 4, 8), "c": (8, 16)}
LARGE = 64 * 1024
LAST_OF_NUMPY = 23  # `dtype.num` of types that others registered lies above


class Numpy:
    """What has to be known of the numpy that the user imported; None until then."""

    scalars = {}  # id of a scalar type -> its `item`
    types = ()  # keeps those ids valid
    ndarray = None


def found_numpy():
    """Whether numpy is there; nothing of it is imported here."""
    numpy = modules.get("numpy")
    if numpy is None:
        return False
    try:
        types = [numpy.dtype(character).type for character in SCALAR_CHARACTERS]
        scalars = {id(kind): kind.item for kind in types}
        ndarray = numpy.ndarray
    except Exception:
        return False  # half imported, or something else under that name
    Numpy.scalars, Numpy.types, Numpy.ndarray = scalars, types, ndarray
    return True


def crosses(kind):
    """Whether instances of the class `kind` may cross by value; the others need not be looked at."""
    if Numpy.ndarray is None and not found_numpy():
        return kind is memoryview
    return id(kind) in Numpy.scalars or kind is Numpy.ndarray or kind is memoryview


def scalar_of(x, kind):
    """The exact builtin that `x` stands for, or None."""
    if kind is memoryview:
        return bytes_of(x)
    item = Numpy.scalars.get(id(kind))
    if item is None:
        return None
    plain = item(x)
    return plain if id(type(plain)) in PLAIN else None


def bytes_of(view):
    try:
        if view.ndim == 1 and view.format == "B" and view.contiguous:
            return view.tobytes()
    except ValueError:
        pass  # released
    return None


def array_of(x, kind, keep=None):
    """`(dtype, shape, data)` of an exact `numpy.ndarray` of plain numbers, or None. The data of a large one is what `keep` says, if it is given."""
    if kind is not Numpy.ndarray or kind is None:
        return None
    dtype = x.dtype
    if dtype.num > LAST_OF_NUMPY or dtype.itemsize not in ARRAY_KINDS.get(dtype.kind, ()):
        return None
    if keep is not None and x.nbytes >= LARGE:
        data = keep(x)
    elif x.flags.c_contiguous:
        # Read-only makes it bytes in the pickle; a large one goes to the socket from where it lies.
        data = PickleBuffer(memoryview(x).toreadonly())
    else:
        data = x.tobytes()
    return dtype.str, x.shape, data
