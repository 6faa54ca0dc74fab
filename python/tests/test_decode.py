"""Expressions: the stack machine of pickle as the evaluator."""

import pickle
import struct
import sys
import unittest

from snakebridge.decode import Evaluator
from snakebridge.objects import Objects

from .host import TOYS, Node, expression, live, path

sys.path.insert(0, TOYS)


class Case(unittest.TestCase):
    def setUp(self):
        self.objects = Objects()
        self.evaluator = Evaluator(self.objects)

    def eval(self, node):
        return self.evaluator.evaluate(node if isinstance(node, bytes) else expression(node))


class Nodes(Case):
    def test_every_node(self):
        self.assertEqual(self.eval(path("math.sqrt")(16.0)), 4.0)
        self.assertEqual(self.eval(path("builtins.dict")(a=1, b=2)), {"a": 1, "b": 2})
        self.assertEqual(self.eval(Node("item", {"a": [1, 2]}, "a").item(1)), 2)
        self.assertEqual(self.eval(Node("attr", 1j, "imag")), 1.0)
        self.assertEqual(self.eval(path("builtins.str")("a").attr("upper")()), "A")
        handle = self.objects.hold([1, 2, 3])
        self.assertEqual(self.eval(path("builtins.len")(live(handle))), 3)
        self.assertIs(self.eval(live(handle)), self.objects.live(handle))

    def test_nodes_inside_containers(self):
        got = self.eval({"a": [path("math.pi"), (path("builtins.abs")(-1),)], "b": {path("builtins.len")("xy")}})
        self.assertEqual(got, {"a": [3.141592653589793, (1,)], "b": {2}})

    def test_values(self):
        for x in (
            0.0,
            -0.0,
            1,
            True,
            10**400,
            "\ud800",
            [b""],
            bytearray(b"a"),
            [1],
            {None: ()},
            {1},
            frozenset(),
            -0j,
        ):
            got = self.eval(x)
            self.assertEqual((type(got), repr(got)), (type(x), repr(x)))

    def test_keywords_are_interned(self):
        name = "".join(["key", "word_", "argument"])
        (got,) = self.eval(Node("call", path("builtins.dict"), (), {name: 1}))
        self.assertIs(got, sys.intern(name))
        self.assertEqual(
            self.eval(Node("call", path("builtins.dict"), (), {"not an identifier": 1})), {"not an identifier": 1}
        )

    def test_100_000_nested_calls(self):
        node = path("builtins.abs")
        payload = (
            b"\x80\x05" + expression(node)[2:-1] * 100_000 + b"J" + struct.pack("<i", -5) + b"\x85R" * 100_000 + b"."
        )
        self.assertEqual(self.eval(payload), 5)

    def test_a_chain_of_100_000_attributes(self):
        attr = (
            pickle.SHORT_BINUNICODE + b"\x0bsnakebridge" + pickle.SHORT_BINUNICODE + b"\x04attr" + pickle.STACK_GLOBAL
        )
        payload = b"\x80\x05" + attr * 100_000 + b"K\x05" + (b"\x8c\x04real" + b"\x86R") * 100_000 + b"."
        self.assertEqual(self.eval(payload), 5)

    def test_nested_evaluation(self):
        evaluator = self.evaluator
        self.objects.hold(lambda: evaluator.evaluate(expression(path("math.sqrt")(4.0))))
        self.eval(1)
        self.assertEqual(self.eval(path("operator.add")(live(1)(), path("math.sqrt")(9.0))), 5.0)
        self.assertEqual(self.eval(path("math.sqrt")(16.0)), 4.0)

    def test_a_memo_is_of_one_payload(self):
        self.eval(1)
        payload = pickle.dumps([["shared"]] * 2, 5)
        for _ in range(3):
            first, second = self.eval(payload)
            self.assertIs(first, second)
        self.assertEqual(self.eval(b"\x80\x05]\x94h\x00\x86."), ([], []))
        self.assertEqual(self.eval(payload), [["shared"]] * 2)

    def test_bytes_after_the_end_are_not_the_next_payload(self):
        self.assertEqual(self.eval(b"\x80\x05K\x01.\x80\x05K\x02."), 1)
        self.assertEqual(self.eval(3), 3)


class Refusals(Case):
    def refused(self, payload, message, kind=pickle.UnpicklingError):
        with self.assertRaisesRegex(kind, message):
            self.eval(payload)
        self.assertEqual(self.eval(1), 1)

    def test_other_globals(self):
        self.refused(pickle.dumps(print, 5), "`builtins.print` is not a tag")
        self.refused(pickle.dumps(print, 0), "is not a tag")
        self.refused(b"\x80\x05\x8c\x0bsnakebridge\x8c\x06object\x93.", "`snakebridge.object` is not a tag")

    def test_unknown_objects(self):
        self.refused(expression(live(7)), "no object 7 .*released.*another session", LookupError)

    def test_odd_nodes(self):
        for pid in (b"\x88", b"N", b"]", b"G" + bytes(8), b")"):
            self.refused(b"\x80\x05" + pid + b"Q.", "a node is")

    def test_truncated_and_empty(self):
        for payload in (b"", b"\x80", b"\x80\x05", expression(path("math.sqrt")(16.0))[:-1]):
            self.refused(payload, "", (EOFError, pickle.UnpicklingError))


if __name__ == "__main__":
    unittest.main()
