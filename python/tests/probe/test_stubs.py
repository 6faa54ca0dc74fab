"""What stubs say, and how that is put together with what runs."""

import os
import sys
import unittest

from probing import PYTHON_DIR, TOYS, probe, written

sys.path.insert(0, PYTHON_DIR)

from snakebridge.probe.overloads import admit_all
from snakebridge.probe.prototype import parameters

TYPESHED = os.path.join(TOYS, "typeshed")
PATH = "str | os.PathLike[str]"
FUNCTIONS = {
    "typed": "runtime (a: int, b: str | None=1, *, c: Sequence[float] | None=None) -> list[int]",
    "half": "runtime (a: int, b: float=2) -> str",
    "contradicted": "runtime (a: int, b=1) -> None",
    "hidden": f"stub (path: {PATH}, mode: Literal['r', 'w']='r', *, strict: bool=...) -> stubbed._impl.Thing",
    "old_style": "stub (x: int, y: str=..., /) -> None",
    "guarded": "stub (right: int) -> int",
    "read": f"runtime (path: {PATH}, binary: bool=False) -> str | bytes",
    "convert": "runtime (value: int | str, base: int=10) -> int",
    "disagreeing": "stub (*args, first: int=..., second: int | str=..., third: str=...) -> int | str",
    "span": "stub (start: int, stop: int=..., step: int=..., /) -> range",
    "expanded": "runtime (x: int | str, y: tuple[int, int], z: str | int | list[stubbed._Loop]) -> stubbed._impl.Thing",
    "modern": "runtime (x: AnyStr | _T | None) -> dict[str, stubbed._impl.Thing]",
    "later": "stub (arg0: int, arg1: str, /) -> bool",
    "callback": "stub (event: str, /) -> None",
    "caller": "stub (x: int, /, *more: _T) -> Self",
    "fetch": "runtime (url: str) -> bytes",
    "hidden_fetch": "stub (url: str) -> bytes",
    "make": "runtime (name: str) -> stubbed._impl.Thing",
    "star_one": "runtime (x: int) -> int",
}
METHODS = {
    "check": "runtime (text: str, strict: bool=True) -> bool",
    "inherited": "runtime (by: float) -> Self",
    "parse": "runtime (text: str) -> Self",
    "walk": "runtime () -> Iterator[stubbed._impl.Thing]",
    "wait": "runtime (seconds: float=1) -> bool",
    "__getitem__": "runtime (key: int | slice) -> str | list[str]",
    "__enter__": "runtime () -> stubbed._impl.Thing",
}
# Ways to call something, and what admits all of them.
OVERLOADS = {
    ("a", "a"): "(a)",
    ("a", "a, b"): "(a, b=...)",
    ("a, b", "a"): "(a, b=...)",
    ("a=1", "a"): "(a=1)",
    ("a, *, b", "a, b"): "(a, b)",
    ("a, *, b", "a, *, c"): "(a, *, b=..., c=...)",
    ("a", "b"): "(*args, a=..., b=...)",
    ("a, /", "b, /"): "(b, /)",
    ("a, /", "b"): "(b)",
    ("a, b, c", "a, c"): "(a, *args, b=..., c=...)",
    ("*args", "a, **more"): "(a=..., *args, **more)",
    ("a: int", "a: str"): "(a: int | str)",
    ("a: int", "a"): "(a)",
    ("a: Any", "a: str"): "(a: Any)",
    ("a: Literal[True]", "a: Literal[False]"): "(a: bool)",
    ("a: Literal[1]", "a: Literal['x']", "a: Literal[1]"): "(a: Literal[1, 'x'])",
    ("a: Literal[1]", "a: int | None"): "(a: int | None)",
    ("x, /, y", "x, y, /"): "(x, /, y)",
}


