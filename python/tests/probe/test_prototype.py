"""Reading prototypes out of docstrings."""

import sys
import unittest

from probing import PYTHON_DIR, probe, written

sys.path.insert(0, PYTHON_DIR)

from snakebridge.probe.docstring import parse_docstring

# `None`: no evidence.
DOCSTRINGS = {
    "f(x)": "(x)",
    "f()": "()",
    "f(x)\n\nDoes it.": "(x)",
    "f(x) -> int": "(x) -> int",
    "f(x) -> new thing": "(x)",
    "f(x) -> value": "(x)",
    "f(x) -> str or None": "(x)",
    "f(x) -> np.ndarray | None": "(x) -> np.ndarray | None",
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
    "f([start,] stop[, step,], dtype=None, *, device=None)": "(stop, step=..., /, dtype=None, *, device=None) "
    "(start, stop, step=..., /, dtype=None, *, device=None)",
    "f(object, name[, default])": "(object, name, default=..., /)",
    "f(a[, b[, c]])": "(a, b=..., c=..., /)",
    "f([object])": "(object=..., /)",
    "f(a=1, b)": None,
    "f(int x, double y)": "(x: int, y: float)",
    "f(self, int a, Thing b not None, b_=None, const char* name='x')": "(self, a: int, b, b_=None, name='x')",
    "f( (Thing)self, (int)a [, (str)b='x']) -> None :": "(self, a: int, b: str='x') -> None",
    "f(self: std::vector<int>, a: list[int] = []) -> std::string": "(self, a: list[int]=[])",
    "f(...)": None,
    "f(a, lambda)": None,
    "f(a, b": None,
    "f(a, b=(1]": None,
    "f(a) does something": None,
    "f(a): pass\ndef g(b)": "(a)",
    "f() -> empty\nf(mapping) -> full": "() (mapping)",
    "f(x)\n\nf(x, y)": "(x) (x, y)",
    "f(x)\nf(x[, y])": "(x) (x, y=..., /)",
    "f(x)\n\n>>> f(1)\nf([1, 2])\n>>> f('a')\nf(['a'])": "(x)",
    "f(*args, **kwargs)\nOverloaded function.\n\n1. f(x: int) -> int\n\nDoes.\n\n2. f(x: str, y: float = 1.0) -> str\n": "(x: int) -> int "
    "(x: str, y: float=1.0) -> str",
    "f(*args, **kwargs)\nOverloaded function.\n\n1. f(x: int\n": "(*args, **kwargs)",
    "g(x)": None,
    "Does f(x).": None,
    "ff(x)": None,
    "": None,
    "f": None,
    "f(" + "(" * 5000: None,
    "f(x='\ud800')": None,
    "f(x\0)": None,
}


# Callables that say nothing but in their docstrings.
DOCUMENTED = {
    "pybind": "docstring (x: int | str, scale: float=1.0) -> int | str",
    "groups": "docstring (a, b=..., c=..., /) -> str",
    "leading": "docstring (start, stop=..., step=..., /, *, dtype=None)",
    "cython": "docstring (a: int, b: float=1.0, c=None)",
    "boost": "docstring (a: int, b: str='x') -> bool",
    "numpy": "docstring (x1, x2, /, out=None, *, where=True, casting='same_kind', signature=...)",
    "several": "docstring (start, stop=..., step=..., /) -> range",
}


class Prototypes(unittest.TestCase):
    def test_documented_callables(self):
        answer = probe("prototypes", *(f"prototypes.{name}" for name in DOCUMENTED))
        self.assertEqual({name: answer.prototype(f"prototypes.{name}") for name in DOCUMENTED}, DOCUMENTED)
        ways = [written(each) for each in answer.symbols["prototypes.pybind"]["overloads"]]
        self.assertEqual(ways, ["(x: int, scale: float=1.0) -> int", "(x: str) -> str"])

    def test_docstrings(self):
        for doc, expected in DOCSTRINGS.items():
            with self.subTest(doc[:80]):
                self.assertEqual(self.parse(doc), expected)

    @staticmethod
    def parse(doc):
        found = parse_docstring(doc, ["f"])
        ways = [written({"parameters": listed, **({"returns": returns} if returns else {})}) for listed, returns in found]
        return " ".join(ways) or None


if __name__ == "__main__":
    unittest.main()
