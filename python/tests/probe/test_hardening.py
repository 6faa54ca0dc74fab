"""Whatever a library does, its neighbours are described and the host gets its file."""

import os
import subprocess
import sys
import tempfile
import time
import unittest

from probing import PYTHON_DIR, TOYS, probe


class Hardening(unittest.TestCase):
    def test_noise_goes_to_stderr(self):
        answer = probe("noisy", "noisy.value", "noisy.warns")
        self.assertEqual(answer.process.stdout, b"")
        for said in (b"to stdout", b"to descriptor 1", b"to stderr"):
            self.assertIn(said, answer.process.stderr)
        self.assertNotIn(b"arning", answer.process.stderr)
        self.assertEqual(answer.symbols["noisy.value"], {"kind": "value", "type": "builtins.int"})
        self.assertIn("noisy.warns", answer.symbols)

    def test_threads_and_exit_handlers_do_not_delay(self):
        started = time.monotonic()
        probe("noisy", "noisy.value")
        self.assertLess(time.monotonic() - started, 15)

    def test_failures_stay_alone(self):
        answer = probe(
            "noisy",
            *("noisy.value", "noisy.exits", "noisy.interrupts", "noisy.moved", "noisy.leaves.x", "noisy.needy.x"),
            *("noisy.raising", "noisy.raising.y"),
        )
        self.assertEqual(sorted(answer.symbols), ["noisy", "noisy.value"])
        reasons = {path: skipped["reason"] for path, skipped in answer.skipped.items()}
        raised = reasons.pop("noisy.raising")
        self.assertTrue(raised.startswith("importing `noisy.raising` failed: RuntimeError: a long story xxx"))
        self.assertTrue(raised.endswith("…") and "\n" not in raised and len(raised) < 400)
        self.assertEqual(reasons.pop("noisy.raising.y"), raised)
        self.assertEqual(
            reasons,
            {
                "noisy.exits": "reading `noisy.exits` failed: SystemExit: reading is fatal",
                "noisy.interrupts": "reading `noisy.interrupts` failed: KeyboardInterrupt",
                "noisy.moved": "`noisy` has no attribute or submodule `moved`: `noisy.moved` now lives in `noisy.value`",
                "noisy.leaves.x": "importing `noisy.leaves` failed: SystemExit: 7",
                "noisy.needy.x": "importing `noisy.needy` failed: ModuleNotFoundError: No module named "
                "'does_not_exist_anywhere'",
            },
        )

    @unittest.skipUnless(hasattr(os, "fork"), "needs fork")
    def test_a_forked_child_does_not_answer(self):
        self.assertIn("noisy.forking.value", probe("noisy", "noisy.forking.value").symbols)

    def test_patched_builtins_do_not_reach_us(self):
        self.assertIn("noisy.patching.value", probe("noisy", "noisy.patching.value").symbols)

    def test_a_library_that_changes_python(self):
        answer = probe("naughty", "naughty.fine", "naughty.Fine", "naughty.long_winded", names=["method"])
        self.assertEqual(answer.skipped, {})
        self.assertEqual(answer.prototype("naughty.fine"), "runtime (a, b=2)")
        self.assertEqual(answer.prototype("naughty.Fine", "method"), "runtime (x)")
        self.assertLess(len(answer.symbols["naughty.long_winded"]["doc"]), 200_000)

    def test_what_is_to_be_avoided_is_not_looked_at(self):
        avoid = {"hanging": "it hangs"}
        self.assertEqual(probe("hanging", "hanging.x", avoid=avoid).skipped, {"hanging.x": {"reason": "it hangs"}})
        avoid = {"outer.work": "a", "outer.unimported": "b", "outer.inner.VALUE": "c"}
        answer = probe("outer", "outer.work", "outer.unimported.Found", "outer.inner.VALUE", "outer.inner.work", avoid=avoid)
        reasons = {path: skipped["reason"] for path, skipped in answer.skipped.items()}
        self.assertEqual(reasons, {"outer.work": "a", "outer.unimported.Found": "b", "outer.inner.VALUE": "c"})
        avoid = {"shapes.Members.method": "it crashes"}
        answer = probe("shapes", "shapes.Members", names=["method", "make"], avoid=avoid)
        self.assertEqual(list(answer.symbols["shapes.Members"]["members"]), ["make"])
        self.assertEqual(answer.skipped["shapes.Members.method"]["reason"], "it crashes")

    def test_a_library_that_leaves(self):
        answer = probe("leaving", "leaving.x")
        self.assertEqual(answer.skipped, {"leaving.x": {"reason": "importing `leaving` failed: SystemExit: 3"}})

    def test_a_library_that_lacks_another(self):
        answer = probe("needing", "needing.x")
        reason = "importing `needing` failed: ModuleNotFoundError: No module named 'does_not_exist_anywhere'"
        self.assertEqual(answer.skipped, {"needing.x": {"reason": reason}})

    def test_lone_surrogates(self):
        answer = probe("shapes", "shapes.surrogates")
        self.assertEqual(answer.symbols["shapes.surrogates"]["doc"], "A lone \ufffd surrogate.")

    def test_equal_requests_give_equal_bytes(self):
        texts = {
            probe("shapes", extent={}, names=["__len__"], environment={"PYTHONHASHSEED": seed}).text
            for seed in ("1", "2", "3")
        }
        self.assertEqual(len(texts), 1)

    def test_a_hanging_path_can_be_named(self):
        with tempfile.TemporaryDirectory() as folder:
            asked, out = os.path.join(folder, "request.json"), os.path.join(folder, "answer.json")
            with open(asked, "w", encoding="utf-8") as file:
                file.write('{"library": "hanging", "paths": ["hanging.x"], "path": ["%s"]}' % TOYS.replace("\\", "/"))
            command = [sys.executable, PYTHON_DIR, "probe", "--request", asked, "--out", out]
            process = subprocess.Popen(command)
            try:
                self.assertEqual(self.wait_for(out + ".progress"), "1 import hanging")
                self.assertFalse(os.path.exists(out))
            finally:
                process.kill()
                process.wait()

    def test_wrong_usage(self):
        process = subprocess.run([sys.executable, PYTHON_DIR, "probe", "--out"], stderr=subprocess.PIPE)
        self.assertEqual(process.returncode, 2)
        self.assertIn(b"usage", process.stderr)

    @staticmethod
    def wait_for(file):
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            try:
                with open(file, encoding="utf-8") as opened:
                    text = opened.read().rstrip("\0")
                if text:
                    return text
            except FileNotFoundError:
                pass
            time.sleep(0.02)
        raise AssertionError(f"no {file}")


if __name__ == "__main__":
    unittest.main()
