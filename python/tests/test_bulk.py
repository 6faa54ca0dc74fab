"""Arrays in memory that the host shares: the adapter's side of the embedded engine."""

import ctypes
import gc
import unittest
import weakref

from snakebridge.embedded import bulk
from snakebridge.encode import Encoder
from snakebridge.objects import Objects

try:
    import numpy
except ImportError:
    numpy = None

LARGE = 64 * 1024


@unittest.skipIf(numpy is None, "numpy is not installed")
class ArraysApart(unittest.TestCase):
    def setUp(self):
        self.objects = Objects()
        self.encoder = Encoder(self.objects, apart=True)

    def held(self):
        return [entry[0] for entry in self.objects.entries.values()]

    def test_a_large_array_within_a_value_is_a_copy_that_is_held(self):
        x = numpy.zeros(LARGE, "u1")
        payload = b"".join(self.encoder.value([x, 1]))
        self.assertLess(len(payload), 200)
        (copy,) = self.held()
        x.fill(1)
        self.assertFalse(copy.any())

    def test_copies_are_in_c_order(self):
        x = numpy.arange(LARGE).reshape(2, -1).T
        self.encoder.value((x,))
        (copy,) = self.held()
        self.assertTrue(copy.flags.c_contiguous)
        self.assertTrue((copy == x).all())

    def test_small_arrays_are_written_out(self):
        self.encoder.value([numpy.zeros(LARGE - 1, "u1")])
        self.assertEqual(self.held(), [])

    def test_what_cannot_be_sent_leaves_nothing_held(self):
        x = [numpy.zeros(LARGE, "u1")]
        x.append(x)
        self.encoder.value(x)
        self.assertEqual([type(held) for held in self.held()], [list])

    def test_an_encoder_keeps_nothing_of_what_it_wrote(self):
        class Opaque:
            pass

        x = Opaque()
        gone = weakref.ref(x)
        gc.disable()
        try:
            self.encoder.value([x] * 20)
            del x
            self.objects.release(list(self.objects.entries) * 20)
            self.assertIsNone(gone())
        finally:
            gc.enable()


@unittest.skipIf(numpy is None, "numpy is not installed")
class Placed(unittest.TestCase):
    def test_an_array_lies_in_the_memory_and_keeps_the_capsule(self):
        class Capsule:
            pass

        memory = (ctypes.c_double * 6)(*range(6))
        capsule = Capsule()
        gone = weakref.ref(capsule)
        shape = memoryview((ctypes.c_longlong * 2)(2, 3)).tobytes()
        array = bulk.placed("<f8", shape, ctypes.addressof(memory), capsule)
        del capsule
        self.assertEqual(array.tolist(), [[0, 1, 2], [3, 4, 5]])
        array[1, 2] = 9
        self.assertEqual(memory[5], 9)
        part = array[1:]
        del array
        self.assertIsNotNone(gone())
        del part
        self.assertIsNone(gone())

    def test_shapes_may_be_empty(self):
        self.assertEqual(bulk.empty("|u1", b"").shape, ())

    def test_what_has_no_tensor_gives_none(self):
        self.assertIsNone(bulk.tensor(object()))
