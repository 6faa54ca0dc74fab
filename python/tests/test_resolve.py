"""Dotted paths, and the hints for those that lead nowhere."""

import os
import sys
import tempfile
import unittest

from snakebridge import exceptions
from snakebridge.decode import Evaluator
from snakebridge.objects import Objects
from snakebridge.resolve import failed, resolve

from .host import TOYS, expression, path

sys.path.insert(0, TOYS)


def hints(error):
    described = exceptions.describe(error)
    failed.clear()
    return dict(described["hints"])


class Case(unittest.TestCase):
    def both(self, dotted):
        """By the full story and, the second time, by the remembered one."""
        found = resolve(dotted)
        evaluator = Evaluator(Objects())
        for _ in range(2):
            self.assertIs(evaluator.evaluate(expression(path(dotted))), found)
        return found

    def error(self, dotted):
        errors = []
        for way in (resolve, self.both):
            try:
                way(dotted)
            except BaseException as error:
                errors.append(error)
        self.assertEqual(len(errors), 2)
        self.assertEqual((type(errors[0]), str(errors[0])), (type(errors[1]), str(errors[1])))
        return errors[1]  # of the last path that failed the hints are known


class Found(Case):
    def test_modules_attributes_and_submodules(self):
        import math
        import os.path

        self.assertIs(self.both("math"), math)
        self.assertIs(self.both("math.sqrt"), math.sqrt)
        self.assertIs(self.both("os.path.join"), os.path.join)
        self.assertIs(self.both("builtins.str.upper"), str.upper)
        for name in [name for name in sys.modules if name.split(".")[0] == "deep"]:
            del sys.modules[name]
        self.assertEqual(self.both("deep.er.module.function")(), "deep.er.module")

    def test_an_attribute_wins_over_a_submodule(self):
        self.assertEqual(self.both("shadow.thing")(), "the function")
        self.assertEqual(self.both("shadow.sibling.sibling"), 1)

    def test_lazy_attributes(self):
        self.assertEqual(resolve("lazy.late")(), "late")

    def test_a_submodule_of_a_module_by_another_name(self):
        sys.modules.pop("deep.er.module", None)
        self.assertEqual(self.both("alias.profound.er.module.__name__"), "deep.er.module")

    def test_reloading_and_patching_are_honoured(self):
        import math

        self.both("math.sqrt")
        original, math.sqrt = math.sqrt, len
        try:
            self.assertIs(self.both("math.sqrt"), len)
        finally:
            math.sqrt = original
        self.both("lazy.asked")
        old = sys.modules.pop("lazy")
        self.assertIsNot(self.both("lazy.asked"), old.asked)

    def test_an_attribute_that_is_none(self):
        resolve("lazy").nothing = None
        self.assertIsNone(self.both("lazy.nothing"))


class Lost(Case):
    def test_no_such_attribute(self):
        error = self.error("math.sqr")
        self.assertEqual((type(error), str(error)), (AttributeError, "module 'math' has no attribute 'sqr'"))
        self.assertEqual(hints(error)["nearest"][0], "sqrt")
        self.assertIsNone(error.__context__)

    def test_no_such_submodule(self):
        error = self.error("deep.err")
        self.assertEqual(str(error), "module 'deep' has no attribute 'err'")
        self.assertEqual(hints(error), {"nearest": ["er"]})

    def test_lazy_attributes(self):
        error = self.error("lazy.broken")
        self.assertEqual((type(error), str(error)), (RuntimeError, "the lazy attribute is broken"))
        error = self.error("lazy.own")
        self.assertEqual(str(error), "lazy has a message of its own")
        self.assertEqual(hints(self.error("lazy.lates")), {"nearest": ["late"]})

    def test_what_an_import_raises_is_not_hidden(self):
        error = self.error("shadow.needy")
        self.assertEqual((type(error), error.name), (ModuleNotFoundError, "dependency"))
        self.assertIs(type(self.error("raises.anything")), RuntimeError)
        self.assertIs(type(self.error("exits.anything")), SystemExit)
        error = self.error("wants")
        self.assertEqual(error.name, "a_module_that_does_not_exist")
        self.assertEqual(hints(error)["install"], ["a_module_that_does_not_exist"])

    def test_no_such_module(self):
        error = self.error("jsom.loads")
        self.assertEqual((type(error), str(error)), (ModuleNotFoundError, "No module named 'jsom'"))
        got = hints(error)
        self.assertIn("json", got["nearest"])
        self.assertEqual(got["install"], ["jsom"])
        self.assertNotIn("file", got)

    def test_a_file_in_the_working_directory(self):
        before = os.getcwd()
        with tempfile.TemporaryDirectory() as folder:
            folder = os.path.realpath(folder)
            os.chdir(folder)
            try:
                with open("my_helpers.py", "w") as file:
                    file.write("")
                os.mkdir("my_package")
                with open(os.path.join("my_package", "__init__.py"), "w") as file:
                    file.write("")
                path, sys.path = sys.path, [entry for entry in sys.path if entry not in ("", folder)]
                try:
                    self.assertEqual(hints(self.error("my_helpers"))["file"], [os.path.join(folder, "my_helpers.py")])
                    self.assertEqual(
                        hints(self.error("my_package.thing"))["file"],
                        [os.path.join(folder, "my_package", "__init__.py")],
                    )
                finally:
                    sys.path = path
            finally:
                os.chdir(before)

    def test_blocked_imports(self):
        sys.modules["blocked"] = None
        try:
            self.assertIs(type(self.error("blocked")), ModuleNotFoundError)
        finally:
            del sys.modules["blocked"]

    def test_odd_paths(self):
        for dotted in ("", ".", "math.", ".math", "math..sqrt", "ma th", "\0", "\ud800", "math.\ud800"):
            self.assertIsInstance(self.error(dotted), (ValueError, AttributeError, ImportError, UnicodeError))

    def test_attributes_of_what_is_no_module(self):
        error = self.error("builtins.str.uper")
        self.assertEqual(hints(error)["nearest"][0], "upper")


if __name__ == "__main__":
    unittest.main()
