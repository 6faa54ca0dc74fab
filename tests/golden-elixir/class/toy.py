"""A module of classes."""

class Failure(Exception):
    """Something failed."""
    def __init__(self, message, code=0):
        super().__init__(message)
        self.code = code

class Base:
    kind = "base"

    def __init__(self, items):
        self.items = list(items)
        self._label = ""

    @property
    def label(self) -> str:
        """What it is called."""
        return self._label

    @label.setter
    def label(self, value):
        self._label = value

    @property
    def size(self) -> int:
        return len(self.items)

    def __len__(self):
        return len(self.items)

    def __getitem__(self, key):
        return self.items[key]

    def __setitem__(self, key, value):
        self.items[key] = value

    def __add__(self, other):
        return Base(self.items + other.items)

    def __call__(self, x, times=2):
        return x * times

    def fail(self, message):
        raise Failure(message, 7)

    class Inner:
        def hello(self):
            return "hello"

class Derived(Base):
    def both(self, other: "Base") -> "Base":
        """Both together.

        Parameters
        ----------
        other : Base
            The other one.
        """
        return self + other