class Stubs(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        paths = [f"stubbed.{name}" for name in [*FUNCTIONS, "Thing.Part.join", "Inherited", "SIZE", "default_thing"]]
        cls.all = probe("stubbed", *paths, names=[*METHODS, "width", "level", "slot", "join"])

    def test_functions(self):
        self.assertEqual({name: self.all.prototype(f"stubbed.{name}") for name in FUNCTIONS}, FUNCTIONS)

    def test_methods_also_inherited_ones(self):
        for cls in ("stubbed.Thing", "stubbed.Inherited"):
            self.assertEqual({name: self.all.prototype(cls, name) for name in METHODS}, METHODS)
        self.assertEqual(self.all.prototype("stubbed.Thing.Part", "join"), "runtime (other: stubbed._impl.Thing.Part) -> str")

    def test_where_types_come_from(self):
        types = {path: symbol.get("types") for path, symbol in self.all.symbols.items()}
        self.assertEqual(types["stubbed.typed"], "stub")
        self.assertIsNone(types["stubbed.hidden"])
        members = self.all.symbols["stubbed.Thing"]["members"]
        self.assertEqual(members["parse"]["types"], "stub")

    def test_overloads(self):
        overloads = {path: symbol.get("overloads", ()) for path, symbol in self.all.symbols.items()}
        expected = {
            "stubbed.read": [f"(path: {PATH}, binary: Literal[False]=...) -> str", f"(path: {PATH}, binary: Literal[True]) -> bytes"],
            "stubbed.span": ["(stop: int, /) -> range", "(start: int, stop: int, step: int=..., /) -> range"],
        }
        for path, ways in expected.items():
            self.assertEqual([written(each) for each in overloads[path]], ways)
        self.assertEqual(overloads["stubbed.typed"], ())

    def test_properties_attributes_and_values(self):
        self.assertEqual(self.all.member("stubbed.Thing", "width"), {"kind": "property", "settable": True, "returns": "int"})
        slot = {"kind": "attribute", "type": "builtins.NoneType", "annotation": "stubbed._impl.Thing | None", "settable": True}
        self.assertEqual(self.all.member("stubbed.Inherited", "slot"), slot)
        thing = {"kind": "value", "type": "stubbed._impl.Thing", "annotation": "stubbed._impl.Thing"}
        self.assertEqual(self.all.symbols["stubbed.default_thing"], thing)
        self.assertEqual(self.all.symbols["stubbed.SIZE"], {"kind": "value", "type": "builtins.int"})

    def test_flows(self):
        flows = {name: self.all.symbols[f"stubbed.{name}"].get("flow") for name in ("fetch", "hidden_fetch", "typed")}
        self.assertEqual(flows, {"fetch": "coroutine", "hidden_fetch": "coroutine", "typed": None})

    def test_stub_packages(self):
        self.assertEqual(probe("other", "other.work").prototype("other.work"), "runtime (a: int) -> str")

    def test_broken_stubs_are_none(self):
        self.assertEqual(probe("unreadable", "unreadable.work").prototype("unreadable.work"), "runtime (a)")

    def test_typeshed(self):
        math = probe("math", "math.sqrt", "math.gcd", "math.hypot", "math.pi", "math.floor", typeshed=TYPESHED)
        self.assertEqual(math.prototype("math.sqrt"), "text_signature (x: float, /) -> float")
        self.assertIn("(*integers: int) -> int", math.prototype("math.gcd"))
        self.assertIn("(*coordinates: float) -> float", math.prototype("math.hypot"))
        self.assertEqual(math.symbols["math.pi"], {"kind": "value", "type": "builtins.float", "annotation": "float"})
        self.assertNotIn("types", math.symbols["math.floor"])
        builtins = probe("builtins", "builtins.max", "builtins.ValueError", names=["upper"], typeshed=TYPESHED)
        expected = "stub (iterable: _T | list[_T], arg2: _T=..., /, *args: _T, key: None=None, default: int=...) -> _T"
        self.assertEqual(builtins.prototype("builtins.max"), expected)
        self.assertEqual(builtins.prototype("builtins.ValueError"), "stub (*args: object)")

    def test_typeshed_is_not_for_libraries_of_the_same_name(self):
        answer = probe("gone", "gone.f", typeshed=TYPESHED)
        self.assertEqual(answer.prototype("gone.f"), "runtime (x)")

    def test_equal_requests_give_equal_bytes(self):
        texts = {probe("stubbed", mode="all", environment={"PYTHONHASHSEED": seed}).text for seed in ("1", "2", "3")}
        self.assertEqual(len(texts), 1)


class Overloads(unittest.TestCase):
    def test_every_way_is_admitted(self):
        for ways, expected in OVERLOADS.items():
            with self.subTest(ways):
                self.assertEqual(written({"parameters": admit_all([parameters(way) for way in ways])}), expected)


if __name__ == "__main__":
    unittest.main()
