"""Functions of the host, called by Python in every way."""

import subprocess
import unittest

from .host import NOTHING, OBJECT, RETURN, Handle, Host, HostError, Node, Raised, expression, live, path

builtin = "builtins.{}".format


class Case(unittest.TestCase):
    def setUp(self):
        self.host = Host(stdout=subprocess.DEVNULL)
        self.addCleanup(self.host.close)
        self.addCleanup(self.host.process.kill)
        self.callback = self.host.callback

    def tearDown(self):
        self.assertEqual(self.host.end(), 0)

    def eval(self, node, want=0, context=None):
        return self.host.eval(node, want, context)

    def raised(self, node, kind):
        with self.assertRaises(Raised) as caught:
            self.eval(node)
        self.assertEqual(caught.exception.description["type"], kind, caught.exception.description["message"])
        return caught.exception.description

    def run_there(self, source):
        self.eval(path(builtin("exec"))(source, path("__main__.__dict__")), NOTHING)


class Calls(Case):
    def test_arguments_and_results(self):
        got = []
        echo = self.callback(lambda *args, **kwargs: got.append((args, kwargs)) or [list(args), kwargs])
        result = self.eval(Node("call", path("calling.apply"), (echo, 1, "a", None), {"key": [2.5]}))
        self.assertEqual(result, [[1, "a", None], {"key": [2.5]}])
        self.assertEqual(got, [((1, "a", None), {"key": [2.5]})])

    def test_shapes(self):
        got = []
        keep = self.callback(lambda *args, **kwargs: got.append((args, kwargs)), shapes=(("list", 1), ("dict", 0, 1)))
        self.eval(Node("call", path("calling.apply"), (keep, 1, [2]), {"key": 3}))
        (args, kwargs), = got
        self.assertEqual([handle.type for handle in args], ["builtins.int", "builtins.list"])
        self.assertEqual(kwargs["key"].type, "builtins.int")
        self.assertEqual(self.eval(live(args[1]).item(0)), 2)

    def test_what_cannot_cross_by_value_is_a_handle(self):
        got = []
        keep = self.callback(lambda *args: got.extend(args))
        self.eval(path("calling.apply")(keep, path("cycles.in_list")(), path(builtin("object"))(), 5))
        self.assertEqual([type(x) for x in got], [Handle, Handle, int])

    def test_a_sort_key(self):
        key = self.callback(lambda x: -x)
        self.assertEqual(self.eval(Node("call", path(builtin("sorted")), ([1, 3, 2],), {"key": key})), [3, 2, 1])

    def test_the_context_is_the_request(self):
        nothing = self.callback(lambda: None)
        self.eval(path("calling.apply")(nothing))
        self.assertEqual(self.host.calls, [(1, 0, self.host.last, nothing.number)])

    def test_nested_requests_run_in_the_thread_that_called(self):
        ident = path("threading.get_ident")()

        def nested():
            return [self.eval(ident, context=0), self.eval(ident)]

        main = self.eval(ident)
        nested = self.callback(nested)
        self.assertEqual(self.eval(path("calling.apply")(nested)), [main, main])

        def within():
            return [self.eval(ident), self.eval(ident)]

        first, second = self.eval(path("calling.in_thread")(self.callback(within)))
        self.assertEqual(first, second)
        self.assertNotEqual(first, main)

    def test_deep_nesting(self):
        def down(depth):
            return depth and 1 + self.eval(path("calling.apply")(callback, depth - 1))

        callback = self.callback(down)
        self.assertEqual(self.eval(path("calling.apply")(callback, 20)), 20)
        self.assertEqual(self.eval(path("calling.in_thread")(callback, 20)), 20)

    def test_recursion_without_end(self):
        def down():
            return self.eval(path("calling.apply")(callback))

        callback = self.callback(down)
        self.run_there("import sys; sys.setrecursionlimit(300)")
        self.raised(path("calling.apply")(callback), "builtins.RecursionError")
        self.assertEqual(self.eval(1), 1)

    def test_at_the_recursion_limit(self):
        self.run_there(
            "def dive(function, depth=0):\n"
            "    try: return dive(function, depth + 1)\n"
            "    except RecursionError: return function(depth)\n"
        )
        self.assertGreater(self.eval(path("__main__.dive")(self.callback(lambda depth: depth))), 100)

    def test_threads_of_a_library(self):
        double = self.callback(lambda number: 2 * number)
        self.assertEqual(self.eval(path("calling.in_threads")(double, 20)), [2 * number for number in range(20)])
        self.assertEqual({context for _, _, context, _ in self.host.calls}, {0})

    def test_answers_in_any_order(self):
        self.host.later = calls = []
        request = self.host.ask(path("calling.in_threads")(self.callback(int), 5))
        while len(calls) < 5:
            self.host.step()
        for call, _, (number,), _ in reversed(calls):
            # Meanwhile the main thread is blocked in Python; a thread that waits evaluates.
            self.assertEqual(self.eval(path(builtin("abs"))(-number), context=call), number)
        for call, _, (number,), _ in reversed(calls):
            self.host.send(RETURN, call, expression(number + 1))
        self.assertEqual(self.host.answer(request), [1, 2, 3, 4, 5])

    def test_a_call_while_the_main_thread_is_idle(self):
        later = self.eval(path("calling.Later")(self.callback(lambda: self.eval(path("math.sqrt")(4.0)))), OBJECT)
        self.eval(live(later).attr("start")())
        self.assertEqual(self.eval(live(later).attr("result")()), 2.0)
        self.assertEqual(self.host.calls[0][2], 0)

    def test_a_call_that_is_out_while_requests_come_and_go(self):
        later = self.eval(path("calling.Later")(self.callback(int)), OBJECT)
        self.host.later = calls = []
        self.eval(live(later).attr("start")())
        while not calls:
            self.host.step()
        for number in range(200):
            self.assertEqual(self.eval(number, context=number % 2 and calls[0][0]), number)
        self.host.send(RETURN, calls[0][0], expression(7))
        self.assertEqual(self.eval(live(later).attr("result")()), 7)

    def test_after_the_answer(self):
        function = self.eval(self.callback(lambda: 5), OBJECT)
        self.assertEqual(self.eval(live(function)()), 5)

    def test_returns_nobody_waits_for(self):
        self.host.send(RETURN, 77, expression(path("no.such.thing")))
        self.host.send(11, 78, expression(1))
        self.raised(b"", "_pickle.UnpicklingError")
        self.assertEqual(self.eval(1), 1)
        request = self.host.ask(1, context=99)
        with self.assertRaises(Raised) as caught:
            self.host.answer(request)
        self.assertEqual(caught.exception.description["type"], "asyncio.exceptions.CancelledError")

    def test_what_is_not_evaluated_is_told_as_dropped(self):
        first, second, third = (self.callback(int) for _ in range(3))
        error = HostError(600, "E", "no")
        self.raised([first, path(builtin("int"))("x"), [first, second], {"a": error}], "builtins.ValueError")
        self.host.send(RETURN, 77, expression([third, "callback"]))
        self.eval(None)
        self.assertEqual(self.host.dropped, {first.number: 2, second.number: 1, third.number: 1, 600: 1})

    def test_releases_wait_for_expressions_that_name_them(self):
        """What the host drops while a callback runs may be named further on in the expression that called it."""
        (kept,) = self.eval([path(builtin("object"))()])
        again = []

        def drop():
            self.host.release(kept)
            again.append(self.eval(path(builtin("object"))(), OBJECT))
            self.host.release(again[0])
            with self.assertRaises(Raised):
                self.eval(live(again[0]))  # this one could not be named, and is gone

        node = [path("calling.apply")(self.callback(drop)), path(builtin("type"))(live(kept)).attr("__name__")]
        self.assertEqual(self.eval(node), [None, "object"])
        self.raised(live(kept), "builtins.LookupError")


