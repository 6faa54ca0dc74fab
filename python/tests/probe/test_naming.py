"""Annotations that are text: the names in them are spelt in full."""

import unittest

from probing import probe

FUNCTIONS = {
    "live": "runtime (a: datetime.datetime, b: datetime.timedelta, c: spelt.shapes.Point, d: spelt.shapes.Shape, e: Any, "
    "f: T, g: collections.OrderedDict[str, spelt.shapes.Point]) -> None",
    "checked": "runtime (a: spelt.shapes.Shape, b: Iterable[spelt.shapes.Shape], c: spelt.lines.Line, d: decimal.Decimal, "
    "e: absent.Nowhere, f: other.Else.Part, g: list[spelt.shapes.Shape]) -> spelt.shapes.Shape",
    "aliases": "runtime (a: str | spelt.Outer, b: list[str | spelt.Outer] | None, c: Long, d: str | spelt.Outer | None, "
    "e: str | spelt.Outer | int) -> dict[str, spelt.shapes.Point]",
    "forms": "runtime (a: Callable[[spelt.shapes.Point], tuple[spelt.shapes.Point, ...]], b: Literal['P', -1], "
    "c: spelt.shapes.Point, *d: spelt.shapes.Point, **e: unknown[spelt.shapes.Point])",
    "unpacked": "runtime (size=1, *, width: int | None=..., deep: Sequence[spelt.Deep]=..., **options) -> spelt.Options",
    "living": "runtime (*args, left: int=..., right: spelt.Outer=..., **options)",
    "strange": "runtime (a: 'P[', b: P if P else T, c: '')",
}


class Spelling(unittest.TestCase):
    maxDiff = None

    def test_functions(self):
        answer = probe("spelt", *(f"spelt.{name}" for name in FUNCTIONS))
        self.assertEqual({name: answer.prototype(f"spelt.{name}") for name in FUNCTIONS}, FUNCTIONS)

    def test_members(self):
        answer = probe("spelt", "spelt.Outer", names=["method", "moment", "point", "inner"])
        method = "runtime (other: spelt.Outer, inner: spelt.Outer.Inner) -> spelt.Outer | None"
        self.assertEqual(answer.prototype("spelt.Outer", "method"), method)
        properties = {"moment": "datetime.datetime", "point": "spelt.shapes.Point", "inner": "spelt.Outer.Inner | None"}
        found = {name: answer.member("spelt.Outer", name)["returns"] for name in properties}
        self.assertEqual(found, properties)


if __name__ == "__main__":
    unittest.main()
