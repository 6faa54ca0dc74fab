"""Objects that tell when they die."""

import weakref

born = []


class Mortal:
    def __init__(self, inner=None):
        self.inner = inner
        born.append(weakref.ref(self))

    def value(self):
        return 7

    def itself(self):
        return self

    def fail(self):
        raise ValueError("mortal")

    def __len__(self):
        return 3


class Noisy(Mortal):
    def __del__(self):
        print("dying")
        raise RuntimeError("in __del__")


def alive():
    return sum(ref() is not None for ref in born)


def several():
    one = Mortal()
    return [one, one, {"again": one}, Mortal()]
