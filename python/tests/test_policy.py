"""What a session may reach, and the events it tells of."""

import subprocess
import unittest

from .host import NOTHING, OBJECT, Host, Node, Raised, live, path
from .test_callbacks import builtin


class Case(unittest.TestCase):
    def start(self, **hello):
        host = Host(stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, hello=hello)
        self.addCleanup(host.close)
        self.addCleanup(host.process.kill)
        return host


class Policies(Case):
    def denied(self, host, node, *args):
        with self.assertRaises(Raised) as caught:
            host.eval(node)
        description = caught.exception.description
        self.assertEqual((description["type"], description["args"]), ("snakebridge.Denied", args))

    def test_deny(self):
        host = self.start(deny=["os.system", "shutil", "json.decoder"])
        self.assertEqual(host.eval(path("os.path.basename")("a/b")), "b")
        self.denied(host, path("os.system"), "os.system", "os.system")
        self.denied(host, path("os").attr("system"), "os.system", "os.system")
        self.denied(host, path("shutil"), "shutil", "shutil")
        self.denied(host, path("shutil.copy"), "shutil.copy", "shutil")
        self.denied(host, path("tarfile.shutil.copy"), "shutil", "shutil")
        self.denied(host, path("tarfile").attr("shutil"), "shutil", "shutil")
        self.denied(host, path("json.JSONDecoder"), "json.decoder.JSONDecoder", "json.decoder")
        self.assertEqual(host.eval(path("json.loads")("[1]")), [1])

    def test_allow(self):
        host = self.start(allow=["math", "os.path", "builtins.len"])
        self.assertEqual(host.eval(path("math.sqrt")(4.0)), 2.0)
        self.assertEqual(host.eval(path("os.path.basename")("a/b")), "b")
        self.assertEqual(host.eval(path("builtins.len")("abc")), 3)
        self.assertEqual(host.eval(Node("attr", "abc", "upper")()), "ABC")
        for name in ("os", "os.system", "builtins", "builtins.eval", "mathematics", "json"):
            self.denied(host, path(name), name, None)

    def test_the_most_specific_decides(self):
        host = self.start(allow=["os", "json.decoder"], deny=["os.path", "json", "os"])
        self.denied(host, path("os"), "os", "os")
        self.denied(host, path("os.path"), "os.path", "os.path")
        host = self.start(allow=["os.path", "os"], deny=["os.path.join"])
        self.assertEqual(host.eval(path("os.path.basename")("a/b")), "b")
        self.denied(host, path("os.path.join"), "os.path.join", "os.path.join")

    def test_methods(self):
        host = self.start(deny=["builtins.dict.clear", "collections.Counter.update"])
        self.denied(host, Node("attr", {}, "clear"), "builtins.dict.clear", "builtins.dict.clear")
        counter = host.eval(path("collections.Counter")(), OBJECT)
        self.denied(host, live(counter).attr("update"), "collections.Counter.update", "collections.Counter.update")

    def test_the_message(self):
        host = self.start(allow=["math"], deny=["math.sqrt"])
        for name, message in (("math.sqrt", "by the rule `math.sqrt`"), ("os", "not among what this session allows")):
            with self.assertRaises(Raised) as caught:
                host.eval(path(name))
            self.assertIn(message, caught.exception.description["message"])

    def test_preload(self):
        host = self.start(preload=["json", "no_such_module", "exits", "raises"], deny=["json"])
        self.assertIs(host.eval(path("sys.modules").attr("__contains__")("json")), True)
        self.assertEqual(host.eval(1), 1)


SOURCE = """
import logging, warnings
def log(): logging.getLogger("a.b").{level}("message %d", 5)
def warn(): warnings.warn("careful", UserWarning)
def record():
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        warn()
    return len(caught)
"""


class Events(Case):
    def run_there(self, host, source):
        host.eval(path(builtin("exec"))(source, path("__main__.__dict__")), NOTHING)

    def errors(self, host):
        host.send(6)
        return host.process.communicate(timeout=30)[1]

    def test_records_and_warnings(self):
        host, plain = self.start(events=20), self.start()
        for each in (host, plain):
            self.run_there(each, SOURCE.format(level="warning"))
            each.eval(path("__main__.log")())
            each.eval(path("__main__.warn")())
            self.assertEqual(each.eval(path("__main__.record")()), 1)
        (first, log), (second, warning) = host.events
        self.assertEqual(
            log,
            {
                "kind": "log",
                "level": 30,
                "logger": "a.b",
                "message": "message 5",
                "file": "<string>",
                "line": 3,
                "function": "log",
            },
        )
        self.assertEqual(
            warning,
            {"kind": "warning", "category": "UserWarning", "message": "careful", "file": "<string>", "line": 4},
        )
        self.assertEqual((first, second), (host.last - 2, host.last - 1))
        self.assertEqual(plain.events, [])
        shown = self.errors(host)
        self.assertIn(b"message 5", shown)
        self.assertIn(b"careful", shown)
        self.assertEqual(shown, self.errors(plain))

    def test_levels(self):
        host = self.start(events=40)
        self.run_there(host, SOURCE.format(level="warning"))
        host.eval(path("__main__.log")())
        self.assertEqual(host.events, [])

    def test_nothing_is_imported(self):
        host = self.start(events=0)
        self.assertNotIn("logging", host.eval(path(builtin("list"))(path("sys.modules"))))

    def test_a_configuration_still_works(self):
        host = self.start(events=0)
        self.run_there(host, "import logging; logging.basicConfig(level=10, format='<%(message)s>')")
        self.run_there(host, "logging.debug('low')")
        self.assertEqual([event["message"] for _, event in host.events], ["low"])
        self.assertEqual(self.errors(host), b"<low>\n")

    def test_a_thread_of_a_library(self):
        host = self.start(events=0)
        self.run_there(host, SOURCE.format(level="error"))
        host.eval(path("calling.in_thread")(path("__main__.log")))
        self.assertEqual([number for number, _ in host.events], [0])

    def test_messages_that_fail(self):
        host = self.start(events=0)
        self.run_there(host, "import logging; logging.raiseExceptions = False; logging.error('%d', 'x')")
        self.assertEqual((host.events, host.eval(1)), ([], 1))


if __name__ == "__main__":
    unittest.main()
