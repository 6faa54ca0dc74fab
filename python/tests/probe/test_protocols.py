"""What Python's syntax does with instances, fields that are only assigned, enums and typed dicts."""

import unittest

from probing import probe, written


class Protocols(unittest.TestCase):
    def test_special_methods_and_what_they_give(self):
        answer = probe("protocols", "protocols.Everything", "protocols.Derived")
        for name in ("Everything", "Derived"):
            cls = answer.symbols[f"protocols.{name}"]
            self.assertEqual(cls["special"], ["__add__", "__enter__", "__getattr__", "__iter__"])
            self.assertEqual(cls["gives"], {"__add__": "protocols.Everything", "__enter__": "Self", "__iter__": "Iterator[int]"})
            self.assertEqual(written(cls["call"]), "(x, y=1) -> str")

    def test_none_says_that_there_is_none(self):
        cls = probe("protocols", "protocols.Nothing").symbols["protocols.Nothing"]
        self.assertFalse({"special", "gives", "call"} & cls.keys())

    def test_class_attributes_can_be_set_unless_c_made_the_class(self):
        answer = probe("protocols", "protocols.Everything.limit")
        self.assertTrue(answer.member("protocols.Everything", "limit")["settable"])
        answer = probe("datetime", "datetime.date.min")
        self.assertNotIn("settable", answer.member("datetime.date", "min"))


class Fields(unittest.TestCase):
    def test_what_methods_assign_to_self(self):
        names = ["a", "b", "c", "default", "shared", "_private", "not_ours", "of_the_class"]
        cls = probe("protocols", "protocols.Fields", names=names).symbols["protocols.Fields"]
        found = {name: member["kind"] for name, member in cls["members"].items()}
        fields = dict.fromkeys(["a", "b", "c", "default", "_private"], "property")
        self.assertEqual(found, {**fields, "shared": "attribute"})

    def test_keys_of_typed_dicts(self):
        answer = probe("protocols", "protocols.Options", names=["width", "name"])
        self.assertEqual(
            answer.member("protocols.Options", "width"),
            {"kind": "property", "settable": True, "key": True, "returns": "int"},
        )
        self.assertEqual(answer.prototype("protocols.Options"), "runtime (*, name: str, width: int=...)")


class Enumerations(unittest.TestCase):
    def test_aliases_say_of_what(self):
        cls = probe("protocols", "protocols.Level.HIGH").symbols["protocols.Level"]
        self.assertEqual(
            cls["enumeration"],
            [
                {"name": "HIGH", "value": "3"},
                {"name": "TOP", "value": "3", "alias_of": "HIGH"},
                {"name": "LOW", "value": "1"},
            ],
        )
        self.assertNotIn("members", cls)

    def test_names_that_are_no_identifiers_and_combinations(self):
        answer = probe("protocols", "protocols.Odd", "protocols.Access")
        names = [member["name"] for member in answer.symbols["protocols.Odd"]["enumeration"]]
        self.assertEqual(names, ["a-b", "plain"])
        access = answer.symbols["protocols.Access"]["enumeration"]
        self.assertEqual([member["name"] for member in access], ["READ", "WRITE", "BOTH"])
        self.assertFalse(any("alias_of" in member for member in access))


if __name__ == "__main__":
    unittest.main()
