"""Tasks of the session's event loop, and coroutine functions of the host."""

import subprocess
import unittest

from .host import AWAIT, NOTHING, OBJECT, RETURN, Handle, Raised, expression, live, path
from .test_callbacks import Case, builtin

calling = "calling.{}".format


class OtherFrameworks(Case):
    def test_what_is_awaited_within_a_call_is_awaited_by_its_coroutine(self):
        function = self.callback(lambda: self.eval(path(calling("trap"))(21), AWAIT) + 1, "coroutine")
        self.assertEqual(self.eval(path(calling("drive"))(function)), 43)


class Tasks(Case):
    def test_a_coroutine_cannot_cross_by_value(self):
        self.assertEqual(self.eval(path(calling("add"))(1, 2)), 3)
        self.assertIsNone(self.eval(path(calling("add"))(1, 2), NOTHING))
        self.assertEqual(self.host.shaped(0, path(calling("add"))([1], [2])), [1, 2])
        first, second = self.host.shaped(("list", 1), path(calling("add"))([1], [2]))
        self.assertEqual(first.type, "builtins.int")

    def test_as_an_object_it_stays_what_it_is(self):
        coroutine = self.eval(path(calling("add"))(1, 2), OBJECT)
        self.assertEqual(coroutine.type, "builtins.coroutine")
        self.assertEqual(self.eval(live(coroutine), AWAIT), 3)

    def test_await_takes_any_awaitable_and_what_is_none(self):
        self.assertEqual(self.eval(1, AWAIT), 1)
        self.assertEqual(self.eval(path("asyncio.sleep")(0, "x"), AWAIT), "x")
        future = path("asyncio.ensure_future")(path(calling("add"))(1, 2))
        self.assertEqual(self.eval(future, AWAIT), 3)  # it takes a running loop to make one
        handle = self.eval(path(calling("add"))([], []), AWAIT | OBJECT)
        self.assertEqual(handle.type, "builtins.list")

    def test_asyncio_is_not_imported_before(self):
        modules = path(builtin("list"))(path("sys.modules"))
        self.assertNotIn("asyncio", self.eval(modules))
        self.eval(1, AWAIT)
        self.assertIn("asyncio", self.eval(modules))

    def test_many_at_once_and_sync_requests_between(self):
        waiting = [self.host.ask(path(calling("wait_for"))(f"gate {number}"), AWAIT) for number in range(50)]
        for number in reversed(range(50)):
            self.assertEqual(self.eval(number), number)
            self.eval(path(calling("open_gate"))(f"gate {number}"), AWAIT)
            self.assertEqual(self.host.answer(waiting[number]), f"gate {number}")

    def test_a_request_that_comes_while_a_call_blocks_the_loop_waits(self):
        asked = []

        def ask():
            asked.append(self.host.ask(path(calling("add"))(1, 2), AWAIT, context=0))
            asked.append(self.host.ask(path(calling("add"))(3, 4), context=0))
            return self.eval(path("operator.add")(5, 6))

        function = self.callback(ask)
        self.assertEqual(self.eval(path(calling("call_sync"))(function), AWAIT), 11)
        self.assertEqual([self.host.answer(request) for request in asked], [3, 7])
        asked.clear()
        # Within a loop that is not the session's, and is gone afterwards.
        self.assertEqual(self.eval(path("asyncio.run")(path(calling("call_sync"))(function))), 11)
        self.assertEqual([self.host.answer(request) for request in asked], [3, 7])

    def test_sync_requests_run_outside_of_the_loop(self):
        waiting = self.host.ask(path(calling("wait_for"))("gate"), AWAIT)
        self.assertEqual(self.eval(path("asyncio.run")(path(calling("add"))(1, 2))), 3)
        self.assertEqual(self.eval(path(calling("catch"))(path("asyncio.get_running_loop")))[0], "RuntimeError")
        self.eval(path(calling("open_gate"))("gate"), AWAIT)
        self.assertEqual(self.host.answer(waiting), "gate")

    def test_tasks_of_tasks_go_on(self):
        self.eval(path(calling("start_background"))("gate"), AWAIT)
        self.eval(path(calling("open_gate"))("gate"), AWAIT)
        self.assertEqual(self.eval(path(calling("background")).item(0), AWAIT), "gate")

    def test_all_requests_share_one_loop(self):
        loop = path("asyncio.get_running_loop")()
        first, second = self.eval(loop, AWAIT | OBJECT), self.eval(loop, AWAIT | OBJECT)
        self.assertEqual(first.id, second.id)
        self.eval(path("asyncio.run")(path(calling("add"))(1, 2)))
        self.assertEqual(self.eval(loop, AWAIT | OBJECT).id, first.id)

    def test_the_loop_that_is_there_is_taken(self):
        self.run_there("import asyncio; loop = asyncio.new_event_loop(); asyncio.set_event_loop(loop)")
        self.assertIs(
            self.eval(path("operator.is_")(path("asyncio.get_running_loop")(), path("__main__.loop")), AWAIT), True
        )

    def test_whatever_a_task_raises_is_a_result(self):
        for kind in ("KeyboardInterrupt", "SystemExit", "GeneratorExit", "ValueError"):
            for function in ("leave", "leave_in_a_task"):
                node = path(calling(function))(path(builtin(kind)))
                for want in (0, AWAIT):
                    with self.assertRaises(Raised) as caught:
                        self.eval(node, want)
                    self.assertEqual(caught.exception.description["type"], builtin(kind))
                    self.assertEqual(self.eval(1), 1)
        self.raised(path(calling("leave"))(path("asyncio.CancelledError")), "asyncio.exceptions.CancelledError")

    def test_a_stop_iteration_does_not_hang(self):
        with self.assertRaises(Raised):
            self.eval(path(builtin("next"))(path(builtin("iter"))([])), AWAIT)
        self.assertEqual(self.eval(1, AWAIT), 1)

    def test_generators_that_are_dropped_early_are_closed(self):
        self.eval(path(calling("drop_early"))(), AWAIT)
        self.eval(1)
        self.assertEqual(self.eval(path(calling("Agen.closed"))), ["early"])

    def test_the_end_with_tasks_alive(self):
        host = self.host
        host.ask(path(calling("wait_for"))("never"), AWAIT)
        host.ask(path(calling("wait_and_note"))("never"), AWAIT)
        self.eval(1)
        self.assertEqual(host.end(), 0)

    def test_a_closed_loop(self):
        waiting = self.host.ask(path(calling("wait_for"))("never"), AWAIT)
        loop = self.eval(path("asyncio.get_running_loop")(), AWAIT | OBJECT)
        self.eval(live(loop).attr("close")())
        with self.assertRaises(Raised) as caught:
            self.host.answer(waiting)
        self.assertIn("closed", caught.exception.description["message"])
        self.assertEqual(self.eval(path(calling("add"))(1, 2)), 3)

    def test_no_warnings(self):
        from .host import Host

        host = Host(stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, python_options=["-W", "always", "-X", "dev"])
        self.addCleanup(host.close)
        host.eval(path(calling("add"))(1, 2))
        host.ask(path(calling("wait_for"))("never"), AWAIT)
        host.eval(1, AWAIT)
        host.send(6)
        _, err = host.process.communicate(timeout=30)
        self.assertEqual((host.process.returncode, err), (0, b""))


