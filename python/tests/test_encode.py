"""Results as pickles: what they are made of, what they mean, and which handles they count."""

import gc
import math
import pickle
import sys
import unittest
import weakref

import snakebridge
from snakebridge.encode import Encoder, TaggingPickler
from snakebridge.objects import Objects

from .host import TOYS, Handle, value
from .opcodes import ADMITTED, examine

sys.path.insert(0, TOYS)
import cycles  # noqa: E402
import kinds  # noqa: E402
import strange  # noqa: E402

PLAIN = [
    None, True, False, 0, 1, -1, 255, 256, 65535, 65536, 2**31 - 1, 2**31, -(2**31), 2**53 + 1, -(2**63), 2**64, 10**400,
    1 << 3000, 0.0, -0.0, 1.0, math.inf, -math.inf, "", "a", "ä" * 300, "\0", "\ud800", "x" * 70_000, b"", b"\0",
    b"x" * 300, b"y" * 70_000, bytearray(), bytearray(b"abc"), bytearray(70_000), [], [1], (), (1,), (1, 2), (1, 2, 3),
    (1, 2, 3, 4), {}, {"a": 1}, {1: 2, None: 3, 2.5: 4, False: 5, (1, "b"): 6, b"c": 7, frozenset([1]): 8}, set(), {1},
    {1, "a", (2, 3)}, frozenset(), frozenset([1, 2]), [[[]]], [(), [{}]], list(range(2500)), dict.fromkeys(range(2500)),
    set(range(2500)), {"__type__": "x", "id": 3, "session_id": "y"}, [1, 1.0, True, "1"], "snakebridge", ["object"] * 3,
]  # fmt: skip


class Case(unittest.TestCase):
    def setUp(self):
        self.objects = Objects()
        self.encoder = Encoder(self.objects)

    def payload(self, x, how="value"):
        payload = b"".join(map(bytes, getattr(self.encoder, how)(x)))
        examine(payload)
        self.assertEqual(vars(snakebridge).keys() & {"object", "scalar", "complex", "array"}, set())
        return payload

    def sent(self, x, how="value"):
        return value(self.payload(x, how))

    def same(self, got, given):
        self.assertIs(type(got), type(given))
        self.assertEqual(repr(got), repr(given))

    def memoizing(self, x):
        """As `sent`, but by the pickler that keeps a memo."""
        pickler = TaggingPickler(self.objects, fast=False)
        payload = b"".join(map(bytes, pickler.encode(x)))
        examine(payload)
        return value(payload)


class Values(Case):
    def test_plain_values_are_themselves(self):
        for x in [*PLAIN, PLAIN, {"all": PLAIN}]:
            self.same(self.sent(x), x)
            self.same(self.memoizing(x), x)
        self.assertEqual(len(self.objects), 0)

    def test_any_number_of_frozensets(self):
        # CPython's pickler never leaves one again in its fast mode, and after 50 of them forgets where it is.
        for number in range(200):
            x = ([frozenset({number})], frozenset({b"x" * number}))
            self.same(self.sent(x), x)

    def test_nan_and_complex(self):
        self.assertTrue(math.isnan(self.sent(math.nan)))
        for x in (1j, complex(-0.0, 0.0), complex(0.0, -0.0), complex(math.inf, math.nan), [1j, {1j: 1j}]):
            self.same(self.sent(x), x)
            self.same(self.memoizing(x), x)

    def test_memory_views_of_bytes(self):
        for view in (memoryview(b"abc"), memoryview(bytearray(b"abc")), memoryview(b"xabcx")[1:4]):
            self.same(self.sent(view), b"abc")
            self.same(self.sent([view, view]), [b"abc", b"abc"])

    def test_whatever_else_is_a_handle(self):
        for x in kinds.opaque():
            name = f"{type(x).__module__}.{type(x).__qualname__}"
            for got in (self.sent(x), self.sent([1, x])[1], self.sent({"a": (x,)})["a"][0], self.memoizing([x])[0]):
                self.assertIs(type(got), Handle, x)
                self.assertEqual(got.type, name)
                self.assertIs(self.objects.live(got.id), x)

    def test_an_opaque_leaf_does_not_hide_its_neighbours(self):
        x = kinds.opaque()
        got = self.sent([1, x, "two", {"three": x[0]}, {4, len}])
        self.assertEqual((got[0], got[2]), (1, "two"))
        self.assertEqual(len(got[1]), len(x))
        self.assertIs(type(got[3]["three"]), Handle)
        self.assertIn(4, got[4])
        self.assertEqual(self.sent({len: 1, "a": 2})["a"], 2)

    def test_user_code_is_never_run(self):
        for x in [*strange.touchy(), strange.touchy(), *strange.in_containers(), strange.keyed()]:
            for how in ("value", "handle", "nothing"):
                self.sent(x, how)
            for shape in (0, 1, ("list", 1), ("dict", 1, 1), ("dict", 0, 1), ("dict", 1, 0), ("optional", 1)):
                self.sent((shape, x), "shaped")
        self.assertEqual(strange.touched, [])

    def test_keys_are_not_hashed_again(self):
        x = strange.keyed()
        hashed = strange.key.hashed
        got = self.sent((("dict", 0, 1), x), "shaped")
        self.assertEqual(strange.key.hashed, hashed)
        self.assertEqual(len(got), 4)
        self.assertEqual([type(v) for v in got.values()], [Handle] * 4)
        self.assertIn((1, 2), got)

    def test_what_types_say_of_themselves_is_not_believed(self):
        self.assertEqual(self.sent(strange.Liar()).type, "strange.Liar")
        self.assertEqual(self.sent(strange.Misnamed()).type, "Misnamed")

    def test_nothing(self):
        self.assertIsNone(self.sent(kinds.opaque(), "nothing"))
        self.assertEqual(len(self.objects), 0)

    def test_pickle_buffers_are_handles(self):
        buffer = pickle.PickleBuffer(b"abc")
        self.assertEqual(self.sent(buffer).type, f"{type(buffer).__module__}.PickleBuffer")
        self.assertIs(type(self.sent([1, buffer])), Handle)

    def test_the_globals_are_not_the_users_to_have(self):
        for name in ("object", "scalar"):
            with self.assertRaises(AttributeError):
                getattr(snakebridge, name)
        self.assertIs(type(self.sent([object(), vars(snakebridge)])[1]), dict)

    def test_a_cleared_sys_modules(self):
        ours = sys.modules.pop("snakebridge")
        try:
            self.assertIs(type(self.sent([object()])[0]), Handle)
        finally:
            sys.modules["snakebridge"] = ours

    def test_every_admitted_opcode_occurs(self):
        seen = set()
        for x in [*PLAIN, kinds.opaque(), [1j] * 300, [kinds.Point] * 20, cycles.shared(), [*map(str, range(300))] * 2]:
            seen |= examine(b"".join(map(bytes, self.encoder.value(x))))
            seen |= examine(b"".join(map(bytes, TaggingPickler(self.objects, fast=False).encode(x))))
        # Of more than 4 GiB only.
        self.assertEqual(ADMITTED - seen, {"BINUNICODE8", "BINBYTES8"})


