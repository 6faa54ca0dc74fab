"""Modules of the adapter that others name, also those that are imported when they are needed and not before."""

import ast
import os
import unittest

from .host import ADAPTER


def sources():
    for folder, _, names in os.walk(os.path.join(ADAPTER, "snakebridge")):
        for name in names:
            if name.endswith(".py"):
                yield os.path.join(folder, name)


def named(source):
    """The files without suffix, or folders, that a source imports from by a relative name."""
    with open(source, encoding="utf-8") as file:
        tree = ast.parse(file.read())
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level and node.module:
            folder = source
            for _ in range(node.level):
                folder = os.path.dirname(folder)
            yield node.lineno, os.path.join(folder, *node.module.split("."))


class Modules(unittest.TestCase):
    def test_what_is_imported_is_there(self):
        count = 0
        for source in sources():
            for line, module in named(source):
                count += 1
                is_there = os.path.isfile(module + ".py") or os.path.isfile(os.path.join(module, "__init__.py"))
                self.assertTrue(is_there, f"{source}:{line} imports from {module}")
        self.assertGreater(count, 50)


if __name__ == "__main__":
    unittest.main()