class CoroutineFunctions(Case):
    def coroutine(self, function=lambda *args: args and args[0]):
        return self.callback(function, "coroutine")

    def test_in_a_task_of_the_session(self):
        self.assertEqual(self.eval(path(calling("spam"))(self.coroutine(lambda: 5)), AWAIT), 5)
        (_, flags, context, _), = self.host.calls
        self.assertEqual((flags, context), (1, self.host.last))

    def test_in_a_loop_of_a_library(self):
        self.assertEqual(self.eval(path(calling("run_gather"))(self.coroutine(lambda x: 2 * x), 5)), [0, 2, 4, 6, 8])
        self.assertEqual({(flags, context) for _, flags, context, _ in self.host.calls}, {(1, self.host.last)})

    def test_in_a_loop_on_a_thread(self):
        got = self.eval(path(calling("in_thread"))(path(calling("run_gather")), self.coroutine(lambda x: 2 * x), 5))
        self.assertEqual(got, [0, 2, 4, 6, 8])
        self.assertEqual({(flags, context) for _, flags, context, _ in self.host.calls}, {(1, 0)})

    def test_all_are_out_before_any_is_answered(self):
        for node, want in (
            (path(calling("gather"))(self.coroutine(), 10), AWAIT),
            (path(calling("run_gather"))(self.coroutine(), 10), 0),
            (path(calling("in_thread"))(path(calling("run_gather")), self.coroutine(), 10), 0),
        ):
            self.host.later = calls = []
            request = self.host.ask(node, want)
            while len(calls) < 10:
                self.host.step()
            for call, _, (number,), _ in reversed(calls):
                self.host.send(RETURN, call, expression(number + 1))
            self.assertEqual(self.host.answer(request), list(range(1, 11)))

    def test_requests_within_run_in_the_task(self):
        task = path("asyncio.current_task")()

        def nested():
            first = self.eval(task, OBJECT)
            self.assertEqual(self.eval(path("math.sqrt")(4.0)), 2.0)
            self.assertEqual(self.eval(path(calling("add"))(1, 2), AWAIT), 3)
            self.assertEqual(self.eval(path(calling("add"))(1, 2)), 3)
            return first.id == self.eval(task, OBJECT).id

        callback = self.coroutine(nested)
        for node, want in (
            (path(calling("spam"))(callback), AWAIT),
            (path("asyncio.run")(path(calling("spam"))(callback)), 0),
            (path(calling("in_thread"))(path("asyncio.run"), path(calling("spam"))(callback)), 0),
        ):
            self.assertIs(self.eval(node, want), True)

    def test_the_context_of_nested_calls(self):
        inner = self.coroutine(lambda: 7)
        requests = []

        def nested():
            got = self.eval(path(calling("spam"))(inner), AWAIT)
            requests.append(self.host.last)
            return got

        self.assertEqual(self.eval(path(calling("spam"))(self.coroutine(nested)), AWAIT), 7)
        outer = self.host.calls[0][2]
        self.assertEqual([context for _, _, context, _ in self.host.calls], [outer, requests[0]])

    def test_a_failure_within(self):
        def fail():
            return self.eval(path(calling("leave"))(path(builtin("ValueError"))), AWAIT)

        with self.assertRaises(Raised) as caught:
            self.eval(path(calling("spam"))(self.coroutine(fail)), AWAIT)
        self.assertEqual(caught.exception.description["type"], "builtins.ValueError")

    def test_a_wait_that_gives_up(self):
        self.host.later = calls = []
        node = path("asyncio.wait_for")(path(calling("spam"))(self.coroutine()), 0.01)
        with self.assertRaises(Raised) as caught:
            self.eval(node, AWAIT)
        self.assertIn("TimeoutError", caught.exception.description["type"])
        self.host.send(RETURN, calls[0][0], expression(1))
        self.assertEqual(self.eval(2), 2)

    def test_without_a_loop_it_blocks(self):
        node = path(calling("in_thread"))(path(calling("drive")), self.coroutine(lambda: 5))
        self.assertEqual(self.eval(node), 5)
        self.assertEqual(self.eval(path(calling("drive"))(self.coroutine(lambda: 5))), 5)

    def test_the_session_s_loop_goes_on_while_one_is_out(self):
        self.host.later = calls = []
        request = self.host.ask(path(calling("spam"))(self.coroutine()), AWAIT)
        while not calls:
            self.host.step()
        self.assertEqual(self.eval(path(calling("add"))(1, 2), AWAIT), 3)
        self.assertEqual(self.eval(4), 4)
        self.host.send(RETURN, calls[0][0], expression(9))
        self.assertEqual(self.host.answer(request), 9)


