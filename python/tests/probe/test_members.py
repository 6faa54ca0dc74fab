"""What stands on a class."""

import unittest

from probing import probe

KINDS = {
    "__getitem__": "method",
    "__len__": "method",
    "__repr__": "method",
    "callable_value": "static_method",
    "constant": "attribute",
    "decorated": "method",
    "dispatched": "method",
    "half": "method",
    "helper": "static_method",
    "inherited": "method",
    "inherited_value": "attribute",
    "lazily": "property",
    "make": "class_method",
    "method": "method",
    "Nested": "class",
    "no_receiver": "static_method",
    "none": "attribute",
    "only_args": "method",
    "overridden": "property",
    "read_only": "property",
    "writable": "property",
}


class Members(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.all = probe("shapes", "shapes.Members", names=[*KINDS, "absent"])

    def test_kinds(self):
        members = self.all.symbols["shapes.Members"]["members"]
        self.assertEqual({name: member["kind"] for name, member in members.items()}, KINDS)

    def test_signatures_have_no_receiver(self):
        expected = {
            "method": "runtime (x, *, y=1) -> int",
            "only_args": "runtime (*args)",
            "no_receiver": "runtime ()",
            "make": "runtime (source) -> shapes.Members",
            "helper": "runtime (x)",
            "half": "runtime (*, y=1) -> int",
            "dispatched": "runtime (value, extra=None)",
            "callable_value": "runtime (x, y=2)",
            "inherited": "runtime (a)",
            "decorated": "code (x, *, y=1) -> int",
            "__len__": "runtime ()",
            "__repr__": "text_signature ()",
        }
        found = {name: self.all.prototype("shapes.Members", name) for name in expected}
        self.assertEqual(found, expected)

    def test_properties_and_attributes(self):
        self.assertEqual(
            self.all.member("shapes.Members", "read_only"), {"kind": "property", "settable": False, "returns": "int"}
        )
        self.assertEqual(
            self.all.member("shapes.Members", "writable"), {"kind": "property", "settable": True, "returns": "str"}
        )
        self.assertEqual(
            self.all.member("shapes.Members", "lazily"), {"kind": "property", "settable": False, "returns": "list[int]"}
        )
        self.assertEqual(
            self.all.member("shapes.Members", "none"),
            {"kind": "attribute", "type": "builtins.NoneType", "settable": True},
        )

    def test_documentation(self):
        members = self.all.symbols["shapes.Members"]["members"]
        self.assertEqual(members["method"]["doc"], "Does it.")
        self.assertEqual(members["inherited"]["doc"], "Comes from the base.")
        self.assertNotIn("doc", members["constant"])
        self.assertNotIn("doc", members["callable_value"])

    def test_others_are_the_public_rest(self):
        answer = probe("shapes", "shapes.Members", names=["method"])
        cls = answer.symbols["shapes.Members"]
        self.assertEqual(list(cls["members"]), ["method"])
        self.assertEqual(set(cls["others"]), {name for name in KINDS if not name.startswith("_")} - {"method"})

    def test_absent_are_the_private_names_that_were_asked_for(self):
        answer = probe("shapes", "shapes.Base", names=["__len__", "__repr__", "_missing", "public", "inherited"])
        self.assertEqual(answer.symbols["shapes.Base"]["absent"], ["__len__", "_missing"])
        self.assertEqual(sorted(answer.symbols["shapes.Base"]["members"]), ["__repr__", "inherited"])

    def test_bases(self):
        self.assertEqual(self.all.symbols["shapes.Members"]["bases"], ["shapes.Base"])
        answer = probe("shapes", "shapes.Concrete")
        self.assertEqual(answer.symbols["shapes.Concrete"]["bases"], ["shapes.Abstract", "abc.ABC"])

    def test_descriptors_do_not_run(self):
        answer = probe("shapes", "shapes.Slotted", names=["x", "described", "computed"])
        self.assertEqual(answer.skipped, {})
        self.assertEqual(
            answer.symbols["shapes.Slotted"]["members"],
            {
                "x": {"kind": "property", "settable": True, "returns": "int"},
                "described": {"kind": "property", "settable": True},
                "computed": {"kind": "property", "settable": False},
            },
        )

    def test_fields(self):
        names = ["name", "tags", "size", "shared", "x", "y", "key"]
        answer = probe(
            "shapes", *(f"shapes.{name}" for name in ("Data", "Frozen", "Point", "Typed", "Keys")), names=names
        )
        field = {"kind": "property", "settable": True}
        self.assertEqual(
            answer.symbols["shapes.Data"]["members"],
            {
                "name": {**field, "returns": "str"},
                "tags": {**field, "returns": "list"},
                "size": {**field, "returns": "int"},
                "shared": {"kind": "attribute", "type": "builtins.int", "settable": True},
            },
        )
        self.assertEqual(
            answer.member("shapes.Frozen", "name"), {"kind": "property", "settable": False, "returns": "str"}
        )
        self.assertEqual(answer.member("shapes.Point", "x"), {"kind": "property", "settable": False})
        self.assertEqual(
            answer.member("shapes.Typed", "size"), {"kind": "property", "settable": False, "returns": "int"}
        )
        self.assertEqual(
            answer.member("shapes.Keys", "key"), {"kind": "property", "settable": True, "key": True, "returns": "int"}
        )

    def test_enumerations(self):
        answer = probe("shapes", "shapes.Color.RED", "shapes.Color.GREEN.value", names=["shade", "favourite", "name"])
        self.assertEqual(
            answer.symbols["shapes.Color"]["enumeration"],
            [{"name": "RED", "value": "1"}, {"name": "GREEN", "value": "'g'"}],
        )
        self.assertEqual(answer.member("shapes.Color", "name")["kind"], "property")
        self.assertEqual(answer.prototype("shapes.Color", "shade"), "runtime (by)")
        self.assertEqual(answer.symbols["shapes.Color.GREEN.value"], {"kind": "value", "type": "builtins.str"})

    def test_what_only_the_metaclass_has(self):
        answer = probe(
            "shapes",
            "shapes.Metaclassed.dynamic_one",
            "shapes.Metaclassed.raises",
            "shapes.Metaclassed.absent",
            names=["of_meta", "dynamic_two", "raises_too", "__class__"],
        )
        self.assertEqual(answer.member("shapes.Metaclassed", "of_meta")["kind"], "class_method")
        self.assertEqual(answer.prototype("shapes.Metaclassed", "of_meta"), "runtime (x)")
        self.assertEqual(answer.prototype("shapes.Metaclassed", "dynamic_one"), "runtime (a, b)")
        self.assertNotIn("dynamic_two", answer.symbols["shapes.Metaclassed"]["members"])
        self.assertEqual(
            answer.skipped["shapes.Metaclassed.raises"]["reason"],
            "reading `shapes.Metaclassed.raises` failed: SystemExit: 3",
        )
        self.assertIn("shapes.Metaclassed.absent", answer.skipped)

    def test_standard_library(self):
        answer = probe("datetime", "datetime.datetime.now", "datetime.datetime.year", "datetime.timezone.utc")
        self.assertEqual(answer.prototype("datetime.datetime", "now"), "text_signature (tz=None)")
        self.assertEqual(answer.member("datetime.datetime", "year")["kind"], "property")
        self.assertEqual(answer.member("datetime.timezone", "utc"), {"kind": "attribute", "type": "datetime.timezone"})
        answer = probe("collections", "collections.OrderedDict.move_to_end", "collections.OrderedDict.fromkeys")
        self.assertEqual(answer.prototype("collections.OrderedDict", "move_to_end"), "text_signature (key, last=True)")
        self.assertEqual(answer.member("collections.OrderedDict", "fromkeys")["kind"], "class_method")
        self.assertEqual(probe("pathlib", "pathlib.Path.home").member("pathlib.Path", "home")["kind"], "class_method")


if __name__ == "__main__":
    unittest.main()
