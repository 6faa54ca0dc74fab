"""How a worker starts, is interrupted, and ends."""

import os
import signal
import subprocess
import sys
import tempfile
import time
import unittest

from .host import ADAPTER, HEADER, HELLO, NOTHING, TOYS, Host, Raised, live, path

PIPES = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}


def execute(source):
    return path("builtins.exec")(source, path("__main__.__dict__"))


class Case(unittest.TestCase):
    def host(self, *args, **options):
        host = Host(*args, **options)
        self.addCleanup(host.close)
        self.addCleanup(host.process.kill)
        return host


class Ends(Case):
    def test_bye(self):
        host = self.host(**PIPES)
        host.eval(execute("import atexit; atexit.register(print, 'at exit'); print('no newline', end='')"), NOTHING)
        self.assertEqual(host.end(), 0)

    def test_atexit_handlers_and_output(self):
        for end in ("bye", "eof"):
            host = self.host(**PIPES)
            host.eval(
                execute("import atexit; atexit.register(print, 'at exit'); print('no newline', end='|')"), NOTHING
            )
            host.send(6) if end == "bye" else host.socket.shutdown(1)
            out, err = host.process.communicate(timeout=30)
            self.assertEqual((host.process.returncode, out, err), (0, b"no newline|at exit\n", b""))

    def test_the_end_of_the_stream(self):
        for partial in (b"", b"SB", HEADER.pack(0x4253, 2, 0, 1, 0, 100) + b"abc"):
            host = self.host(**PIPES)
            host.socket.sendall(partial)
            host.socket.close()
            out, err = host.process.communicate(timeout=30)
            self.assertEqual((host.process.returncode, out, err), (0, b"", b""))

    def test_the_end_before_the_hello(self):
        host = self.host(path=None, **PIPES)
        host.socket.close()
        self.assertEqual(host.process.communicate(timeout=30), (b"", b""))
        self.assertEqual(host.process.returncode, 0)

    def test_the_host_dies_while_the_worker_works(self):
        host = self.host(**PIPES)
        host.ask(path("time.sleep")(0.5))
        host.socket.close()
        self.assertEqual(host.process.communicate(timeout=30), (b"", b""))
        self.assertEqual(host.process.returncode, 0)

    def test_protocol_errors(self):
        def wrong(*frame, **options):
            host = self.host(**PIPES)
            host.send(*frame, **options)
            _, err = host.process.communicate(timeout=30)
            self.assertEqual(host.process.returncode, 70)
            self.assertIn(b"snakebridge worker: protocol error: ", err)
            return err

        self.assertIn(b"0x4254", wrong(2, 1, magic=0x4254))
        self.assertIn(b"kind 9", wrong(9))
        self.assertIn(b"kind 14", wrong(14))
        self.assertIn(b"kind 1 ", wrong(HELLO, 0, b"N."))
        self.assertIn(b"kind 3 ", wrong(3))
        self.assertIn(b"flags 8", wrong(2, 1, b"\x80\x05N.", 8))
        self.assertIn(b"flags 16", wrong(2, 1, b"\x80\x05N.", 16))
        for kind in (7, 10, 11):
            self.assertIn(b"flags 1", wrong(kind, 1, b"\x80\x05N.", 1))
        wrong(5, 0, b"\0" * 8, 1)
        wrong(5, 0, b"\0" * 7)
        wrong(6, 0, b"", 1)

    def test_a_wrong_hello(self):
        for payload in (b"\x80\x05}\x8c\x08protocolK\x02s.", b"\x80\x05N.", b"\x80\x05}."):
            host = self.host(path=None, **PIPES)
            host.send(HELLO, 0, payload)
            _, err = host.process.communicate(timeout=30)
            self.assertEqual(host.process.returncode, 70, err)

    def test_threads_that_do_not_end(self):
        host = self.host(**PIPES)
        host.eval(execute("import threading, time; threading.Thread(target=time.sleep, args=(60,)).start()"), NOTHING)
        started = time.monotonic()
        self.assertEqual(host.end(), 0)
        self.assertLess(time.monotonic() - started, 10)

    def test_threads_that_end(self):
        host = self.host(**PIPES)
        host.eval(
            execute(
                "import threading, time, concurrent.futures\n"
                "pool = concurrent.futures.ThreadPoolExecutor(); pool.submit(int).result()\n"
                "threading.Thread(target=lambda: (time.sleep(0.5), print('done'))).start()\n"
                "threading.Thread(target=time.sleep, args=(60,), daemon=True).start()\n"
            ),
            NOTHING,
        )
        host.send(6)
        started = time.monotonic()
        out, err = host.process.communicate(timeout=30)
        self.assertEqual((host.process.returncode, out, err), (0, b"done\n", b""))
        self.assertLess(time.monotonic() - started, 1.9)

    def test_long_atexit_handlers_are_not_cut_off(self):
        host = self.host(**PIPES)
        host.eval(
            execute(
                "import atexit, threading, time\n"
                "atexit.register(lambda: (time.sleep(2.5), print('done')))\n"
                "threading.Thread(target=time.sleep, args=(0.1,)).start()\n"
            ),
            NOTHING,
        )
        host.send(6)
        out, _ = host.process.communicate(timeout=30)
        self.assertEqual((host.process.returncode, out), (0, b"done\n"))

    def test_a_closed_stdout(self):
        host = self.host(**PIPES)
        host.process.stdout.close()
        host.process.stdout = None
        host.eval(execute("try: print('x' * 100000)\nexcept BrokenPipeError: pass"), NOTHING)
        self.assertEqual(host.end(), 0)

    def test_no_stdio_at_all(self):
        host = self.host(preexec_fn=lambda: [os.close(fd) for fd in (0, 1, 2)])
        self.assertEqual(host.eval(path("builtins.print")("nowhere")), None)
        self.assertEqual(host.end(), 0)

    def test_forked_children(self):
        host = self.host(**PIPES)
        child = host.eval(path("os.fork")())
        self.assertEqual(host.eval(path("os.waitpid")(child, 0)), (child, 0))
        # A child that outlives the worker does not hold the connection.
        host.eval(execute("import os, time\nif not os.fork(): time.sleep(3); os._exit(0)"), NOTHING)
        host.process.kill()
        started = time.monotonic()
        self.assertEqual(host.read(1), b"")
        self.assertLess(time.monotonic() - started, 2)

    def test_children_do_not_inherit_the_connection(self):
        host = self.host(**PIPES)
        host.eval(path("subprocess.Popen")([sys.executable, "-c", "import time; time.sleep(3)"], close_fds=False), 1)
        host.process.kill()
        started = time.monotonic()
        self.assertEqual(host.read(1), b"")
        self.assertLess(time.monotonic() - started, 2)

    def test_a_crash_leaves_a_trace(self):
        host = self.host(stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        host.ask(path("ctypes.string_at")(0))
        _, err = host.process.communicate(timeout=30)
        self.assertEqual(host.process.returncode, -signal.SIGSEGV)
        self.assertIn(b"Segmentation fault", err)

    def test_a_trace_on_a_descriptor_of_its_own(self):
        with tempfile.TemporaryFile() as file:
            fd = file.fileno()
            host = self.host(arguments=["--fault-fd", str(fd)], pass_fds=[fd], **PIPES)
            host.ask(path("ctypes.string_at")(0))
            self.assertNotIn(b"Segmentation", host.process.communicate(timeout=30)[1])
            file.seek(0)
            self.assertIn(b"Segmentation fault", file.read())


class Interrupts(Case):
    def test_a_call_is_interrupted(self):
        host = self.host(**PIPES)
        host.ask(path("time.sleep")(30))
        time.sleep(0.3)
        host.process.send_signal(signal.SIGINT)
        with self.assertRaises(Raised) as caught:
            host.answer()
        self.assertEqual(caught.exception.description["type"], "builtins.KeyboardInterrupt")
        self.assertEqual(caught.exception.description["frames"], [])
        self.assertEqual(host.eval(1), 1)

    def test_nothing_is_interrupted_between_calls(self):
        host = self.host(**PIPES)
        for _ in range(20):
            host.process.send_signal(signal.SIGINT)
            self.assertEqual(host.eval(path("math.sqrt")(4.0)), 2.0) if _ % 2 else time.sleep(0.01)
        host.send(6)
        self.assertEqual(host.process.communicate(timeout=30), (b"", b""))
        self.assertEqual(host.process.returncode, 0)

    def test_a_storm(self):
        """Every request has exactly one answer, whenever the signals come."""
        host = self.host(stdout=subprocess.DEVNULL)
        stop = time.monotonic() + 3
        interrupted = answered = 0
        storm = subprocess.Popen(
            [sys.executable, "-c", f"import os, time\nwhile True: os.kill({host.process.pid}, 2); time.sleep(0.0003)"],
            stderr=subprocess.DEVNULL,
        )
        try:
            while time.monotonic() < stop:
                try:
                    self.assertEqual(len(host.eval([path("builtins.object")(), path("math.sqrt")(4.0)] * 20)), 40)
                    answered += 1
                except Raised as raised:
                    self.assertEqual(raised.description["type"], "builtins.KeyboardInterrupt")
                    interrupted += 1
        finally:
            storm.kill()
            storm.wait()
        self.assertEqual(host.eval(1), 1)
        self.assertTrue(answered and interrupted, (answered, interrupted))
        self.assertEqual(host.end(), 0)

    def test_an_ignored_sigint_is_heard_again(self):
        host = self.host(preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN), **PIPES)
        host.ask(path("time.sleep")(30))
        time.sleep(0.3)
        host.process.send_signal(signal.SIGINT)
        with self.assertRaises(Raised):
            host.answer()

    def test_asyncio_takes_it(self):
        host = self.host(**PIPES)
        host.eval(execute("import asyncio\nasync def main():\n    await asyncio.sleep(30)"), NOTHING)
        host.ask(path("asyncio.run")(path("__main__.main")()))
        time.sleep(0.5)
        host.process.send_signal(signal.SIGINT)
        with self.assertRaises(Raised) as caught:
            host.answer()
        self.assertEqual(caught.exception.description["type"], "builtins.KeyboardInterrupt")

    def test_alarms_between_calls(self):
        host = self.host(**PIPES)
        host.eval(
            execute(
                "import signal\n"
                "def alarm(*_): raise TimeoutError('alarm')\n"
                "signal.signal(signal.SIGALRM, alarm); signal.setitimer(signal.ITIMER_REAL, 0.1)"
            ),
            NOTHING,
        )
        time.sleep(0.4)
        self.assertEqual(host.eval(1), 1)
        self.assertEqual(host.end(), 0)


