"""Descriptions of exceptions, whatever those are made of."""

import sys
import unittest

from snakebridge import exceptions
from snakebridge.encode import Encoder
from snakebridge.objects import Objects

from .host import TOYS, Handle, value
from .opcodes import examine

sys.path.insert(0, TOYS)
import failing  # noqa: E402

KEYS = "type bases message args frames cause context suppress_context notes group object hints".split()


class Case(unittest.TestCase):
    def describe(self, function, *args):
        """The description of what `function` raises, as the host sees it."""
        try:
            function(*args)
        except BaseException as error:
            encoder = Encoder(Objects())
            try:
                described = exceptions.describe(error)
                try:
                    parts = encoder.by_value(described)
                except BaseException:
                    parts = encoder.by_value(exceptions.with_opaque_args(described))
            except BaseException:
                parts = encoder.by_value(exceptions.with_opaque_args(exceptions.minimal(error)))
            payload = b"".join(map(bytes, parts))
            examine(payload)
            got = value(payload)
            self.assertEqual(list(got), KEYS)
            self.assertIs(encoder.objects.live(got["object"].id), error)
            return got
        raise AssertionError("nothing was raised")


class Ordinary(Case):
    def test_a_key_error(self):
        got = self.describe({}.__getitem__, "key")
        self.assertEqual(got["type"], "builtins.KeyError")
        bases = ["KeyError", "LookupError", "Exception", "BaseException"]
        self.assertEqual(got["bases"], [f"builtins.{name}" for name in bases])
        self.assertEqual((got["message"], got["args"]), ("'key'", ("key",)))
        self.assertEqual((got["cause"], got["context"], got["suppress_context"]), (None, None, False))
        self.assertEqual((got["notes"], got["group"], got["hints"]), ([], None, []))

    def test_frames(self):
        got = self.describe(failing.recurse, 3)
        file = failing.__file__
        frames = [frame for frame in got["frames"] if frame[0] == file]
        self.assertEqual([frame[2] for frame in frames], ["recurse"] * 4)
        self.assertEqual(frames[-1][3], 'raise ValueError("deep down")')
        self.assertEqual(frames[0][3], "return recurse(depth - 1)")
        self.assertIs(type(frames[0][1]), int)

    def test_frames_without_source(self):
        got = self.describe(eval, compile("1/0", "<no file>", "eval"))
        self.assertEqual(got["frames"][-1], ("<no file>", 1, "<module>", None))

    def test_many_frames(self):
        got = self.describe(failing.recurse, 500)
        self.assertEqual(len(got["frames"]), 200)
        self.assertEqual(got["frames"][-1][3], 'raise ValueError("deep down")')
        self.assertEqual(got["frames"][0][2], "describe")

    def test_chains(self):
        got = self.describe(failing.chained)
        self.assertEqual((got["type"], got["cause"], got["suppress_context"]), ("builtins.TypeError", None, False))
        middle = got["context"]
        self.assertEqual((middle["type"], middle["suppress_context"]), ("builtins.ValueError", True))
        self.assertEqual((middle["cause"]["type"], middle["context"]), ("builtins.KeyError", None))
        got = self.describe(failing.suppressed)
        self.assertEqual((got["cause"], got["context"]["message"], got["suppress_context"]), (None, "'hidden'", True))

    def test_groups(self):
        if sys.version_info < (3, 11):
            failing.ExceptionGroup = backport()
        got = self.describe(failing.grouped)
        self.assertEqual([member["type"] for member in got["group"]][0], "builtins.ValueError")
        self.assertEqual([member["message"] for member in got["group"][1]["group"]], ["'b'"])

    def test_opaque_arguments(self):
        thing = object()
        got = self.describe(failing.with_args, 1, thing, [thing])
        self.assertEqual(got["args"][0], 1)
        self.assertEqual(got["args"][1].type, "builtins.object")
        self.assertIs(type(got["args"][2][0]), Handle)

    def test_names_with_neighbours(self):
        got = self.describe(failing.unknown_name)
        if sys.version_info >= (3, 10):
            self.assertEqual(got["hints"], [("nearest", ["number"])])
            got = self.describe(getattr, "", "uper")
            self.assertEqual(got["hints"][0][1][0], "upper")
        self.describe(getattr, failing.thing, "color")


class Misbehaving(Case):
    def test_str(self):
        for name, message in {
            "BadStr": "<str() of the exception raised ValueError>",
            "ExitingStr": "<str() of the exception raised SystemExit>",
            "NoStr": "<str() of the exception raised TypeError>",
            "DeepStr": "<str() of the exception raised RecursionError>",
            "SubclassStr": "shouted",
        }.items():
            got = self.describe(failing.throw_kind, name, "argument")
            self.assertEqual((got["type"], got["message"], got["args"]), (f"failing.{name}", message, ("argument",)))
            self.assertIs(type(got["message"]), str)

    def test_attributes(self):
        got = self.describe(failing.throw_kind, "BadAttributes", 1)
        self.assertEqual((got["message"], got["args"], got["notes"], got["cause"]), ("1", (1,), [], None))
        self.assertTrue(got["frames"])
        got = self.describe(failing.throw_kind, "BadGetattribute", 1)
        self.assertEqual((got["message"], got["args"], got["notes"]), ("1", (1,), []))
        self.assertTrue(got["frames"])

    def test_notes(self):
        self.assertEqual(self.describe(failing.noted)["notes"], ["first", "second"])
        self.assertEqual(self.describe(failing.badly_noted)["notes"], [])

    def test_cycles_end(self):
        got = self.describe(failing.cyclic)
        self.assertEqual((got["message"], got["cause"]["message"], got["cause"]["cause"]), ("one", "two", None))

    def test_chains_end(self):
        got = self.describe(failing.endless)
        length = 0
        while got:
            got, length = got["cause"], length + 1
        self.assertEqual(length, 32)

    def test_arguments_that_cannot_be_values(self):
        got = self.describe(failing.with_cyclic_args)
        self.assertEqual([arg.type for arg in got["args"]], ["builtins.list", "builtins.int"])
        self.assertTrue(got["frames"])
        got = self.describe(failing.with_deep_args)
        self.assertEqual([arg.type for arg in got["args"]], ["builtins.list"])

    def test_recursion_errors(self):
        got = self.describe(failing.recurse_for_ever)
        self.assertEqual((got["type"], len(got["frames"])), ("builtins.RecursionError", 200))

    def test_exits(self):
        self.assertEqual(self.describe(failing.leave, 3)["args"], (3,))
        self.assertEqual(self.describe(next, iter([]))["type"], "builtins.StopIteration")


def backport():
    """As the package `exceptiongroup` has it."""

    class BaseExceptionGroup(BaseException):
        def __init__(self, message, exceptions):
            super().__init__(message, exceptions)
            self.exceptions = tuple(exceptions)

    BaseExceptionGroup.__qualname__ = "BaseExceptionGroup"
    return type("ExceptionGroup", (BaseExceptionGroup, Exception), {})


if __name__ == "__main__":
    unittest.main()
