"""What the functions made for callbacks look like from Python, and how long they live."""

import unittest

from .host import OBJECT, HostError, Node, Raised, live, path
from .test_callbacks import Case, builtin

PARAMETERS = [
    ("a", "positional only", (), (path("builtins.int"),)),
    ("b", "positional or keyword", (2,), ()),
    ("rest", "var positional", (), ()),
    ("key", "keyword only", (), ()),
    ("other", "keyword only", ("x",), (path("builtins.str"),)),
    ("more", "var keyword", (), ()),
]
SIGNATURE = "(a: int, /, b=2, *rest, key, other: str = 'x', **more) -> bool"


class Looks(Case):
    def described(self, kind="function", **rest):
        return self.callback(
            lambda *args, **kwargs: (args, kwargs),
            kind,
            "speak",
            PARAMETERS,
            returns=(path("builtins.bool"),),
            doc="Say it.",
            module="a.host",
            **rest,
        )

    def test_names(self):
        function = live(self.eval(self.described(), OBJECT))
        for name, value in (
            ("__name__", "speak"),
            ("__qualname__", "speak"),
            ("__doc__", "Say it."),
            ("__module__", "a.host"),
            ("__defaults__", (2,)),
            ("__kwdefaults__", {"other": "x"}),
        ):
            self.assertEqual(self.eval(function.attr(name)), value)
        self.assertEqual(self.eval(path(builtin("repr"))(function))[:15], "<function speak")
        same = path("operator.is_")(path(builtin("type"))(function), path("types.FunctionType"))
        self.assertIs(self.eval(same), True)
        self.assertIs(self.eval(path("operator.is_")(function.attr("__annotations__").item("a"), path(builtin("int")))), True)

    def test_signatures(self):
        for kind in ("function", "coroutine", "generator", "async generator"):
            signature = path("inspect.signature")(self.described(kind))
            self.assertEqual(self.eval(path(builtin("str"))(signature)), SIGNATURE)
            signature = path("inspect.signature")(self.callback(int, kind))
            self.assertEqual(self.eval(path(builtin("str"))(signature)), "(*args, **kwargs)")

    def test_code(self):
        code = live(self.eval(self.described(), OBJECT)).attr("__code__")
        self.assertEqual(self.eval(code.attr("co_argcount")), 2)
        self.assertEqual(self.eval(code.attr("co_varnames")), ("a", "b", "key", "other", "rest", "more"))
        self.assertEqual(self.eval(code.attr("co_name")), "speak")

    def test_kinds(self):
        for kind, name in (
            ("coroutine", "iscoroutinefunction"),
            ("generator", "isgeneratorfunction"),
            ("async generator", "isasyncgenfunction"),
        ):
            for other in ("function", "coroutine", "generator", "async generator"):
                self.assertIs(self.eval(path(f"inspect.{name}")(self.callback(int, other))), kind == other)
                self.assertIs(self.eval(path(f"inspect.{name}")(self.described(other))), kind == other)

    def test_binding(self):
        def apply(*args, **kwargs):
            return self.eval(Node("call", path("calling.apply"), (function, *args), kwargs))

        function = live(self.eval(self.described(), OBJECT))
        self.assertEqual(apply(1, key=2), ((1, 2, (), 2, "x", {}), {}))
        self.assertEqual(apply(1, 3, 4, 5, key=6, other="y", z=7), ((1, 3, (4, 5), 6, "y", {"z": 7}), {}))
        for args, kwargs, message in (
            ((1,), {}, "speak() missing 1 required keyword-only argument: 'key'"),
            ((), {"key": 1}, "speak() missing 1 required positional argument: 'a'"),
        ):
            with self.assertRaises(Raised) as caught:
                apply(*args, **kwargs)
            description = caught.exception.description
            self.assertEqual((description["type"], description["message"]), ("builtins.TypeError", message))
        self.assertEqual(len(self.host.calls), 2)

    def test_every_kind_binds(self):
        coroutine = self.described("coroutine")
        self.assertEqual(self.eval(Node("call", coroutine, (1,), {"key": 2})), ((1, 2, (), 2, "x", {}), {}))
        generator = self.described("generator")
        self.assertEqual(self.eval(path(builtin("list"))(Node("call", generator, (1,), {"key": 2}))), [(1, 2, (), 2, "x", {}), {}])
        generator = self.described("async generator")
        node = path("calling.collect")(Node("call", generator, (1,), {"key": 2}))
        self.assertEqual(self.eval(node), [(1, 2, (), 2, "x", {}), {}])
        with self.assertRaises(Raised) as caught:
            self.eval(path("calling.collect")(Node("call", generator, (), {"key": 2})))
        self.assertIn("speak() missing 1 required positional argument: 'a'", caught.exception.description["message"])

    def test_any_names_of_parameters(self):
        for names in (["call", "get_locals"], ["self", "locals"], ["äöü", "_"], ["values", "order"]):
            parameters = [(name, "positional or keyword", (), ()) for name in names]
            function = self.callback(lambda *args: args, "function", "f", parameters)
            self.assertEqual(self.eval(Node("call", function, (1,), {names[1]: 2})), (1, 2))

    def test_no_parameters(self):
        function = self.callback(lambda *args: args, "function", "f", [])
        self.assertEqual(self.eval(function()), ())
        self.raised(function(1), "builtins.TypeError")

    def test_wrong_parameters(self):
        for parameters in (
            [("a b", "positional only", (), ())],
            [("a", "positional only", (), ()), ("a", "positional only", (), ())],
            [("a", "keyword only", (), ()), ("b", "positional only", (), ())],
            [("a", "positional only", (1,), ()), ("b", "positional only", (), ())],
            [("a", "var keyword", (1,), ())],
            [("a", "of no kind", (), ())],
            [("a", "var keyword", (), ()), ("b", "var keyword", (), ())],
        ):
            function = self.callback(int, "function", "f", parameters)
            self.raised(function, "builtins.ValueError")
            self.eval(None)
            self.assertEqual(self.host.dropped[function.number], 1)

    def test_a_method(self):
        method = self.callback(lambda *args: [handle.type for handle in args], shapes=(("list", 1), ("dict", 0, 0)))
        self.eval(path(builtin("setattr"))(path("calling.Holder"), "method", method))
        self.assertEqual(self.eval(path("calling.Holder")().attr("method")(5)), ["calling.Holder", "builtins.int"])

    def test_generators_call_at_their_first_step(self):
        generator = self.callback(lambda count: list(range(count)), "generator")
        handle = self.eval(generator(3), OBJECT)
        self.assertEqual((handle.type, self.host.calls), ("builtins.generator", []))
        self.assertEqual(self.eval(path(builtin("next"))(live(handle))), 0)
        self.assertEqual(self.eval(path(builtin("list"))(live(handle))), [1, 2])
        self.assertEqual(len(self.host.calls), 1)

    def test_async_generators(self):
        generator = self.callback(lambda count: list(range(count)), "async generator")
        self.assertEqual(self.eval(path("calling.collect")(generator(3))), [0, 1, 2])
        generator = self.callback(lambda count: path("calling.numbers")(count), "async generator")
        self.assertEqual(self.eval(path("calling.collect")(generator(3))), [0, 1, 2])

    def test_defaults_can_be_changed(self):
        function = live(self.eval(self.callback(lambda *args: args, "function", "f", [("a", "positional only", (1,), ())]), OBJECT))
        self.assertEqual(self.eval(function()), (1,))
        self.eval(path(builtin("setattr"))(function, "__defaults__", (5,)))
        self.assertEqual(self.eval(function()), (5,))


