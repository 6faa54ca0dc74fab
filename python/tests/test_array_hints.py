"""Hints about shapes, dtypes, devices, memory and features."""

import os
import subprocess
import sys
import unittest

try:
    import numpy
except ImportError:
    numpy = None
try:
    import pandas
except ImportError:
    pandas = None
try:
    from sklearn import linear_model
except ImportError:
    linear_model = None

from snakebridge import array_hints, exceptions
from snakebridge.array_hints import hints_in
from snakebridge.array_messages import MESSAGES

from .array_errors import RECORDED


class Recorded(unittest.TestCase):
    def test_every_message(self):
        for library, rows in RECORDED.items():
            for message, kind, texts in rows:
                with self.subTest(message=message):
                    self.assertEqual(hints_in(message, [library]), [(kind, texts)])

    def test_a_message_within_another(self):
        for library, rows in RECORDED.items():
            for message, kind, texts in rows:
                with self.subTest(message=message):
                    inside = f"Exception encountered when calling f().\n\n{message}\n\nArguments received: x=(1,)"
                    self.assertEqual(hints_in(inside, [library]), [(kind, texts)])

    def test_every_template_has_a_message(self):
        for library, rows in MESSAGES.items():
            messages = [message for message, _, _ in RECORDED[library]]
            for _, template, *_ in rows:
                with self.subTest(template=template):
                    self.assertTrue(any(array_hints.match(template, message) is not None for message in messages))

    def test_no_library_takes_the_message_of_another_for_its_own(self):
        for rows in RECORDED.values():
            for message, kind, texts in rows:
                with self.subTest(message=message):
                    self.assertEqual(hints_in(message, MESSAGES), [(kind, texts)])


class Bounds(unittest.TestCase):
    MISMATCH = "operands could not be broadcast together with shapes (2,) (3,) "

    def test_nothing_is_compiled_for_other_messages(self):
        array_hints.templates.clear()
        for message in ("", "invalid literal for int() with base 10: 'a'", "shapes of things", "{}", "x" * 100_000):
            self.assertEqual(hints_in(message, MESSAGES), [])
        self.assertEqual({pattern for _, _, pattern in array_hints.templates.values()}, {None})

    def test_both_ends_of_a_giant_message_are_read(self):
        padding = "x " * 1_000_000
        for message in (self.MISMATCH + padding, padding + self.MISMATCH):
            self.assertEqual(hints_in(message, ["numpy"]), [("shapes", ["shape=2", "shape=3"])])
        self.assertEqual(hints_in(padding + self.MISMATCH + padding, ["numpy"]), [])

    def test_many_long_texts(self):
        names = "".join(f"- {'n' * length}\n" for length in range(1, 300))
        [(kind, texts)] = hints_in("Feature names unseen at fit time:\n" + names, ["sklearn"])
        self.assertEqual((kind, texts[0]), ("features", "unexpected=n"))
        self.assertLessEqual(len(texts), 64)
        self.assertLessEqual(max(map(len, texts)), 200)

    def test_messages_made_to_be_slow(self):
        """A pattern that tried all ways to read these would not come to an end."""
        for start, repeated in [
            ("must have the same dtype, but got ", "and or "),
            ("must have the same dtype, but got ", "a, and "),
            ("list of allowed values: ", "or or, "),
            ("could not be broadcast together with shapes ", "(2,3)->(2,3) "),
            ("could not be broadcast together with shapes ", "1x1"),
            ("indexing tensors could not be broadcast together with shapes ", "(1,  "),
            ("Feature names unseen at fit time:\n", "- - "),
            ("CUDA out of memory. Tried to allocate ", "1.1 GiB. GPU 0 has a total "),
            ("Dimensions must be equal, but are 1 and 1 for ", "with input shapes: "),
        ]:
            hints_in(start + repeated * 1000 + "!", MESSAGES)

    def test_strange_messages(self):
        for message, expected in [
            ("shapes (2,3) and (2,3) not aligned: 3 (dim 1", []),
            ("X has  features, but A is expecting 3 features as input", []),
            ("Unable to allocate 1e400 GiB", []),
            (f"Unable to allocate {'9' * 5000} bytes", []),
            ("cannot reshape array of size 6 into shape ()", [("reshape", ["size=6", "shape="])]),
            ("Expected all tensors to be on the same device\udc80", [("devices", [])]),
        ]:
            with self.subTest(message=message[:80]):
                self.assertEqual(hints_in(message, MESSAGES), expected)


def hints(function, *args):
    """Of the description of what `function` raises."""
    try:
        function(*args)
    except BaseException as error:
        return exceptions.describe(error)["hints"]
    raise AssertionError("nothing was raised")


class Memory(unittest.TestCase):
    def test_main_memory(self):
        self.assertEqual(hints(bytearray, 2**62), [("out_of_memory", ["device=cpu"])])

    def test_a_library_with_memory_of_its_own(self):
        class OutOfMemoryError(MemoryError):
            pass

        def allocate():
            raise OutOfMemoryError("no room")

        self.assertEqual(hints(allocate), [("out_of_memory", [])])