class Starts(Case):
    def test_output_appears_when_it_is_printed(self):
        host = self.host(**PIPES)
        self.assertEqual(host.eval(path("prints.value")), 3)
        self.assertEqual(host.process.stdout.readline(), b"printed on import\n")
        self.assertEqual(host.process.stderr.readline(), b"to stderr\n")

    def started(self, *command, **options):
        """A worker started by `command`; it has to answer, and to fail with hints, which takes lazy imports."""
        import pickle

        host = Host.__new__(Host)
        host.start([sys.executable, *command], options=options)
        self.addCleanup(host.close)
        self.addCleanup(host.process.kill)
        host.receive()
        host.send(HELLO, 0, pickle.dumps({"protocol": 2, "path": []}, 5))
        host.eval(path("os.chdir")("/"))
        with self.assertRaises(Raised) as caught:
            host.eval(path("math.sqr"))
        self.assertTrue(caught.exception.description["hints"])
        got = host.eval(path("sys.path"))
        self.assertFalse(
            [entry for entry in got if not entry or entry.endswith("python") or "zip" in entry and "sb" in entry]
        )
        self.assertEqual(host.eval(path("sys.argv")), [""])
        host.send(6)
        self.assertEqual(host.process.wait(30), 0)

    def test_ways_to_start(self):
        parent, name = os.path.split(ADAPTER)
        self.started(ADAPTER)
        self.started(os.path.join(ADAPTER, "__main__.py"))
        self.started(name, cwd=parent)
        self.started(os.path.join(name, "__main__.py"), cwd=parent)
        self.started(".", cwd=ADAPTER)
        self.started("-I", ADAPTER)
        self.started("-s", "-E", os.path.join(ADAPTER, "__main__.py"))
        self.started("-W", "error", "-X", "dev", ADAPTER)
        if sys.version_info >= (3, 11):
            self.started("-P", os.path.join(ADAPTER, "__main__.py"))

    def test_a_module_of_our_name(self):
        with tempfile.TemporaryDirectory() as folder:
            os.mkdir(os.path.join(folder, "snakebridge"))
            with open(os.path.join(folder, "snakebridge", "__init__.py"), "w") as file:
                file.write("PROTOCOL = 'another'")
            host = self.host(path=[folder, TOYS], env={**os.environ, "PYTHONPATH": folder})
            self.assertEqual(host.eval(path("snakebridge.PROTOCOL")), 2)
            self.assertEqual(host.eval(path("sys.path"))[:3], [folder, TOYS, folder])
            self.assertEqual(len(host.eval([path("builtins.object")()])), 1)

    def test_unknown_commands(self):
        for arguments in ([], ["walk"], ["--fd", "3"]):
            done = subprocess.run([sys.executable, ADAPTER, *arguments], stderr=subprocess.PIPE)
            self.assertEqual(done.returncode, 1)
            self.assertIn(b"expected `worker` or `probe`", done.stderr)

    def test_few_modules_are_imported(self):
        names = "import sys, runpy, _pickle; print(*sys.modules)"
        plain = (
            subprocess.run([sys.executable, "-c", names], stdout=subprocess.PIPE, check=True).stdout.decode().split()
        )
        loaded = self.host().eval(path("builtins.list")(path("sys.modules")))
        more = {name for name in loaded if name not in plain and not name.startswith("snakebridge")}
        self.assertLessEqual(more, {"_struct", "_socket", "_contextvars", "faulthandler", "gc", "math", "atexit"})

    def test_the_interpreter_looks_fresh(self):
        host = self.host()
        self.assertEqual(host.eval(path("sys.argv")), [""])
        self.assertEqual(host.eval(path("sys.executable")), sys.executable)
        self.assertLessEqual(
            set(host.eval(path("builtins.list")(path("__main__.__dict__")))),
            {"__name__", "__doc__", "__package__", "__loader__", "__spec__", "__builtins__", "__annotations__"},
        )
        entries = host.eval(path("sys.path"))
        self.assertEqual(entries[0], TOYS)
        self.assertNotIn(ADAPTER, entries)
        self.assertIs(host.eval(path("faulthandler.is_enabled")()), True)

    def test_a_live_object_of_another_session(self):
        one, two = self.host(), self.host()
        handle = one.eval(path("builtins.object")())
        with self.assertRaises(Raised) as caught:
            two.eval(live(handle))
        self.assertIn("another session", caught.exception.description["message"])


if __name__ == "__main__":
    unittest.main()