class Lives(Case):
    def test_the_same_number_is_the_same_function(self):
        callback = self.callback(int)
        self.assertIs(self.eval(path("operator.is_")(callback, callback)), True)
        first = self.eval(callback, OBJECT)
        self.assertEqual(self.eval(callback, OBJECT).id, first.id)
        self.assertEqual(self.host.dropped, {callback.number: 2})
        self.host.release(first, first)
        self.eval(None)
        self.assertEqual(self.host.dropped, {callback.number: callback.sent})

    def test_it_is_told_before_the_next_reply(self):
        for kind in ("function", "coroutine", "generator", "async generator"):
            callback = self.callback(int, kind)
            self.eval(path(builtin("callable"))(callback))
            self.assertEqual(self.host.dropped, {callback.number: 1})
            self.host.dropped.clear()
            parameters = self.callback(int, kind, "f", [("a", "positional only", (), ())])
            self.eval(path(builtin("callable"))(parameters))
            self.assertEqual(self.host.dropped, {parameters.number: 1})
            self.host.dropped.clear()

    def test_a_library_keeps_it(self):
        callback = self.callback(lambda: 5)
        self.eval(path(builtin("setattr"))(path("calling.Holder"), "kept", callback))
        self.eval(None)
        self.assertEqual(self.host.dropped, {})
        self.assertEqual(self.eval(path("calling.Holder.kept")()), 5)
        self.eval(path(builtin("delattr"))(path("calling.Holder"), "kept"))
        self.eval(None)
        self.assertEqual(self.host.dropped, {callback.number: 1})

    def test_a_copy_is_the_same_function_of_the_host(self):
        callback = self.callback(lambda x: x + 1)
        copied = self.eval(path("calling.copied")(callback), OBJECT)
        self.assertEqual(self.host.dropped, {}, "the copy still calls it")
        self.assertEqual(self.eval(live(copied)(4)), 5)

    def test_errors_are_counted_too(self):
        error = HostError(500, "E", "no")
        self.assertIs(self.eval(path("operator.is_")(error, error)), True)
        self.assertEqual(self.host.dropped, {500: 2})
        self.assertEqual(self.eval(path(builtin("repr"))(error)), "HostError('no')")
        copied = path("calling.apply")(path("copy.copy"), error)
        with self.assertRaises(Raised) as caught:
            self.eval(path("failing.throw")(copied))
        self.assertNotIn("host_error", caught.exception.description)


if __name__ == "__main__":
    unittest.main()
