"""Iterators, pulled in batches."""

import os
import subprocess
import unittest

from .host import AWAIT, ITERATE, NOTHING, OBJECT, PULL, RAISE, Handle, Host, Raised, live, path, value
from .opcodes import examine
from .test_callbacks import Case, builtin

streams = "streaming.{}".format


class Pulls(Case):
    def items(self, node, count=100, shape=0):
        return self.host.pull(self.host.iter(node), count, shape)

    def test_any_items(self):
        items = ["a", "123", None, b"x", {"is_final": True}, {"data": 1}, 1, 1.5, True, (1, [2]), "a" * 200_000, 10**40]
        got, over = self.items(items)
        self.assertEqual((got, over), (items, True))
        self.assertEqual([type(x) for x in got], [type(x) for x in items])

    def test_the_flag(self):
        iterator = self.host.iter([1, 2])
        self.assertEqual(iterator.type, "builtins.list_iterator")
        self.assertEqual(self.host.pull(iterator), ([1, 2], True))
        self.assertEqual(self.host.pull(iterator), ([], True))
        self.assertEqual(self.host.iter(path(streams("letters"))("ab")).type, "builtins.async_generator")
        with self.assertRaises(Raised) as caught:
            self.host.iter(5)
        self.assertEqual(caught.exception.description["type"], "builtins.TypeError")

    def test_counts(self):
        iterator = self.host.iter(path(builtin("range"))(10))
        self.assertEqual(self.host.pull(iterator, 3), ([0, 1, 2], False))
        self.assertEqual(self.host.pull(iterator, 1), ([3], False))
        self.assertEqual(self.host.pull(iterator, 6), ([4, 5, 6, 7, 8, 9], False))
        self.assertEqual(self.host.pull(iterator, 6), ([], True))
        for count in (0, -1, "x"):
            with self.assertRaises(Raised):
                self.host.pull(iterator, count)

    def test_nothing_is_read_ahead(self):
        self.eval(path(builtin("exec"))("taken = []", path("__main__.__dict__")), NOTHING)
        iterator = self.host.iter(path(streams("noting"))(path("__main__.taken")))
        for number in range(5):
            self.assertEqual(self.host.pull(iterator, 1), ([number], False))
            self.assertEqual(self.eval(path("__main__.taken")), list(range(number + 1)))

    def test_an_endless_generator_is_closed_by_its_release(self):
        iterator = self.host.iter(path(streams("counting"))())
        self.assertEqual(self.host.pull(iterator, 2), ([0, 1], False))
        self.host.release(iterator)
        self.assertEqual(self.eval(path(streams("closed"))), [2])

    def test_shapes(self):
        (first, second), over = self.items([[1], [2]], shape=1)
        self.assertEqual((first.type, over), ("builtins.list", True))
        self.assertEqual(self.eval(live(second)), [2])
        got, _ = self.items([(1, [2]), (3, [4]), 5], shape=("tuple", 0, 1))
        self.assertEqual([(type(pair[0]), type(pair[1])) for pair in got[:2]], [(int, Handle)] * 2)
        self.assertEqual(got[2], 5)
        got, _ = self.items([None, 1], shape=("optional", 0))
        self.assertEqual(got, [None, 1])
        with self.assertRaises(Raised) as caught:
            self.items([1, 2], shape="nonsense")
        self.assertEqual((caught.exception.items, caught.exception.description["type"]), ([], "builtins.ValueError"))

    def test_what_cannot_cross_does_not_spoil_its_neighbours(self):
        got, over = self.items([1, path(builtin("object"))(), path("cycles.in_list")(), [2], path("cycles.deep")(5000), "x"])
        self.assertEqual([type(x) for x in got], [int, Handle, Handle, list, Handle, str])

    def test_an_exception_comes_after_the_items_before_it(self):
        for node in (path(streams("failing"))(2), path(streams("failing_later"))(2)):
            with self.assertRaises(Raised) as caught:
                self.items(node)
            self.assertEqual(caught.exception.items, [0, 1])
            self.assertEqual(caught.exception.description["args"], ("after 2",))

    def test_items_that_change_afterwards(self):
        self.assertEqual(self.items(path(streams("changing"))(5))[0], [[0], [0, 1], [0, 1, 2], [0, 1, 2, 3], [0, 1, 2, 3, 4]])
        self.assertEqual(self.items(path(streams("changing_dicts"))(4))[0], [{"n": n} for n in range(4)])

    def test_many_items(self):
        iterator = self.host.iter(path(builtin("range"))(200_000))
        got, over = [], False
        while not over:
            items, over = self.host.pull(iterator, 1_000_000)
            got += items
        self.assertEqual(got, list(range(200_000)))

    def test_large_items(self):
        iterator = self.host.iter(path(streams("large"))(40, 300_000))
        got, over = [], False
        while not over:
            items, over = self.host.pull(iterator, 1000)
            got += map(len, items)
        self.assertEqual(got, [300_000] * 40)

    def test_payloads(self):
        iterator = self.host.iter([1, "a", [1], "b" * 100, {"a": "a"}, path(builtin("object"))(), "c", [["x", "x"]]])
        self.host.pull(iterator)
        examine(self.host.payload)

    def test_items_do_not_wait_for_slower_ones(self):
        for function in ("blocking", "blocking_later"):
            read, write = os.pipe()
            try:
                host = Host(stdout=subprocess.DEVNULL, pass_fds=[read])
                self.addCleanup(host.close)
                iterator = host.iter(path(streams(function))(3, read))
                request = host.ask((live(iterator), 100, 0), 0, kind=PULL)
                got = []
                while len(got) < 3:
                    host.step()
                    got = [item for _, items in host.items.get(request, ()) for item in items]
                self.assertEqual((got, request in host.answers), ([0, 1, 2], False))
                os.write(write, b"x")
                while request not in host.answers:
                    host.step()
                self.assertEqual(host.end(), 0)
            finally:
                os.close(read)
                os.close(write)

    def test_others_have_their_turn(self):
        iterator = self.host.iter(path(streams("counting"))())
        items, over = self.host.pull(iterator, 1 << 40)
        self.assertFalse(over)
        self.assertEqual(items, list(range(len(items))))

    def test_async_iterators(self):
        self.assertEqual(self.items(path(streams("letters"))("abc")), (["a", "b", "c"], True))
        iterator = self.host.iter(path(streams("letters"))("abc"))
        self.assertEqual(self.host.pull(iterator, 2), (["a", "b"], False))
        self.assertEqual(self.host.pull(iterator, 2), (["c"], True))
        with self.assertRaises(Raised) as caught:
            self.items(path(streams("failing_async"))(2))
        self.assertEqual(caught.exception.items, [0, 1])
        iterator = self.eval(path(streams("letters"))("abc"), AWAIT | OBJECT | ITERATE)
        self.assertEqual(self.host.pull(iterator), (["a", "b", "c"], True))

    def test_two_async_iterators_at_once(self):
        first, second = (self.host.iter(path(streams("ping"))(name)) for name in ("a", "b"))
        requests = [self.host.ask((live(iterator), 3, 0), 0, kind=PULL) for iterator in (first, second)]
        for request in requests:
            while request not in self.host.answers:
                self.host.step()

    def test_within_a_callback(self):
        def nested():
            return self.items([1, 2, 3])[0]

        callback = self.callback(nested)
        for node in (path("calling.apply")(callback), path("calling.in_thread")(callback)):
            self.assertEqual(self.eval(node), [1, 2, 3])
        callback = self.callback(nested, "coroutine")
        self.assertEqual(self.eval(path("calling.spam")(callback)), [1, 2, 3])
        callback = self.callback(lambda: self.items(path(streams("letters"))("ab"))[0], "coroutine")
        self.assertEqual(self.eval(path("calling.spam")(callback)), ["a", "b"])

    def test_a_wrong_pull(self):
        request = self.host.ask((1, 2), 0, kind=PULL)
        while request not in self.host.answers:
            self.host.step()
        self.assertEqual(self.host.answers[request][0], RAISE)
        request = self.host.ask((1, 2, 0), 0, kind=PULL)
        while request not in self.host.answers:
            self.host.step()
        self.assertEqual(value(self.host.answers[request][1])["type"], "builtins.TypeError")


if __name__ == "__main__":
    unittest.main()
