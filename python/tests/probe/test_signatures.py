"""How callables are described: the chain of evidence."""

import sys
import unittest

from probing import probe

FUNCTIONS = {
    "kinds": "runtime (a, b, /, c, d=1, *args, e, f='x', **kwargs)",
    "plain": "runtime (*values)",
    "wrapped": "runtime (a, *, b)",
    "opaque": "code (a: int) -> str",
    "documented": "docstring (a, b=None, *, c='x') -> int",
    "duplicate": "code ()",
    "dispatched": "runtime (value, flag=False)",
    "cached": "runtime (n)",
    "partial": "runtime (b, /, c, d=1, *args, e, f='y', **kwargs)",
    "instance": "runtime (x, y=2)",
    "annotated": "runtime (a: int, b: list[str] | None=None, c: Unknown[int]=<object object at 0x…>, "
    "d: int | str | None=3, e: Literal['a-b', 1]=1, f: Callable[[int, str], T]=<function len>, "
    "g: dict[str, Any]={}, h: collections.OrderedDict=None) -> list[T]",
}

CONSTRUCTORS = {
    "Members": "runtime (a, b=2)",
    "Empty": "runtime ()",
    "MadeByNew": "runtime (x, *, y)",
    "NewAndInit": "runtime (real, other=1)",
    "Metaclassed": "runtime (x)",
    "Color": "runtime (value)",
    "Flags": "runtime (value)",
    "Point": "runtime (x, y=0)",
    "Typed": "runtime (name: str, size: int=1)",
    "Data": "runtime (name: str, tags: list=<factory>, size: int=3)",
    "Concrete": "runtime ()",
    "Exploding": "variadic ()",
    "Generic": "runtime (item: T)",
    "Keys": "runtime (*, key: int)",
}

STANDARD_LIBRARY = {
    "builtins.len": "text_signature (obj, /)",
    "builtins.sorted": "text_signature (iterable, /, *, key=None, reverse=False)",
    "builtins.max": "variadic ()",
    "builtins.range": "docstring (start, stop=..., step=..., /)",
    "builtins.dict": "docstring (iterable=..., /, **kwargs)",
    "builtins.ValueError": "variadic ()",
    "math.sqrt": "text_signature (x, /)",
    "json.loads": "runtime (s, *, cls=None, object_hook=None, parse_float=None, parse_int=None, parse_constant=None, "
    "object_pairs_hook=None, **kw)",
    "os.path.join": "runtime (a, /, *p)" if sys.platform == "win32" else "runtime (a, *p)",
    "os.environ.get": "runtime (key, default=None)",
    "re.compile": "runtime (pattern, flags=0)",
    "decimal.Decimal": "text_signature (value='0', context=None)",
    "itertools.count": "text_signature (start=0, step=1)",
    "collections.namedtuple": "runtime (typename, field_names, *, rename=False, defaults=None, module=None)",
    "collections.Counter": "runtime (iterable=None, /, **kwds)",
    "uuid.uuid4": "runtime ()",
}


class Signatures(unittest.TestCase):
    maxDiff = None

    def test_functions(self):
        answer = probe("shapes", *(f"shapes.{name}" for name in FUNCTIONS))
        self.assertEqual({name: answer.prototype(f"shapes.{name}") for name in FUNCTIONS}, FUNCTIONS)

    def test_constructors(self):
        answer = probe("shapes", *(f"shapes.{name}" for name in CONSTRUCTORS))
        self.assertEqual({name: answer.prototype(f"shapes.{name}") for name in CONSTRUCTORS}, CONSTRUCTORS)

    def test_what_cannot_be_made_has_no_constructor(self):
        answer = probe("shapes", "shapes.Abstract", "shapes.Speaks")
        self.assertNotIn("constructor", answer.symbols["shapes.Abstract"])
        self.assertNotIn("constructor", answer.symbols["shapes.Speaks"])

    def test_standard_library(self):
        for path, expected in STANDARD_LIBRARY.items():
            with self.subTest(path):
                self.assertEqual(probe(path.partition(".")[0], path).prototype(path), expected)

    def test_defaults_are_short_and_the_same_in_every_run(self):
        answers = [
            probe("shapes", "shapes.defaults", environment={"PYTHONHASHSEED": seed}).symbols["shapes.defaults"]
            for seed in ("1", "2")
        ]
        self.assertEqual(*answers)
        defaults = {parameter["name"]: parameter["default"] for parameter in answers[0]["parameters"]}
        self.assertEqual(defaults.pop("b"), "'" + "x" * 78 + "…")
        expected = {
            "a": "…",
            "c": "frozenset({'four', 'one', 'three', 'two'})",
            "d": "object",
            "e": "{'k': {1, 2, 3}}",
            "f": "<function kinds>",
            "g": "(1,)",
            "h": "<object object at 0x…>",
            "i": "'\\ud800'",
        }
        self.assertEqual(defaults, expected)


if __name__ == "__main__":
    unittest.main()