class SyncCallbacks(Case):
    def test_requests_of_coroutines_within_a_blocking_call(self):
        nested = self.callback(lambda: self.eval(path(calling("add"))(1, 2), AWAIT))
        plain = self.callback(lambda: self.eval(path(calling("add"))(1, 2)))
        for callback in (nested, plain):
            self.assertEqual(self.eval(path(calling("apply"))(callback)), 3)
            self.assertEqual(self.eval(path(calling("in_thread"))(callback)), 3)

    def test_within_a_running_loop_that_is_an_error(self):
        def nested():
            with self.assertRaises(Raised) as caught:
                self.eval(path(calling("add"))(1, 2), AWAIT)
            self.assertIn("make the callback a coroutine function", caught.exception.description["message"])
            return self.eval(path("math.sqrt")(4.0))

        callback = self.callback(nested)
        self.assertEqual(self.eval(path(calling("call_sync"))(callback), AWAIT), 2.0)
        self.assertEqual(self.eval(path("asyncio.run")(path(calling("call_sync"))(callback))), 2.0)

    def test_tasks_go_on_while_a_blocking_call_is_out(self):
        self.host.later = calls = []
        request = self.host.ask(path(calling("apply"))(self.callback(int)))
        while not calls:
            self.host.step()
        self.assertEqual(self.eval(path(calling("add"))(1, 2), AWAIT), 3)
        waiting = self.host.ask(path(calling("wait_for"))("gate"), AWAIT)
        self.assertEqual(self.eval(5), 5)
        self.assertEqual(self.eval(path(calling("open_gate"))("gate"), AWAIT), None)
        self.assertEqual(self.host.answer(waiting), "gate")
        self.host.send(RETURN, calls[0][0], expression(8))
        self.assertEqual(self.host.answer(request), 8)

    def test_the_context_in_a_task(self):
        nothing = self.callback(lambda: None)
        self.eval(path(calling("call_sync"))(nothing), AWAIT)
        self.assertEqual(self.host.calls[-1][2], self.host.last)
        self.run_there(
            "import asyncio\n"
            "async def later(function, gate):\n"
            "    await gate.wait()\n"
            "    function()\n"
            "async def start(function):\n"
            "    global gate\n"
            "    gate = asyncio.Event()\n"
            "    return asyncio.ensure_future(later(function, gate))\n"
            "async def go(task):\n"
            "    gate.set()\n"
            "    await task\n"
        )
        task = self.eval(path("__main__.start")(nothing), AWAIT | OBJECT)
        # `start` gave a future, which is no result of its coroutine: it is not awaited.
        self.assertIs(type(task), Handle)
        self.eval(path("__main__.go")(live(task)), AWAIT)
        self.assertEqual(self.host.calls[-1][2], 0)


if __name__ == "__main__":
    unittest.main()
