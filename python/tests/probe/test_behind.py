"""`(*args, **kwargs)`, and what stands behind it."""

import unittest

from probing import probe

FUNCTIONS = {
    "handed": "code (a: int, b=2, *, c: str='x') -> bool",
    "twice": "code (a: int, b=2, *, c: str='x')",
    "filled": "code (b=2, *, c: str='x') -> bool",
    "named": "code (a: int, *, c: str='x') -> bool",
    "chosen": "code (*args, a: int=..., b=2, c: str='x', **kwargs)",
    "caught": "code (*args, a: int=..., b=2, c: str='x', **kwargs)",
    "both": "code (*args, a: int=..., b=2, c: str='x', d=1, **kwargs)",
    "coroutine": "code (a: int) -> str",
    "reads": "code (*args, colour='red', size=..., weight=3, must=..., **kwargs)",
    "open_ended": "runtime (*args, **kwargs)",
    "sections": "docstring (*args, x=..., y=..., loc=..., **kwargs)",
    "google": "docstring (*args, path=..., mode=..., **kwargs)",
    "fields": "docstring (*args, count=..., verbose=..., **kwargs)",
    "client": "docstring (*args, name: str=..., region=None, **kwargs)",
    "inferred": "code (*args, name: str=..., region=None, **kwargs)",
    "instance": "code (a: int, b=2, *, c: str='x') -> bool",
    "loops": "runtime (*args, **kwargs)",
}
CONSTRUCTORS = {
    "Derived": "code (*args, extra=None, left=..., right=None, **kwargs)",
    "Plain": "code (left, right=None)",
}
METHODS = {
    "turn": "code (angle, *, slowly=False)",
    "spin": "code (angle, *, slowly=False)",
    "made": "code (*args, extra=None, left=..., right=None, **kwargs)",
    "wrapped": "code (x, y=0)",
}


class Behind(unittest.TestCase):
    maxDiff = None

    def test_functions(self):
        answer = probe("handing", *(f"handing.{name}" for name in FUNCTIONS))
        found = {name: answer.prototype(f"handing.{name}") for name in FUNCTIONS}
        self.assertEqual(found, FUNCTIONS)
        self.assertEqual(answer.symbols["handing.handed"]["types"], "runtime")
        self.assertNotIn("types", answer.symbols["handing.chosen"])
        self.assertEqual(answer.symbols["handing.coroutine"]["flow"], "coroutine")

    def test_classes(self):
        answer = probe("handing", *(f"handing.{name}" for name in CONSTRUCTORS), names=METHODS)
        self.assertEqual({name: answer.prototype(f"handing.{name}") for name in CONSTRUCTORS}, CONSTRUCTORS)
        found = {name: answer.prototype("handing.Derived", name) for name in METHODS}
        self.assertEqual(found, METHODS)


if __name__ == "__main__":
    unittest.main()
