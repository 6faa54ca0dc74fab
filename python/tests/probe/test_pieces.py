"""A stub file read piece by piece says what it says when it is parsed as a whole."""

import ast
import sys
import unittest
from unittest import mock

from probing import PYTHON_DIR

sys.path.insert(0, PYTHON_DIR)

from snakebridge.probe.stubs import pieces
from snakebridge.probe.stubs.pieces import Pending, statements
from snakebridge.probe.stubs.scopes import Imported, Scope

USUAL = '''# A comment.
from typing import (
    Any as Any,
    overload,
)
import os, sys
T: int
@overload
# Between.
@other(
    1
)
def f(a: int) -> int: ...

@overload
def f(
    a: str,
) -> str: ...
class C(Base[int]):
    x: int
# At the start of a line, in the class.
    def f(self) -> None: ...
    if sys.version_info >= (3, 0):
        y: int
async def g(): ...
if sys.version_info >= (3, 0):  # new
    def h(x: int) -> int: ...

    # Further out than it was.
    class D:
        z: str
    if sys.platform == "nowhere":
        gone: int
    else:
        here: int
elif unknown():
    def h(): ...
else:
    def h(x: str) -> str: ...
if sys.platform == "nowhere" or (
    unknown
):
    either: int
else:
    neither: int
if perhaps(): one: int
try:
    import json
except ImportError:
    json = None
__all__ = ["f"]
__all__ += ["g"]
f = f
'''
ODD = {
    "text over lines": 'X = """\ndef no(): ...\n"""\ndef f(): ...\n',
    "docstring": 'def f():\n    """One.\n\nclass No: ...\n    """\n',
    "brackets over lines": "X = [\nfirst,\nclass_,\n]\ndef f(): ...\n",
    "brackets in texts": 'X = "("\nY = ")"\ndef f(x: Literal["["]): ...\nclass C: ...\n',
    "continued line": "X = 1 + \\\n2\ndef f(): ...\n",
    "continued text": 'X = "\\\nclass No: ...\\\n"\ndef f(): ...\n',
    "continued comment": "# a \\\ndef f(): ...\nclass C: ...  # b \\\nx: int\n",
    "continued guard": "if True or \\\n    False:\n    def f(): ...\nx: int\n",
    "brackets in comments": "def f():  # :(\n    # it's ) or [\n    pass\nclass C: ...\n",
    "brackets in texts with escapes": """X = ".\\\\[{(\\""\nY = '#['\nclass C: ...\n""",
    "two in a line": "a: int; b: str\ndef f(): ...; \n",
    "windows": "def f(): ...\r\nclass C:\r\n    x: int\r\n",
    "mark": "\ufeffdef f(): ...\n",
    "text in a branch": 'if True:\n    def f():\n        """a\n  b"""\nx: int\n',
    "empty": "",
    "no end": "def f(): ...",
    "names with a word in front": "if_ = 1\nelse_ = 2\nclass_ = 3\ndefault: int\n",
}


def said(scope):
    """What a scope says, names in their order."""

    def text(binding):
        return vars(binding) if isinstance(binding, Imported) else ast.dump(binding)

    return [(name, [text(each) for each in bindings]) for name, bindings in scope.names.items()], scope.stars


@mock.patch.object(pieces, "SHORT", 0)
class Pieces(unittest.TestCase):
    def assert_same(self, source):
        whole = Scope("a.b", None, body=ast.parse(source).body)
        self.assertEqual(said(Scope("a.b", None, body=statements(source))), said(whole))

    def test_usual(self):
        self.assert_same(USUAL.encode())
        pending = {each.name for each in statements(USUAL.encode()) if isinstance(each, Pending)}
        self.assertEqual(pending, {"f", "C", "g"})

    def test_odd(self):
        for name, source in ODD.items():
            with self.subTest(name):
                self.assert_same(source.encode())

    def test_what_is_in_texts_and_comments_takes_no_parser(self):
        for name in ("continued text", "brackets in comments", "brackets in texts with escapes"):
            with self.subTest(name):
                pending = [each for each in statements(ODD[name]) if isinstance(each, Pending)]
                self.assertTrue(pending)

    def test_other_encodings(self):
        self.assert_same("# coding: latin-1\nX = 'é'\ndef f(): ...\n".encode("latin-1"))

    def test_what_is_broken_leaves_the_rest(self):
        scope = Scope("a", None, body=statements(b"def f(x x): ...\ndef g(): ...\n"))
        self.assertIsInstance(scope.names["f"][0], ast.Pass)
        self.assertIsInstance(scope.names["g"][0], ast.FunctionDef)
        with self.assertRaises(SyntaxError):
            statements(b"x = = 1\ndef f(): ...\n")

    def test_this_machine(self):
        with open(ast.__file__, "rb") as file:
            self.assert_same(file.read())


class Short(unittest.TestCase):
    def test_they_are_parsed_at_once(self):
        self.assertIsInstance(statements("def f(): ...\n")[0], ast.FunctionDef)

    def test_what_is_broken_leaves_the_rest(self):
        broken, whole = statements("def f(x x): ...\ndef g(): ...\n")
        self.assertIsInstance(broken.parse(), ast.Pass)
        self.assertIsInstance(whole.parse(), ast.FunctionDef)


if __name__ == "__main__":
    unittest.main()
