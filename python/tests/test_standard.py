"""Dates and times, decimals, fractions and UUIDs: both ways, by value, and nothing else than those."""

import datetime
import decimal
import pickle
import subprocess
import sys
import unittest

from snakebridge import standard as adapter
from snakebridge.decode import Evaluator
from snakebridge.encode import Encoder, TaggingPickler
from snakebridge.objects import Objects

from .host import ADAPTER, TOYS, Handle, expression, path, value
from .opcodes import examine
from .standard import VALUES, exactly

sys.path.insert(0, TOYS)
import kinds  # noqa: E402


class Case(unittest.TestCase):
    def setUp(self):
        self.objects = Objects()
        self.encoder = Encoder(self.objects)
        self.evaluator = Evaluator(self.objects)

    def sent(self, x, how="value"):
        payload = b"".join(map(bytes, getattr(self.encoder, how)(x)))
        examine(payload)
        return value(payload)

    def memoizing(self, x):
        payload = b"".join(map(bytes, TaggingPickler(self.objects, fast=False).encode(x)))
        examine(payload)
        return value(payload)

    def evaluated(self, node):
        return self.evaluator.evaluate(expression(node))

    def same(self, got, given):
        self.assertEqual(exactly(got), exactly(given))


class Values(Case):
    def test_both_ways(self):
        for x in VALUES:
            self.same(self.sent(x), x)
            self.same(self.memoizing(x), x)
            self.same(self.evaluated(x), x)
        self.assertEqual(len(self.objects), 0)

    def test_nested(self):
        for across in (self.sent, self.memoizing, self.evaluated):
            for got, given in zip(across([VALUES, {"all": (VALUES,)}])[1]["all"][0], VALUES):
                self.same(got, given)

    def test_as_keys_and_members(self):
        keys = [x for x in VALUES if not (isinstance(x, decimal.Decimal) and x.is_snan())]
        for across in (self.sent, self.evaluated):
            for key in keys:
                (got,) = across({key: 1})
                self.same(got, key)
                (got,) = across({(key, 1)})
                self.same(got[0], key)
        for shape in (("dict", 0, 1), ("dict", 0, ("optional", 0))):
            got = self.sent((shape, dict.fromkeys(keys[:5], 1)), "shaped")
            self.assertEqual(list(got), list(dict.fromkeys(keys[:5])))

    def test_a_shared_one(self):
        x = VALUES[1]
        got = self.memoizing([x] * 20)
        self.assertEqual(got, [x] * 20)

    def test_python_calls(self):
        self.assertEqual(self.evaluated(path("builtins.repr")(VALUES[0])), repr(VALUES[0]))


class Context(Case):
    def test_the_decimal_context_has_no_say(self):
        text = "1.23456789E+20"
        strict = decimal.Context(prec=2, Emax=5, Emin=-5, capitals=0, clamp=1, traps=list(decimal.Context().flags))
        loose = decimal.Context(prec=2, Emax=5, Emin=-5, traps=[])
        for context in (strict, loose):
            with decimal.localcontext(context) as current:
                for x in (decimal.Decimal(text), decimal.Decimal("sNaN12"), decimal.Decimal("1E-50")):
                    current.clear_flags()
                    payload = b"".join(map(bytes, self.encoder.value(x)))
                    made = self.evaluated(x)
                    self.assertFalse(any(current.flags.values()))
                    self.assertEqual(made.as_tuple(), x.as_tuple())
                    self.assertEqual(value(payload).as_tuple(), x.as_tuple())
                self.assertNotIn(b"e+", b"".join(map(bytes, self.encoder.value(decimal.Decimal(text)))))
        with decimal.localcontext(loose), self.assertRaises(decimal.InvalidOperation):
            self.evaluator.evaluate(self.call("decimal", "one"))

    @staticmethod
    def call(tag, *args):
        names = b"".join(b"\x8c" + bytes([len(name)]) + name.encode() for name in ("snakebridge", tag))
        return b"\x80\x05" + names + b"\x93" + pickle.dumps(args, 5)[2:-1] + b"R."

    def test_what_is_out_of_range_is_refused(self):
        for tag, *args in (
            ("date", 0, 1, 1),
            ("date", 2023, 2, 29),
            ("time", 24, 0, 0, 0, 0, None),
            ("time", 1, 0, 0, 0, 2, None),
            ("time", 1, 0, 0, 0, 0, (86400, 0)),
            ("datetime", 2023, 1, 1, 0, 0, 0, 0, 0, "No/Such_Zone"),
            ("timedelta", 10**9, 0, 0),
            ("fraction", 1, 0),
            ("uuid", b"short"),
            ("date", 1, 2),
        ):
            with self.assertRaises(Exception, msg=tag):
                self.evaluator.evaluate(self.call(tag, *args))


class Handles(Case):
    def test_what_is_more_than_its_value(self):
        for x in kinds.almost_standard():
            for got in (self.sent(x), self.sent([x])[0], self.memoizing({"a": x})["a"]):
                self.assertIs(type(got), Handle, type(x))
                self.assertIs(self.objects.live(got.id), x)

    def test_patched_classes(self):
        real = datetime.datetime
        moment = real(2020, 1, 1)
        datetime.datetime = kinds.Moment  # as libraries do that freeze the time
        try:
            self.assertEqual(self.sent(moment), moment)
            self.assertIs(type(self.sent(kinds.Moment(2020, 1, 1))), Handle)
            self.assertIs(type(self.evaluated(moment)), real)
        finally:
            datetime.datetime = real

    def test_what_only_has_the_name_of_a_module(self):
        pending = dict(adapter.Known.pending)
        impostor = type(sys)("impostor")
        impostor.UUID = impostor.SafeUUID = kinds.Record
        sys.modules["impostor"] = impostor
        adapter.Known.pending["impostor"] = adapter.exact.uuids
        try:
            self.assertIs(type(self.sent(kinds.Record("r"))), Handle)
            self.assertIs(type(self.sent([kinds.Record("r")])[0]), Handle)
        finally:
            del sys.modules["impostor"]
            adapter.Known.pending = pending
            adapter.Known.loaded = None


class Imports(unittest.TestCase):
    def test_the_adapter_imports_none_of_them(self):
        names = "datetime _datetime decimal _decimal fractions uuid zoneinfo".split()
        source = (
            "import sys; from snakebridge.encode import Encoder; from snakebridge.decode import Evaluator\n"
            "from snakebridge.objects import Objects; Encoder(Objects()).value([object()])\n"
            f"print(sorted(set({names}) & set(sys.modules)))"
        )
        ran = subprocess.run([sys.executable, "-S", "-c", source], cwd=ADAPTER, capture_output=True, text=True, check=True)
        self.assertEqual(ran.stdout.strip(), "[]")


if __name__ == "__main__":
    unittest.main()
