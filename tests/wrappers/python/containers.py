"""Operators, loops, calls, and what is looked up by name."""

from typing import Iterator


class Vector:
    def __init__(self, *parts):
        self.parts = list(parts)

    def __add__(self, other) -> "Vector":
        other = other.parts if isinstance(other, Vector) else [other] * len(self.parts)
        return Vector(*map(sum, zip(self.parts, other)))

    def __sub__(self, other):
        return self + -other

    def __mul__(self, by) -> "Vector":
        return Vector(*(part * by for part in self.parts))

    def __truediv__(self, by) -> "Vector":
        return Vector(*(part / by for part in self.parts))

    def __mod__(self, by) -> "Vector":
        return Vector(*(part % by for part in self.parts))

    def __lshift__(self, part) -> "Vector":
        return Vector(*self.parts, part)

    def __neg__(self) -> "Vector":
        return self * -1

    def __invert__(self) -> list:
        return self.parts[::-1]

    def __matmul__(self, other) -> int:
        return sum(a * b for a, b in zip(self.parts, other.parts))

    def __lt__(self, other):
        return self.parts < other.parts

    def __eq__(self, other):
        return isinstance(other, Vector) and self.parts == other.parts

    def __hash__(self):
        return len(self.parts)

    def __len__(self):
        return len(self.parts)

    def __bool__(self):
        return any(self.parts)

    def __contains__(self, part):
        return part in self.parts

    def __getitem__(self, at):
        return self.parts[at]

    def __setitem__(self, at, part):
        self.parts[at] = part

    def __delitem__(self, at):
        del self.parts[at]

    def __iter__(self) -> Iterator[int]:
        return iter(self.parts)

    def __str__(self):
        return f"<{' '.join(map(str, self.parts))}>"


class Broken:
    def __iter__(self):
        raise RuntimeError("not today")

    def __add__(self, other):
        raise RuntimeError("nor this")


class Model:
    def __call__(self, x: float, scale=2.0) -> float:
        return x * scale


class Chain:
    def invoke(self, value) -> str:
        return f"invoked with {value}"

    def __call__(self, value) -> int:
        return value + 1


class Dynamic:
    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *args: f"{name}{args}"

    def known(self) -> str:
        return "known"


class Ticks:
    def __init__(self, count):
        self.count = count

    def __aiter__(self):
        return self

    async def __anext__(self):
        if not self.count:
            raise StopAsyncIteration
        self.count -= 1
        return self.count
