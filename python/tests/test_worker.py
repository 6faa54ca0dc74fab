"""Requests and answers of a worker in a process of its own."""

import os
import pickle
import subprocess
import sys
import tempfile
import threading
import unittest

from .host import EVAL, HEADER, NOTHING, OBJECT, REPLY, TOYS, Handle, Host, Node, Raised, expression, live, path
from .opcodes import examine

builtin = "builtins.{}".format


class Case(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.host = Host(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    @classmethod
    def tearDownClass(cls):
        assert cls.host.end() == 0

    def eval(self, node, want=0):
        try:
            return self.host.eval(node, want)
        finally:
            examine(self.host.payload)

    def raised(self, node, kind, want=0):
        with self.assertRaises(Raised) as caught:
            self.eval(node, want)
        self.assertEqual(caught.exception.description["type"], kind)
        return caught.exception.description

    def run_there(self, source):
        self.eval(path(builtin("exec"))(source, path("__main__.__dict__")), NOTHING)


class Requests(Case):
    def test_hello(self):
        hello = self.host.hello
        self.assertEqual(hello["protocol"], 2)
        self.assertEqual(hello["python"], sys.version_info[:3])
        self.assertEqual((hello["implementation"], hello["platform"]), (sys.implementation.name, sys.platform))
        self.assertEqual((hello["executable"], hello["prefix"]), (sys.executable, sys.prefix))
        self.assertEqual(hello["pid"], self.host.process.pid)

    def test_values(self):
        self.assertEqual(self.eval(path("math.sqrt")(16.0)), 4.0)
        self.assertEqual(self.eval(path(builtin("len"))([1, 2, 3])), 3)
        for x in (
            None,
            True,
            1.0,
            2**53 + 1,
            10**400,
            "a",
            b"x" * 1_000_000,
            ["x" * 100_000] * 30,
            {"a": {1: (2, {3})}},
        ):
            got = self.eval(expression(x))
            self.assertEqual((type(got), got), (type(x), x))

    def test_wants(self):
        handle = self.eval(path(builtin("dict"))(a=1), OBJECT)
        self.assertEqual(handle.type, "builtins.dict")
        self.assertEqual(self.eval(live(handle).item("a")), 1)
        self.assertIsNone(self.eval(path(builtin("dict"))(a=1), NOTHING))
        first, second = self.host.shaped(("tuple", 1, 0), path(builtin("divmod"))(7, 2))
        self.assertEqual((first.type, second), ("builtins.int", 1))
        description = self.raised((7, 1), "builtins.ValueError", 3)
        self.assertEqual(description["frames"], [])
        self.raised(1, "builtins.ValueError", 3)

    def test_requests_however_they_come(self):
        """Several in one write, one in several writes, just around what is received at once."""
        host = self.host

        def frame(node):
            host.last += 1
            payload = expression(node)
            return host.last, HEADER.pack(0x4253, EVAL, 0, host.last, 0, len(payload)) + payload

        length = path(builtin("len"))
        sizes = [1, 2, 3, 4000, 4030, 4050, 4076, 4100, 8192, 100_000]
        frames = [frame(length("x" * size)) for size in sizes]
        host.socket.sendall(b"".join(data for _, data in frames))
        self.assertEqual([host.answer(request) for request, _ in frames], sizes)
        for request, data in (frame(length("y" * size)) for size in (5, 4060, 5000)):
            for start in range(0, len(data), 7 if len(data) < 200 else 1009):
                host.socket.sendall(data[start : start + (7 if len(data) < 200 else 1009)])
            self.assertIn(host.answer(request), (5, 4060, 5000))

    def test_a_chain_is_one_round_trip(self):
        node = path("collections.Counter")("abca").attr("most_common")(1).item(0)
        self.assertEqual(self.eval(node), ("a", 2))

    def test_requests_in_advance(self):
        # A host has to read while it writes: the worker reads nothing while nobody takes its answers.
        def write():
            for number in range(2000):
                self.host.send(2, number, expression(path(builtin("abs"))(-number)))

        writer = threading.Thread(target=write)
        writer.start()
        self.addCleanup(writer.join)
        for number in range(2000):
            kind, _, request, payload = self.host.receive()
            self.assertEqual((kind, request, pickle.loads(payload)), (REPLY, number, number))

    def test_large_arguments(self):
        data = os.urandom(3_000_000)
        self.assertEqual(self.eval(path(builtin("len"))(data)), len(data))
        self.assertEqual(self.eval(path(builtin("bytes"))(data)), data)

    def test_100_000_nested_calls(self):
        one = expression(path(builtin("abs")))[2:-1]
        self.assertEqual(self.eval(b"\x80\x05" + one * 100_000 + b"K\x05" + b"\x85R" * 100_000 + b"."), 5)

    def test_handles(self):
        a, b = self.eval([path("lives.Mortal")(), path("lives.Mortal")()])
        self.assertNotEqual(a.id, b.id)
        self.assertEqual(self.eval(live(a).attr("itself")()).id, a.id)
        self.host.release(a, a, b)
        description = self.raised(live(a), "builtins.LookupError")
        self.assertIn("released", description["message"])
        self.assertEqual(description["frames"], [])
        self.raised(live(987654321), "builtins.LookupError")

    def test_cycles_and_depth(self):
        for name in ("in_list", "mutual", "opaque_and_cyclic", "handles_then_deep", "exploding"):
            self.assertIs(type(self.eval(path(f"cycles.{name}")())), Handle)
        self.assertEqual(self.eval(path("cycles.shared")()), [[1, 2], [1, 2], ([1, 2], {"leaf": [1, 2]})])


class Raises(Case):
    def test_whatever_a_library_raises_is_a_result(self):
        self.assertEqual(self.raised(path("failing.leave")(3), "builtins.SystemExit")["args"], (3,))
        self.raised(path("failing.interrupted")(), "builtins.KeyboardInterrupt")
        self.raised(path(builtin("next"))(path(builtin("iter"))([])), "builtins.StopIteration")
        self.raised(path("failing.throw")(path(builtin("GeneratorExit"))()), "builtins.GeneratorExit")
        self.raised(path("failing.recurse_for_ever")(), "builtins.RecursionError")
        self.raised(path("exits"), "builtins.SystemExit")
        self.raised(path("raises.anything"), "builtins.RuntimeError")
        for name in ("BadStr", "ExitingStr", "BadAttributes", "BadGetattribute", "DeepStr"):
            self.raised(path("failing.throw_kind")(name, 1), f"failing.{name}")
        self.assertEqual(self.eval(1), 1)

    def test_no_frames_of_the_adapter(self):
        for node in (
            path("failing.recurse")(2),
            Node("call", path("failing.recurse"), (), {"depth": 2}),
            path("raises"),
            path("lazy.broken"),
        ):
            frames = self.raised(node, "builtins.ValueError" if node.kind == "call" else "builtins.RuntimeError")[
                "frames"
            ]
            self.assertTrue(frames)
            for file, *_ in frames:
                self.assertTrue(file.startswith(TOYS), file)
        node = path(builtin("list"))(path(builtin("map"))(path("failing.recurse"), [1]))
        self.assertEqual(len(self.raised(node, "builtins.ValueError")["frames"]), 2)

    def test_the_exception_itself(self):
        handle = self.raised(path("failing.with_args")("a"), "builtins.ValueError")["object"]
        self.assertEqual(self.eval(live(handle).attr("args")), ("a",))
        self.assertIsNone(self.eval(live(handle).attr("__context__")))
        again = self.raised(path("failing.throw")(live(handle)), "builtins.ValueError")
        self.assertEqual(again["object"].id, handle.id)

    def test_hints(self):
        self.assertIn(("nearest", ["sqrt", "isqrt"]), self.raised(path("math.sqr"), "builtins.AttributeError")["hints"])
        hints = dict(self.raised(path("jsn"), "builtins.ModuleNotFoundError")["hints"])
        self.assertEqual(hints["install"], ["jsn"])

    def test_malformed_payloads(self):
        for payload in (b"", b"junk", b"\x80\x05", b"\x80\x05cos\nsystem\n.", b"\x80\x05N"):
            with self.assertRaises(Raised):
                self.host.eval(payload)
        self.assertEqual(self.eval(1), 1)


class Lifetimes(Case):
    def test_a_result_is_let_go_of_before_it_is_answered(self):
        with tempfile.TemporaryDirectory() as folder:
            file = os.path.join(folder, "held")
            self.run_there(
                "import os\n"
                "class Holds:\n"
                f"    def __init__(self): open({file!r}, 'w').close()\n"
                f"    def __del__(self, remove=os.remove): sum(range(1_000_000)); remove({file!r})\n"
            )
            self.eval(path("__main__.Holds")(), NOTHING)
            self.assertEqual(os.listdir(folder), [])

    def alive(self):
        return self.eval(path("lives.alive")())

    def setUp(self):
        self.eval(path("gc.disable")())
        self.eval(path("lives.born").attr("clear")())

    def tearDown(self):
        self.eval(path("gc.enable")())

    def test_temporaries(self):
        mortal = path("lives.Mortal")
        for node in (
            mortal(mortal()).attr("value")(),
            path(builtin("len"))(mortal()),
            [mortal().attr("value")(), path(builtin("len"))(mortal())],
            path("operator.add")(mortal().attr("value")(), path(builtin("len"))(mortal(mortal()))),
        ):
            self.eval(node)
            self.assertEqual(self.alive(), 0)
        self.eval(mortal(), NOTHING)
        self.assertEqual(self.alive(), 0)

    def test_temporaries_of_a_payload_with_a_memo(self):
        payload = b"\x80\x05\x8c\x0clives.MortalQ)R\x94h\x00\x86."  # a pair of one Mortal, by way of the memo
        a, b = self.eval(payload)
        self.assertEqual((a.id, self.alive()), (b.id, 1))
        self.host.release(a, b)
        self.assertEqual(self.alive(), 0)

    def test_temporaries_of_a_failure(self):
        mortal = path("lives.Mortal")
        for node in (
            path("operator.add")(mortal(), path(builtin("int"))("x")),
            [mortal(), mortal(mortal()), path("no_such_module")],
            [mortal(), path("math.no_such_name")],
            [mortal(), live(999999)],
            Node("call", path("failing.with_args"), (), {"no_such_argument": mortal()}),
        ):
            with self.assertRaises(Raised) as caught:
                self.eval(node)
            self.assertEqual(self.alive(), 0, caught.exception)
            self.host.release(caught.exception.description["object"])

    def test_an_exception_lives_by_its_handle(self):
        with self.assertRaises(Raised) as caught:
            self.eval(path("failing.with_args")(path("lives.Mortal")()))
        description = caught.exception.description
        self.assertEqual(self.alive(), 1)
        self.host.release(description["object"])
        self.assertEqual(self.alive(), 1)  # the handle of the argument
        self.host.release(*description["args"])
        self.assertEqual(self.alive(), 0)
        with self.assertRaises(Raised) as caught:
            self.eval(path("lives.Mortal")().attr("fail")())
        self.assertEqual(self.alive(), 1)  # a local of a frame of the traceback
        self.host.release(caught.exception.description["object"])
        self.assertEqual(self.alive(), 0)

    def test_results(self):
        for shape in (0, ("list", 1), ("list", 0)):
            first, second, third, fourth = self.host.shaped(shape, path("lives.several")())
            self.assertEqual((first.id, self.alive()), (second.id, 2))
            if shape == ("list", 1):
                self.host.release(third)
            else:
                self.host.release(third["again"])
            self.host.release(first, second, fourth)
            self.assertEqual(self.alive(), 0)

    def test_what_was_not_sent_is_not_held(self):
        handle = self.eval(path("cycles.opaque_and_cyclic")())
        self.assertEqual(handle.type, "builtins.list")
        self.host.release(handle)
        self.raised(live(handle), "builtins.LookupError")

    def test_del_may_raise_and_print(self):
        handle = self.eval(path("lives.Noisy")())
        self.host.release(handle)
        self.assertEqual(self.alive(), 0)


class Surroundings(Case):
    def test_our_own_modules_are_found_without_sys_path(self):
        self.eval(path("os.chdir")("/"))
        self.assertEqual(self.eval(path("snakebridge.PROTOCOL")), 2)
        self.raised(path("jsn"), "builtins.ModuleNotFoundError")

    def test_sigint_keeps_its_handler(self):
        self.eval(path("signal.getsignal")(2))
        same = path("operator.is_")(path("signal.getsignal")(2), path("signal.default_int_handler"))
        self.assertIs(self.eval(same), True)

    def test_a_cleared_sys_modules(self):
        self.run_there(
            "import sys; kept = dict(sys.modules); [sys.modules.pop(n) for n in kept if n.startswith('snakeb')]"
        )
        self.assertEqual(len(self.eval([path(builtin("object"))()] * 20)), 20)
        self.raised(path("math.sqr"), "builtins.AttributeError")
        self.run_there("sys.modules.update(kept)")

    def test_no_descriptors_left(self):
        self.run_there(
            # What is garbage by now, such as pipes of other tests' children, is not to give any back meanwhile.
            "import gc, os, resource\n"
            "gc.collect()\n"
            "gc.disable()\n"
            "limit = resource.getrlimit(resource.RLIMIT_NOFILE)\n"
            "resource.setrlimit(resource.RLIMIT_NOFILE, (64, limit[1]))\n"
            "files = []\n"
            "def take_all():\n"
            "    while True: files.append(os.open('/', 0))\n"
        )
        # Within the call that fails: each request may let go of objects of earlier ones, and so of their descriptors.
        take_all = path("__main__.take_all")
        self.assertEqual(self.raised(take_all(), "builtins.OSError")["args"][0], 24)
        self.raised(path(builtin("int"))("x"), "builtins.ValueError")
        self.run_there("for file in files: os.close(file)")
        self.run_there("resource.setrlimit(resource.RLIMIT_NOFILE, limit)")
        self.run_there("gc.enable()")

    def test_any_recursion_limit(self):
        before = self.eval(path("sys.getrecursionlimit")())
        try:
            for limit in (60, 10**8):
                self.eval(path("sys.setrecursionlimit")(limit))
                self.assertEqual(len(self.eval([path(builtin("object"))()] * 20)), 20)
                self.assertIs(type(self.eval(path("cycles.deep")(100_000))), Handle)
                self.raised(path("failing.cyclic")(), "builtins.ValueError")
                self.raised(path("failing.with_deep_args")(), "builtins.ValueError")
                self.assertEqual(self.eval(path("sys.getrecursionlimit")()), limit)
        finally:
            self.eval(path("sys.setrecursionlimit")(before))

    def test_multiprocessing(self):
        self.run_there("import multiprocessing, os")
        for method in ("fork", "spawn"):
            node = path("multiprocessing.get_context")(method).attr("Pool")(1).attr("apply")(path("os.getpid"))
            self.assertNotEqual(self.eval(node), self.host.process.pid)


if __name__ == "__main__":
    unittest.main()