class Unrelated(unittest.TestCase):
    def test_without_a_library_there_is_no_hint(self):
        program = """if True:
            import sys
            sys.path.insert(0, sys.argv[1])
            from snakebridge import array_hints, exceptions
            told = exceptions.describe(ValueError("operands could not be broadcast together with shapes (2,) (3,) "))
            print(told["hints"], array_hints.templates)
        """
        folder = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
        done = subprocess.run([sys.executable, "-I", "-c", program, folder], capture_output=True, text=True)
        self.assertEqual((done.stdout, done.stderr), ("[] {}\n", ""))

    def test_an_exception_that_cannot_be_printed(self):
        class Unprintable(ValueError):
            def __str__(self):
                raise RuntimeError

        def fail():
            raise Unprintable

        self.assertEqual(hints(fail), [])


@unittest.skipIf(numpy is None, "numpy is not installed")
class Numpy(unittest.TestCase):
    def test_shapes(self):
        ones = numpy.ones
        for expected, function, *args in [
            (["shape=2,3", "shape=4,5"], numpy.add, ones((2, 3)), ones((4, 5))),
            (["size=2", "size=3"], numpy.matmul, ones((2, 3)), ones((2, 3))),
            (["shape=2,3", "shape=2,3", "size=3", "size=2"], numpy.dot, ones((2, 3)), ones((2, 3))),
            (["axis=1", "size=3", "size=4"], numpy.concatenate, [ones((2, 3)), ones((2, 4))]),
            (["shape=4", "shape=3"], ones(3).__setitem__, slice(None), ones(4)),
            (["shape=3", "shape=4"], numpy.broadcast_to, ones(3), (4,)),
            (["axis=0", "size=3", "size=2"], ones(3).__getitem__, numpy.array([True, False])),
        ]:
            with self.subTest(function=function):
                self.assertEqual(hints(function, *args), [("shapes", expected)])
        self.assertEqual(hints(ones(6).reshape, 4, -1), [("reshape", ["size=6", "shape=4,?"])])
        self.assertEqual(hints(numpy.concatenate, [ones((2, 3)), ones(4)]), [("dimensions", ["expected=2", "found=1"])])

    def test_dtypes(self):
        self.assertEqual(
            hints(numpy.array(["a"]).__add__, numpy.array([1])), [("dtypes", ["found=<U1", "found=int64"])]
        )
        floats = numpy.array([1.5])
        self.assertEqual(hints(numpy.array([1]).__iadd__, floats), [("dtypes", ["found=float64", "expected=int64"])])
        self.assertEqual(hints(floats.astype, "int32", "K", "safe"), [("dtypes", ["found=float64", "expected=int32"])])
        self.assertEqual(hints(numpy.bitwise_and, floats, 1), [("dtypes", [])])

    def test_memory(self):
        self.assertEqual(
            hints(numpy.zeros, (10**8, 10**8)), [("out_of_memory", [f"requested={8 * 10**16}", "device=cpu"])]
        )

    def test_other_failures(self):
        self.assertEqual(hints(numpy.array(["a"]).astype, float), [])
        self.assertEqual(hints(int, "x"), [])


@unittest.skipIf(pandas is None, "pandas is not installed")
class Pandas(unittest.TestCase):
    def test_lengths(self):
        frame = pandas.DataFrame({"a": [1, 2, 3]})
        self.assertEqual(hints(frame.__setitem__, "b", [1, 2]), [("shapes", ["size=2", "size=3", "axis=0"])])
        self.assertEqual(hints(pandas.DataFrame, {"a": [1], "b": [1, 2]}), [("shapes", ["axis=0"])])
        self.assertEqual(hints(pandas.DataFrame, numpy.ones((2, 3)), [0]), [("shapes", ["shape=2,3", "shape=1,3"])])

    def test_memory(self):
        frame = pandas.DataFrame({"a": [1, 2, 3]})
        self.assertEqual(
            hints(frame.reindex, range(10**13)), [("out_of_memory", [f"requested={8 * 10**13}", "device=cpu"])]
        )


@unittest.skipIf(linear_model is None, "scikit-learn is not installed")
class ScikitLearn(unittest.TestCase):
    def test_features(self):
        ones = numpy.ones
        model = linear_model.LinearRegression().fit(ones((4, 3)), ones(4))
        self.assertEqual(hints(model.predict, ones((4, 2))), [("features", ["found=2", "expected=3"])])
        self.assertEqual(hints(model.predict, ones(3)), [("dimensions", ["expected=2", "found=1"])])
        self.assertEqual(hints(model.fit, ones((4, 3)), ones(5)), [("shapes", ["size=4", "size=5", "axis=0"])])


if __name__ == "__main__":
    unittest.main()
