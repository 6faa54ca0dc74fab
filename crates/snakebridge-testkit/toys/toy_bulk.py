"""Large data: kept, changed, seen by a forked child."""

import os

kept = []


def keep(x):
    kept.append(x)


def take():
    """The last thing kept, which is then not kept any more."""
    return kept.pop()


def fill_kept(number):
    for x in kept:
        x[...] = number


def raises(x):
    raise ValueError("after the argument was made")


def memory():
    """Resident bytes, and how many segments are mapped."""
    with open("/proc/self/statm") as statm:
        pages = int(statm.read().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE"), mapped()


def mapped():
    with open("/proc/self/maps") as maps:
        return sum("memfd:snakebridge" in line for line in maps)


def sockets():
    return sum(os.readlink(entry.path).startswith("socket:") for entry in os.scandir("/proc/self/fd"))


class Child:
    """A forked child that goes on to see `x`."""

    def __init__(self, x):
        self.question, asks = os.pipe()
        answers, self.answer = os.pipe()
        self.pid = os.fork()
        if not self.pid:
            os.close(asks)
            os.read(self.question, 1)
            os.write(self.answer, bytes([x[0], x[-1], sockets()]))
            os._exit(0)
        os.close(self.question)
        os.close(self.answer)
        self.asks, self.answers = asks, answers

    def ends(self):
        """The first and the last item as the child sees them now, and how many sockets it has."""
        os.write(self.asks, b"?")
        seen = os.read(self.answers, 3)
        os.close(self.asks)
        os.close(self.answers)
        os.waitpid(self.pid, 0)
        return tuple(seen)


def call(function, x):
    return function(x)


def blocks(count, length):
    """Arrays that are filled with their number, each one longer than the one before."""
    import numpy

    for number in range(count):
        yield numpy.full(length + number, number, "u1")


def reachable(how, length):
    """An array of ones that something else gets at, too: what was kept."""
    import numpy

    kept.clear()
    x = numpy.ones(length)
    if how == "itself":
        kept.append(x)
    elif how == "a view":
        kept.append(x[1:])
    elif how == "its base":
        kept.append(x)
        x = x[:]
    elif how == "a base of its own":
        x = x.reshape(2, -1)
        kept.append(x.base)
    elif how == "a weak reference":
        kept.append(Weak(x))
    elif how == "a memoryview":
        kept.append(numpy.asarray(memoryview(x)))
    elif how == "somebody else's memory":
        memory = bytearray(x.tobytes())
        x = numpy.frombuffer(memory)
        kept.append(numpy.frombuffer(memory))
    elif how == "a list":
        kept.append(x)
        return [x]
    elif how == "a dict in a tuple":
        kept.append(x)
        return ({"x": x},)
    else:
        raise ValueError(how)
    return x


class Weak:
    def __init__(self, x):
        import weakref

        self.ref = weakref.ref(x)

    def __setitem__(self, key, value):
        x = self.ref()
        if x is not None:
            x[key] = value


def refilled(count, length):
    """The same array again and again, with other numbers."""
    import numpy

    x = numpy.empty(length)
    for number in range(count):
        x.fill(number)
        yield x


class Tensor:
    """Has DLPack, and nothing else."""

    def __init__(self, x):
        self.x = x

    def __dlpack__(self, **options):
        return self.x.__dlpack__(**options)

    def __dlpack_device__(self):
        return self.x.__dlpack_device__()


def tensor(x):
    return Tensor(x)
