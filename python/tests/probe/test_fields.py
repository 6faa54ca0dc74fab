"""Constructors and fields that attrs and pydantic make; without these libraries there is nothing to see."""

import importlib.util
import unittest

from probing import probe

CONSTRUCTORS = {
    "Defined": "runtime (name: str, tags: list[str]=_Nothing.NOTHING, hidden: int=3, *, "
    "other: fielded.Defined | None=None)",
    "Derived": "runtime (name: str, tags: list[str]=_Nothing.NOTHING, hidden: int=3, age: int=0, *, "
    "other: fielded.Defined | None=None)",
    "Frozen": "runtime (x: int)",
    "Rigid": "runtime (x: int, y: int=1)",
    "Old": "runtime (x: int, y=2)",
    "Model": "runtime (*, name: str, age: int=3, tags: list[str]=<factory>, alias: int=1, inner: fielded.Model | None=None)",
    "More": "runtime (*, name: str, age: int=3, tags: list[str]=<factory>, alias: int=1, inner: fielded.Model | None=None, "
    "extra: float)",
    "Generic": "runtime (*, item: T)",
    "Settings": "runtime (*, url: str='')",
    "Data": "runtime (a: int, b: str='x')",
}
FIELDS = {
    "Defined": {"name": "str", "tags": "list[str]", "other": "fielded.Defined | None"},
    "Derived": {"name": "str", "age": "int", "other": "fielded.Defined | None"},
    "Old": {"x": None, "y": None},
    "Model": {"name": "str", "tags": "list[str]", "renamed": "int", "inner": "fielded.Model | None"},
    "More": {"name": "str", "extra": "float"},
    "Generic": {"item": "T"},
    "Data": {"a": "int", "b": "str"},
}
FIXED = {"Frozen": {"x": "int"}, "Rigid": {"x": "int", "y": "int"}, "Settings": {"url": "str"}, "Model": {"twice": "int", "thrice": "int"}}
IS_INSTALLED = all(importlib.util.find_spec(name) for name in ("attrs", "pydantic"))


@unittest.skipUnless(IS_INSTALLED, "attrs and pydantic are not installed")
class Fields(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        names = {name for fields in (*FIELDS.values(), *FIXED.values()) for name in fields}
        cls.answer = probe("fielded", *(f"fielded.{name}" for name in CONSTRUCTORS), names=sorted({*names, "rename"}))

    def test_constructors(self):
        found = {name: self.answer.prototype(f"fielded.{name}") for name in CONSTRUCTORS}
        self.assertEqual(found, CONSTRUCTORS)

    def test_fields(self):
        self.assertEqual(self.properties(FIELDS, settable=True), FIELDS)

    def test_what_cannot_be_set(self):
        self.assertEqual(self.properties(FIXED, settable=False), FIXED)

    def test_methods(self):
        self.assertEqual(self.answer.prototype("fielded.Derived", "rename"), "runtime (name: str) -> fielded.Defined")

    def properties(self, expected, settable):
        """What the fields of classes say that they give, of those that can be set or cannot."""
        found = {}
        for cls, fields in expected.items():
            members = {name: self.answer.member(f"fielded.{cls}", name) for name in fields}
            found[cls] = {name: each.get("returns") for name, each in members.items() if each["settable"] is settable}
        return found


if __name__ == "__main__":
    unittest.main()
