"""What paths lead to, and what is said where they lead nowhere."""

import unittest

from probing import probe


class Paths(unittest.TestCase):
    def test_every_prefix_has_a_symbol(self):
        answer = probe("outer", "outer.inner.work", "outer.inner.VALUE")
        kinds = {path: symbol["kind"] for path, symbol in answer.symbols.items()}
        self.assertEqual(
            kinds,
            {"outer": "module", "outer.inner": "module", "outer.inner.work": "function", "outer.inner.VALUE": "value"},
        )
        self.assertEqual(answer.symbols["outer.inner.VALUE"], {"kind": "value", "type": "builtins.list"})
        self.assertEqual(answer.symbols["outer.inner"]["doc"], "Inside.")

    def test_an_attribute_wins_over_a_submodule(self):
        self.assertEqual(probe("outer", "outer.clash").prototype("outer.clash"), "runtime (a)")

    def test_submodules_are_imported(self):
        answer = probe("outer", "outer.unimported.Found.method", "outer.work")
        self.assertEqual(answer.symbols["outer.unimported"]["kind"], "module")
        self.assertEqual(answer.prototype("outer.unimported.Found", "method"), "runtime (a)")
        self.assertEqual(answer.symbols["outer.work"]["kind"], "function")

    def test_lazy_modules(self):
        answer = probe("lazy", "lazy.late", "lazy.part.late", "lazy.lat")
        self.assertEqual(answer.prototype("lazy.late"), "runtime (x)")
        self.assertEqual(answer.prototype("lazy.part.late"), "runtime (x)")
        self.assertEqual(list(answer.skipped), ["lazy.lat"])

    def test_values(self):
        answer = probe("shapes", "shapes.NOTHING", "shapes.PI", "shapes.proxy", "shapes.PI.real")
        types = {path: symbol.get("type") for path, symbol in answer.symbols.items()}
        self.assertEqual(
            types,
            {
                "shapes": None,
                "shapes.NOTHING": "builtins.NoneType",
                "shapes.PI": "builtins.float",
                "shapes.PI.real": "builtins.float",
                "shapes.proxy": "shapes.Proxy",
            },
        )

    def test_nested_classes_have_their_own_symbol(self):
        answer = probe("shapes", "shapes.Members.Nested.deep", "shapes.Members.Nested.Deeper")
        self.assertEqual(list(answer.symbols["shapes.Members"]["members"]), ["Nested"])
        self.assertEqual(answer.member("shapes.Members.Nested", "Deeper"), {"kind": "class"})
        self.assertEqual(answer.symbols["shapes.Members.Nested.Deeper"]["kind"], "class")
        self.assertNotIn("shapes.Members.Nested.deep", answer.symbols)

    def test_new_means_the_constructor(self):
        answer = probe("shapes", "shapes.Members.new", "shapes.new")
        self.assertEqual(answer.prototype("shapes.Members"), "runtime (a, b=2)")
        self.assertEqual(list(answer.skipped), ["shapes.new"])

    def test_globs(self):
        glob = {"path": "outer.inner", "names": ["work", "VALUE", "println", "x"]}
        answer = probe("outer", globs=[glob, {"path": "outer", "names": ["unimported", "y"]}])
        expected = ["outer", "outer.inner", "outer.inner.VALUE", "outer.inner.work", "outer.unimported"]
        self.assertEqual(sorted(answer.symbols), expected)
        self.assertEqual(answer.skipped, {})

    def test_globs_name_the_rest_of_the_module(self):
        answer = probe("outer", "outer.inner", globs=[{"path": "outer", "names": ["work", "clas"]}])
        self.assertEqual(answer.symbols["outer"]["others"], ["clash", "unimported"])
        self.assertNotIn("others", answer.symbols["outer.inner"])
        answer = probe("outer", globs=[{"path": "outer.inner", "names": ["work", "VALUE"]}])
        self.assertEqual(answer.symbols["outer.inner"]["others"], [])

    def test_globs_report_what_exists_and_fails(self):
        answer = probe("noisy", globs=[{"path": "noisy", "names": ["exits", "value", "absent"]}])
        self.assertEqual(list(answer.skipped), ["noisy.exits"])
        self.assertIn("noisy.value", answer.symbols)

    def test_a_glob_of_nothing_is_a_miss(self):
        answer = probe("outer", globs=[{"path": "outer.innr", "names": ["work"]}])
        self.assertEqual(answer.skipped["outer.innr"]["nearest"], ["outer.inner"])

    def test_nothing_asked_gives_the_library(self):
        self.assertEqual(list(probe("outer").symbols), ["outer"])

    def test_a_miss_names_what_is_near(self):
        answer = probe("outer", "outer.innr.work", "outer.inner.wrk", "outer.unimportd", "outer.inner.work")
        self.assertEqual(
            answer.skipped,
            {
                "outer.innr.work": {
                    "reason": "`outer` has no attribute or submodule `innr`",
                    "nearest": ["outer.inner"],
                },
                "outer.inner.wrk": {
                    "reason": "`outer.inner` has no attribute `wrk`",
                    "nearest": ["outer.inner.work"],
                },
                "outer.unimportd": {
                    "reason": "`outer` has no attribute or submodule `unimportd`",
                    "nearest": ["outer.unimported"],
                },
            },
        )
        self.assertIn("outer.inner.work", answer.symbols)

    def test_a_missing_library_skips_every_path(self):
        answer = probe("jsn", "jsn.loads", "jsn.a.b", globs=[{"path": "jsn.c", "names": ["d"]}])
        self.assertEqual(answer.symbols, {})
        self.assertEqual(sorted(answer.skipped), ["jsn.a.b", "jsn.c", "jsn.loads"])
        skipped = answer.skipped["jsn.loads"]
        self.assertEqual(skipped["reason"], "importing `jsn` failed: ModuleNotFoundError: No module named 'jsn'")
        self.assertEqual(skipped["nearest"][0], "json")

    def test_paths_of_other_libraries_are_refused(self):
        answer = probe("json", "jsonschema.validate", "json.loads")
        self.assertIn("`json`", answer.skipped["jsonschema.validate"]["reason"])
        self.assertIn("json.loads", answer.symbols)

    def test_odd_paths(self):
        answer = probe("outer", "outer.", "outer..x", "outer.inner.not a name")
        self.assertEqual(len(answer.skipped), 3)

    def test_the_whole_surface(self):
        answer = probe("outer", extent={"depth": 1})
        expected = {"outer", "outer.clash", "outer.inner", "outer.inner.VALUE", "outer.inner.work"}
        expected |= {"outer.unimported", "outer.unimported.Found", "outer.work"}
        self.assertEqual(set(answer.symbols), expected)
        self.assertEqual(list(answer.symbols["outer.unimported.Found"]["members"]), ["method"])


if __name__ == "__main__":
    unittest.main()