class Handles(Case):
    def test_one_object_has_one_id(self):
        x = object()
        first, second = self.sent([x, x])
        self.assertEqual(first.id, second.id)
        self.assertEqual(self.sent(x).id, first.id)
        self.assertEqual(self.objects.entries[first.id][1], 3)

    def test_a_memo_counts_once(self):
        x = object()
        first, second = self.memoizing([x, x])
        self.assertEqual(first.id, second.id)
        self.assertEqual(self.objects.entries[first.id][1], 1)

    def test_release(self):
        x = kinds.Row()
        known = weakref.ref(x)
        a, b = self.sent([x, x])
        self.objects.release([a.id])
        del x
        self.assertIs(type(self.objects.live(a.id)), kinds.Row)
        self.objects.release([b.id, b.id, 12345])
        self.assertIsNone(known())
        with self.assertRaisesRegex(LookupError, "released.*another session"):
            self.objects.live(a.id)
        self.assertGreater(self.sent(kinds.Row()).id, a.id)
        self.assertEqual(len(self.objects.handles), len(self.objects.entries))

    def test_values_as_handles(self):
        for x in (1, "a", [1], None, 1j):
            handle = self.sent(x, "handle")
            self.assertIs(self.objects.live(handle.id), x)
        self.assertEqual(handle.type, "builtins.complex")

    def test_large_ids(self):
        for last in (2**31 - 2, 2**31 - 1, 2**40):
            self.objects.last = last
            self.assertEqual(self.sent(object(), "handle").id, last + 1)

    def test_nothing_is_kept_alive(self):
        gc.disable()
        try:
            for how in (self.encoder.value, self.memoizing, lambda x: self.encoder.shaped((("list", 1), x))):
                for x in ([kinds.Word("w")], [[kinds.Word("w"), 1j]] * 50, {"a": [kinds.Row()] * 40}):
                    x = [*x] if type(x) is list else x
                    leaf = kinds.Row()
                    known = weakref.ref(leaf)
                    how([x, leaf])
                    self.objects.release([h for h, e in list(self.objects.entries.items()) for _ in range(e[1])])
                    del leaf
                    self.assertIsNone(known())
                    self.assertEqual(len(self.objects), 0)
        finally:
            gc.enable()

    def test_a_type_at_the_address_of_another(self):
        for number in range(50):
            kind = type(f"Kind{number}", (), {})
            handle = self.sent(kind())
            self.assertTrue(handle.type.endswith(f"Kind{number}"))
            self.objects.release([handle.id])
            del kind
            gc.collect()


