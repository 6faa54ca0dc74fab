"""Names that mean something else in Rust."""

from .odd import odd

π = 3


def match(type, *, loop=1, crate=2):
    return [type, loop, crate]


def super(self, self_, _=0):
    return [self, self_, _]


def f(call=1, get=2, deadline=3, object=4):
    return [call, get, deadline, object]


class Foo:
    def __init__(self, a=1):
        self.a = a

    class Inner:
        def which(self) -> str:
            return "Foo.Inner"


class Foo_:
    def which(self) -> str:
        return "Foo_"


class Thing:
    size = 1

    def new(self) -> str:
        return "new"

    def into(self) -> str:
        return "into"

    def clone(self) -> str:
        return "clone"

    def len(self) -> str:
        return "len"

    def __len__(self):
        return 5

    def set_size(self, value) -> str:
        return f"set_size {value}"

    def größe(self, ширина=1) -> int:
        return ширина

    def __private(self) -> str:
        return "private"

    def __mul__(self, other):
        return "mul"
