"""Arrays in memory that the host and Python share."""

__all__ = ["empty", "placed", "table", "tensor"]


class Items:
    """What an array lies in: numpy takes the address, and keeps this and with it the capsule, whose end tells the host, as the array's base."""

    __slots__ = ("capsule", "__array_interface__")

    def __init__(self, capsule, interface):
        self.capsule = capsule
        self.__array_interface__ = interface


def placed(dtype, shape, address, capsule):
    """A writable numpy array of the memory at `address`, which `capsule` keeps."""
    import numpy

    interface = {"version": 3, "typestr": dtype, "shape": axes(shape), "data": (address, False)}
    return numpy.asarray(Items(capsule, interface))


def empty(dtype, shape):
    """A numpy array that holds anything."""
    import numpy

    return numpy.empty(axes(shape), dtype)


def axes(shape):
    """The lengths of the axes, which come as ints of 64 bits."""
    return tuple(memoryview(shape).cast("q"))


def tensor(x):
    """A numpy array of the same memory as `x`, which has DLPack; None if it has not, or lies on another device."""
    if not hasattr(type(x), "__dlpack__"):
        return None
    import numpy

    return numpy.from_dlpack(x)


class Stream:
    """What `pyarrow` asks for a stream."""

    __slots__ = ("capsule",)

    def __init__(self, capsule):
        self.capsule = capsule

    def __arrow_c_stream__(self, requested_schema=None):
        return self.capsule


def table(capsule, is_batch):
    """The table that a capsule with an `ArrowArrayStream` gives, or its only batch."""
    import pyarrow

    reader = pyarrow.RecordBatchReader.from_stream(Stream(capsule))
    return reader.read_next_batch() if is_batch else reader.read_all()
