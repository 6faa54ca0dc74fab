"""Requests that the host cancels."""

import os
import random
import subprocess
import sys
import unittest

from .host import AWAIT, ITERATE, OBJECT, PULL, RAISE, RETURN, Host, Raised, expression, live, path, value
from .test_callbacks import Case, builtin

CANCELLED = "asyncio.exceptions.CancelledError"
INTERRUPTED = "builtins.KeyboardInterrupt"


class Cancelling(Case):
    def outcome(self, request):
        """The type of the exception that answers `request`."""
        with self.assertRaises(Raised) as caught:
            self.host.answer(request)
        return caught.exception.description["type"]

    def until(self, calls, count=1):
        while len(calls) < count:
            self.host.step()

    def announcing(self, node, want=0):
        """Ask for `node` once the worker has begun with it."""
        begun = []
        announce = self.callback(lambda: begun.append(1))
        request = self.host.ask([announce(), node], want)
        self.until(begun)
        return request

    def test_one_that_runs(self):
        for node in (path("time.sleep")(10**6), path("calling.spin")()):
            request = self.announcing(node)
            self.host.cancel(request)
            self.assertEqual(self.outcome(request), INTERRUPTED)
            self.assertEqual(self.eval(1), 1)

    def test_one_that_has_not_begun(self):
        read, write = os.pipe()
        try:
            host = self.host = Host(stdout=subprocess.DEVNULL, pass_fds=[read])
            self.addCleanup(host.close)
            first = host.ask(path("os.read")(read, 1))
            second = host.ask(path(builtin("exec"))("ran = True", path("__main__.__dict__")))
            callback = host.callback(int)
            third = host.ask(path("calling.add")(callback, 2), AWAIT)
            fourth = host.ask((1, 2, 3), kind=PULL)
            for request in (second, third, fourth):
                host.cancel(request)
            os.write(write, b"x")
            self.assertEqual(host.answer(first), b"x")
            for request in (second, third, fourth):
                self.assertEqual(self.outcome(request), CANCELLED)
            self.raised(path("__main__.ran"), "builtins.AttributeError")
            self.eval(None)
            self.assertEqual(host.dropped, {callback.number: 1})
        finally:
            os.close(read)
            os.close(write)

    def test_one_that_is_over(self):
        request = self.host.ask(1)
        self.assertEqual(self.host.answer(request), 1)
        self.host.cancel(request)
        for _ in range(10):
            self.assertEqual(self.eval(path("math.sqrt")(4.0)), 2.0)

    def test_a_task(self):
        self.host.later = calls = []
        announce = self.callback(int, "coroutine")
        request = self.host.ask(path("calling.announce_and_wait")(announce, "never"), AWAIT)
        self.until(calls)
        self.host.cancel(request)  # while the callback is out
        self.assertEqual(self.outcome(request), CANCELLED)
        request = self.host.ask(path("calling.announce_and_wait")(announce, "never"), AWAIT)
        self.until(calls, 2)
        self.host.send(RETURN, calls[1][0], expression(None))
        self.host.cancel(request)
        self.assertEqual(self.outcome(request), CANCELLED)
        self.host.send(RETURN, calls[0][0], expression(None))
        self.assertEqual(self.eval(1), 1)

    def test_while_a_callback_is_out(self):
        self.host.later = calls = []
        request = self.host.ask(path("calling.apply")(self.callback(int)))
        self.until(calls)
        self.host.cancel(request)
        self.assertEqual(self.outcome(request), INTERRUPTED)
        self.host.send(RETURN, calls[0][0], expression(path("no.such.thing")))
        self.assertEqual(self.eval(1), 1)

    def test_while_a_callback_is_out_and_another_thread_reads(self):
        later = self.eval(path("calling.Later")(self.callback(int)), OBJECT)
        self.host.later = calls = []
        self.eval(live(later).attr("start")())
        self.until(calls)
        request = self.host.ask(path("calling.apply")(self.callback(int)))
        self.until(calls, 2)
        self.host.cancel(request)
        self.assertEqual(self.outcome(request), INTERRUPTED)
        self.host.send(RETURN, calls[0][0], expression(3))
        self.assertEqual(self.eval(live(later).attr("result")()), 3)

    def test_while_tasks_run_and_a_callback_is_out(self):
        waiting = self.host.ask(path("calling.wait_for")("gate"), AWAIT)
        self.host.later = calls = []
        request = self.host.ask(path("calling.apply")(self.callback(int)))
        self.until(calls)
        self.host.cancel(request)
        self.assertEqual(self.outcome(request), INTERRUPTED)
        self.eval(path("calling.open_gate")("gate"), AWAIT)
        self.assertEqual(self.host.answer(waiting), "gate")

    def test_the_outer_one_while_a_nested_one_runs(self):
        outcomes = []

        def nested():
            inner = self.announcing(path("time.sleep")(10**6))
            self.host.cancel(request)
            outcomes.append(self.outcome(inner))

        request = self.host.last + 1
        node = path("calling.apply")(self.callback(nested))
        self.assertEqual(self.host.ask(node), request)
        self.assertEqual(self.outcome(request), INTERRUPTED)
        self.assertEqual(outcomes, [INTERRUPTED])
        self.assertEqual(self.eval(1), 1)

    def test_only_the_nested_one(self):
        def nested():
            inner = self.announcing(path("time.sleep")(10**6))
            self.host.cancel(inner)
            return self.outcome(inner)

        self.assertEqual(self.eval(path("calling.apply")(self.callback(nested))), INTERRUPTED)

    def test_the_nested_one_in_a_coroutine(self):
        def nested():
            begun = []
            inner = self.host.ask(path("calling.announced")(self.callback(lambda: begun.append(1))), AWAIT)
            self.until(begun)
            self.host.cancel(inner)
            return self.outcome(inner)

        self.assertEqual(self.eval(path("calling.spam")(self.callback(nested, "coroutine")), AWAIT), CANCELLED)

    def test_the_handler_of_a_library(self):
        begun = []
        announce = self.callback(lambda: begun.append(1))
        request = self.host.ask(path("asyncio.run")(path("calling.announced")(announce)))
        self.until(begun)
        self.host.cancel(request)
        self.assertEqual(self.outcome(request), INTERRUPTED)
        self.assertEqual(self.eval(1), 1)

    def test_the_default_action_does_not_end_the_worker(self):
        self.run_there("import signal; old = signal.signal(signal.SIGINT, signal.SIG_DFL)")
        request = self.announcing(path("calling.spin")())
        self.host.cancel(request)
        self.assertEqual(self.outcome(request), INTERRUPTED)

    def test_a_pull(self):
        begun = []
        iterator = self.host.iter(path(builtin("map"))(self.callback(lambda x: begun.append(x)), path("itertools.count")()))
        request = self.host.ask((live(iterator), 10**9, 0), kind=PULL)
        self.until(begun, 3)
        self.host.cancel(request)
        while request not in self.host.answers:
            self.host.step()
        kind, payload = self.host.answers.pop(request)
        if kind == RAISE:  # else its turn had ended
            self.assertEqual(value(payload)["type"], INTERRUPTED)
        self.assertEqual(self.eval(1), 1)

    def test_many(self):
        """Every request has one answer, whenever its cancellation comes."""
        random.seed(5)
        self.host.end()
        self.host = Host(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # asyncio has much to say
        self.addCleanup(self.host.close)
        self.callback = self.host.callback
        nested = self.callback(lambda: self.eval([path(builtin("abs"))(-1)] * 3))
        nodes = [
            ([path("math.sqrt")(4.0)] * 20, 0),
            (path("calling.survive")(nested), 0),
            (path("calling.apply")(nested), 0),
            (path("calling.add")(1, 2), AWAIT),
            (path(builtin("range"))(3), OBJECT | ITERATE),
        ]
        # Before 3.11, an interrupt within a step of its own may have `asyncio.run` wait for ever for the task that it then cancels. Hosts kill a
        # worker that does not heed.
        if sys.version_info >= (3, 11):
            nodes.append((path("asyncio.run")(path("calling.add")(1, 2)), 0))
        outcomes = set()
        for _ in range(600):
            requests = [self.host.ask(*random.choice(nodes), context=0) for _ in range(random.randint(1, 3))]
            for request in random.sample(requests, random.randint(0, len(requests))):
                self.host.cancel(request)
            for request in requests:
                try:
                    self.host.answer(request)
                    outcomes.add("answered")
                except Raised as raised:
                    outcomes.add(raised.description["type"])
        self.assertLessEqual({"answered", CANCELLED}, outcomes)
        self.assertLessEqual(outcomes, {"answered", CANCELLED, INTERRUPTED, "builtins.RuntimeError"})
        self.assertEqual(self.eval(1), 1)


if __name__ == "__main__":
    unittest.main()
