"""numpy, where there is one."""

import array
import math
import sys
import unittest

try:
    import numpy
except ImportError:
    numpy = None

from snakebridge.decode import Evaluator

from .host import Array, Handle, Node, expression, path
from .test_encode import Case


@unittest.skipIf(numpy is None, "numpy is not installed")
class Numpy(Case):
    def test_scalars_are_builtins(self):
        for x, plain in [
            (numpy.int64(3), 3), (numpy.int8(-3), -3), (numpy.uint64(2**64 - 1), 2**64 - 1), (numpy.longlong(5), 5),
            (numpy.bool_(True), True), (numpy.float64(1.5), 1.5), (numpy.float32(0.1), float(numpy.float32(0.1))),
            (numpy.float16(0.5), 0.5), (numpy.float64("-0.0"), -0.0), (numpy.float64("inf"), math.inf),
            (numpy.complex128(1 + 2j), 1 + 2j), (numpy.complex64(1j), 1j), (numpy.str_("ä"), "ä"),
            (numpy.bytes_(b"a"), b"a"), (numpy.str_(""), ""),
        ]:  # fmt: skip
            for got in (self.sent(x), self.sent([x])[0], self.sent({"k": (x,)})["k"][0], self.memoizing([x])[0]):
                self.same(got, plain)
            self.assertEqual(list(self.sent({x: 1})), [plain])
        self.assertTrue(math.isnan(self.sent(numpy.float32("nan"))))
        self.assertEqual(len(self.objects), 0)

    def test_other_scalars_are_handles(self):
        record = numpy.array([(1, 2.0)], dtype="i4,f8")[0]
        for x in (numpy.longdouble(1), numpy.clongdouble(1), numpy.datetime64("2020"), numpy.timedelta64(1), record):
            self.assertEqual(self.sent(x).type, f"{type(x).__module__}.{type(x).__qualname__}")

    def test_lists_of_scalars(self):
        self.same(self.sent(list(numpy.arange(1000))), list(range(1000)))
        self.same(self.sent(list(numpy.arange(1000) * 1j))[7], 7j)

    def check(self, x):
        for got in (self.sent(x), self.sent([1, x])[1], self.memoizing((x,))[0]):
            self.assertIs(type(got), Array)
            self.assertEqual((got.dtype, got.shape), (x.dtype.str, x.shape))
            self.assertIs(type(got.data), bytes)
            back = numpy.ndarray(got.shape, got.dtype, got.data)
            self.assertEqual(back.tobytes(), x.tobytes())

    def test_arrays(self):
        for character in "?bhilqBHILQefdFD":
            for order in "<>":
                dtype = numpy.dtype(character).newbyteorder(order)
                for shape in ((), (0,), (3,), (2, 3), (0, 5), (100, 200)):
                    self.check(numpy.arange(math.prod(shape)).reshape(shape).astype(dtype))

    def test_layouts(self):
        x = numpy.arange(60_000.0).reshape(200, 300)
        for view in (x.T, x[::2], x[:, ::-1], numpy.asfortranarray(x), x[5:7, 1:2], numpy.broadcast_to(x[0], (3, 300))):
            self.check(view)
        x.flags.writeable = False
        self.check(x)

    def test_other_arrays_are_handles(self):
        for x in (
            numpy.array([object()]), numpy.array(["a"]), numpy.array([b"a"]), numpy.array(["2020"], "M8[D]"),
            numpy.array([1], "m8[s]"), numpy.zeros(2, "i4,f8"), numpy.zeros(2, "V3"), numpy.zeros(2, numpy.longdouble),
            numpy.zeros(2, numpy.clongdouble), numpy.ma.masked_array([1.0]), numpy.matrix([[1]]), numpy.recarray(1, "i4"),
            numpy.dtype("f8"), numpy.float64, numpy.add, numpy,
        ):  # fmt: skip
            self.assertIs(type(self.sent(x)), Handle, x)
            self.assertIs(type(self.sent([x])[0]), Handle, x)

    def test_the_same_array_twice(self):
        x = numpy.arange(100_000)
        one, two = self.sent([x, x])
        self.assertEqual(one.data, two.data)

    def test_a_large_array_is_not_copied(self):
        x = numpy.zeros(1_000_000)
        parts = self.encoder.value(x)
        self.assertTrue(any(type(part) is memoryview and part.nbytes == x.nbytes for part in parts))

    def test_arrays_from_the_host(self):
        evaluate = Evaluator(self.objects).evaluate
        for x in (numpy.arange(6.0).reshape(2, 3), numpy.zeros((0, 3)), numpy.array(5), numpy.arange(3, dtype=">i2")):
            got = evaluate(expression(Node("array", x.dtype.str, x.shape, bytearray(x.tobytes()))))
            self.assertEqual((got.dtype, got.shape, got.tolist()), (x.dtype, x.shape, x.tolist()))
            self.assertTrue(got.flags.writeable)
        for wrong in (
            ("<f8", (2,), bytearray(8)),
            ("<f8", (1,), bytearray(16)),
            ("|O", (1,), bytearray(8)),
            ("?!", (), b""),
        ):
            with self.assertRaises(Exception):
                evaluate(expression(Node("array", *wrong)))
        total = evaluate(expression(path("numpy.sum")(Node("array", "<i4", (2,), bytearray(8)))))
        self.same(self.sent(total), 0)


class WithoutNumpy(Case):
    def test_another_module_of_that_name(self):
        from snakebridge import leaves

        before = leaves.Numpy.scalars, leaves.Numpy.ndarray, sys.modules.get("numpy")
        leaves.Numpy.scalars, leaves.Numpy.ndarray = {}, None
        sys.modules["numpy"] = type(sys)("numpy")
        try:
            self.assertIs(type(self.sent(array.array("d"))), Handle)
        finally:
            leaves.Numpy.scalars, leaves.Numpy.ndarray, sys.modules["numpy"] = before
            if before[2] is None:
                del sys.modules["numpy"]


if __name__ == "__main__":
    unittest.main()
