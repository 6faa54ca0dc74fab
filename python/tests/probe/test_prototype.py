"""Reading prototypes out of docstrings."""

import sys
import unittest

from probing import PYTHON_DIR, written

sys.path.insert(0, PYTHON_DIR)

from snakebridge.probe.docstring import parse_docstring

# `None`: no evidence.
DOCSTRINGS = {
    "f(x)": "(x)",
    "f()": "()",
    "f(x)\n\nDoes it.": "(x)",
    "f(x) -> int": "(x) -> int",
    "f(x) -> new thing": "(x)",
    "f(x): does it": "(x)",
    "module.f(x) -> list[int]\n": "(x) -> list[int]",
    "f(x1, x2, /, out=None, *, where=True, casting='same_kind', subok=True[, signature, extobj])\n\nAdds.": "(x1, x2, /, "
    "out=None, *, where=True, casting='same_kind', subok=True, signature=..., extobj=...)",
    "f(object, dtype=None, *, copy=True, order='K',\n      like=None)\n\nCreate.": "(object, dtype=None, *, copy=True, "
    "order='K', like=None)",
    "f(condition, [x, y], /)": "(condition, x=..., y=..., /)",
    "f(a=[1, 2], b={'x': (1, 2)}, c=', )')": "(a=[1, 2], b={'x': (1, 2)}, c=', )')",
    "f(a, keepdims=<no value>, where=<no value>)": "(a, keepdims=..., where=...)",
    "f(self: mod.Cls, x: list[int] = [], *args, **kwargs) -> None": "(self: mod.Cls, x: list[int]=[], *args, **kwargs)"
    " -> None",
    "f(start=0, *, end)": "(start=0, *, end)",
    "f([start,] stop[, step,], dtype=None, *, device=None)": None,
    "f(object, name[, default])": None,
    "f([object])": None,
    "f(a=1, b)": None,
    "f(int x, double y)": None,
    "f(...)": None,
    "f(a, lambda)": None,
    "f(a, b": None,
    "f(a, b=(1]": None,
    "f(a) does something": None,
    "f(a): pass\ndef g(b)": "(a)",
    "f() -> empty\nf(mapping) -> full": None,
    "f(x)\n\nf(x, y)": None,
    "f(x)\nf(x[, y])": None,
    "f(x)\n\n>>> f(1)\nf([1, 2])\n>>> f('a')\nf(['a'])": "(x)",
    "f(*args, **kwargs)\nOverloaded function.\n\n1. f(x: int)": "(*args, **kwargs)",
    "g(x)": None,
    "Does f(x).": None,
    "ff(x)": None,
    "": None,
    "f": None,
    "f(" + "(" * 5000: None,
    "f(x='\ud800')": None,
    "f(x\0)": None,
}


class Prototypes(unittest.TestCase):
    def test_docstrings(self):
        for doc, expected in DOCSTRINGS.items():
            with self.subTest(doc[:80]):
                self.assertEqual(self.parse(doc), expected)

    @staticmethod
    def parse(doc):
        found = parse_docstring(doc, ["f"])
        if found is None:
            return None
        parameters, returns = found
        return written({"parameters": parameters, **({"returns": returns} if returns else {})})


if __name__ == "__main__":
    unittest.main()