class Nesting(Case):
    def test_cycles_are_one_handle(self):
        for make in (
            cycles.in_list, cycles.twice_in_list, cycles.in_dict, cycles.mutual, cycles.in_tuple, cycles.far_down,
            cycles.large, cycles.opaque_and_cyclic, cycles.exploding,
        ):  # fmt: skip
            x = make()
            for whole in (x, [x], {"k": (x,)}):
                got = self.sent(whole)
                self.assertIs(type(got), Handle, make)
                self.assertEqual(list(self.objects.entries), [got.id], make)
                self.assertEqual(self.objects.entries[got.id][1], 1)
                self.objects.release([got.id])

    def test_shared_is_not_cyclic(self):
        x = cycles.shared()
        self.assertEqual(self.sent(x), x)
        self.assertEqual(self.memoizing(x), x)
        many = [x] * 300_000  # more than is written out unchecked
        self.assertEqual(self.sent(many), many)

    def test_too_deep_is_one_handle(self):
        for depth in (100_000, 1_000_000):
            x = cycles.deep(depth)
            got = self.sent(x)
            self.assertIs(type(got), Handle)
            self.objects.release([got.id])
        got = self.sent(cycles.handles_then_deep())
        self.assertEqual(got.type, "builtins.list")
        self.assertEqual(list(self.objects.entries), [got.id])

    def test_a_raised_recursion_limit_does_not_crash(self):
        limit = sys.getrecursionlimit()
        sys.setrecursionlimit(10**7)
        try:
            self.assertIs(type(self.sent(cycles.deep(1_000_000))), Handle)
            self.assertEqual(sys.getrecursionlimit(), 10**7)
        finally:
            sys.setrecursionlimit(limit)

    def test_rather_deep_is_a_value(self):
        x = cycles.deep(400)
        self.assertEqual(self.sent(x), x)

    def test_large_values(self):
        for x in (
            [0.5] * 3_000_000,
            [[0.5] * 1000] * 3000,
            [[i] for i in range(200_000)],
            {i: str(i) for i in range(200_000)},
        ):
            self.assertEqual(self.sent(x), x)


class Shapes(Case):
    def sent_as(self, shape, x):
        return self.sent((shape, x), "shaped")

    def test_parts_as_handles(self):
        x = (1, [2], 3)
        got = self.sent_as(("tuple", 1, 0, 0), x)
        self.assertEqual(got[1:], ([2], 3))
        self.assertIs(self.objects.live(got[0].id), x[0])
        got = self.sent_as(("tuple", 1, 0), ["a", "b"])
        self.assertEqual((type(got), got[0].type, got[1]), (list, "builtins.str", "b"))
        got = self.sent_as(("list", 1), [1, "a"])
        self.assertEqual([handle.type for handle in got], ["builtins.int", "builtins.str"])
        self.assertIs(type(self.sent_as(("list", 1), (1, 2))), tuple)
        got = self.sent_as(("dict", 0, 1), {"a": 1, 2: 3})
        self.assertEqual(list(got), ["a", 2])
        self.assertEqual([handle.type for handle in got.values()], ["builtins.int"] * 2)
        got = self.sent_as(("dict", 1, 0), {"a": 1, 2: 3})
        self.assertEqual(sorted(handle.type for handle in got), ["builtins.int", "builtins.str"])
        self.assertIsNone(self.sent_as(("optional", 1), None))
        self.assertEqual(self.sent_as(("optional", 1), 3).type, "builtins.int")
        got = self.sent_as(("list", ("tuple", 0, ("optional", 1))), [("a", 1), ("b", None)])
        self.assertEqual((got[0][0], got[1]), ("a", ("b", None)))
        self.assertIs(type(got[0][1]), Handle)
        self.assertEqual(self.sent_as(1, 3).type, "builtins.int")

    def test_the_users_containers_stay_as_they_are(self):
        x = {"a": [1, (2,)]}
        self.sent_as(("dict", 1, ("list", 1)), x)
        self.assertEqual(x, {"a": [1, (2,)]})

    def test_what_does_not_fit_is_a_value(self):
        for shape in (("tuple", 1), ("list", 1), ("dict", 1, 1)):
            self.assertEqual(self.sent_as(shape, 3), 3)
        self.assertEqual(self.sent_as(("tuple", 1), (1, 2)), (1, 2))
        self.assertEqual(self.sent_as(("tuple", 1), [1, 2]), [1, 2])
        self.assertEqual(self.sent_as(("tuple", 1), {1}), {1})
        self.assertIs(type(self.sent_as(("list", 0), kinds.Row())), Handle)

    def test_a_cycle_in_one_part_hides_no_other(self):
        x = (object(), cycles.in_list(), "c", cycles.deep(100_000))
        got = self.sent_as(("tuple", 1, 0, 0, 0), x)
        self.assertEqual(got[2], "c")
        self.assertEqual([got[0].type, got[1].type, got[3].type], ["builtins.object", "builtins.list", "builtins.list"])
        self.assertEqual([entry[1] for entry in self.objects.entries.values()], [1, 1, 1])

    def test_no_shapes(self):
        for shape in (2, True, None, (), ("tuple",), ("list",), ("set", 1), ("dict", 1), "list", [1]):
            if shape == ("tuple",):
                self.assertEqual(self.sent_as(shape, ()), ())
                continue
            with self.assertRaisesRegex(ValueError, "not a shape"):
                self.sent_as(shape, [1])
        with self.assertRaises(ValueError):
            self.encoder.shaped([1, 2])


if __name__ == "__main__":
    unittest.main()