class Failures(Case):
    def test_an_error_of_python_comes_through_the_host(self):
        fail = self.callback(lambda: self.eval(path(builtin("int"))("x")))
        self.assertEqual(self.eval(path("calling.catch")(fail))[0], "ValueError")

    def test_an_error_of_the_host(self):
        def fail():
            raise HostError(10**6, "std::io::Error", "no such luck")

        description = self.raised(path("calling.apply")(self.callback(fail)), "snakebridge.HostError")
        self.assertEqual((description["args"], description["host_error"]), (("no such luck",), 10**6))
        self.assertEqual(description["message"], "no such luck")
        self.host.release(description["object"])
        self.eval(None)
        self.eval(None)
        self.assertEqual(self.host.dropped[10**6], 1)

    def test_what_is_no_exception_is_a_type_error(self):
        self.host.later = calls = []
        request = self.host.ask(path("calling.apply")(self.callback(int)))
        while not calls:
            self.host.step()
        self.host.send(11, calls[0][0], expression(5))
        with self.assertRaises(Raised) as caught:
            self.host.answer(request)
        self.assertEqual(caught.exception.description["type"], "builtins.TypeError")

    def test_a_finalizer_that_calls(self):
        note = self.callback(lambda: self.eval(1))
        handle = self.eval(path("calling.Finalized")(note), OBJECT)
        self.host.release(handle)
        self.eval(None)  # while it waits for the host, perhaps
        self.assertEqual(self.eval(path("calling.Finalized.noted")), [1])

    def test_a_forked_child(self):
        self.run_there(
            "import os\n"
            "def fork(function):\n"
            "    child = os.fork()\n"
            "    if not child:\n"
            "        try: function()\n"
            "        except RuntimeError as error: os._exit(7 if 'fork' in str(error) else 8)\n"
            "        os._exit(9)\n"
            "    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])\n"
        )
        self.assertEqual(self.eval(path("__main__.fork")(self.callback(int))), 7)

    def test_at_the_end_of_the_interpreter(self):
        self.run_there(
            "import atexit, calling\n"
            "def bind(function): atexit.register(lambda: print(calling.catch(function), file=open(name, 'w')))\n"
        )
        import tempfile

        with tempfile.NamedTemporaryFile() as file:
            self.eval(path(builtin("exec"))(f"name = {file.name!r}", path("__main__.__dict__")))
            self.eval(path("__main__.bind")(self.callback(int)), NOTHING)
            self.assertEqual(self.host.end(), 0)
            self.assertIn(b"RuntimeError", file.read())

    def test_the_host_goes_while_calls_are_out(self):
        host = Host(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(host.close)
        host.later = calls = []
        host.ask(path("calling.in_threads")(host.callback(int), 3))
        while len(calls) < 3:
            host.step()
        host.socket.close()
        self.assertEqual(host.process.wait(30), 0)


if __name__ == "__main__":
    unittest.main()
