"""`probe --request FILE --out FILE`: one library, one process, one file of JSON."""

from __future__ import annotations

import gc
import json
import mmap
import os
import sys
import sysconfig

from .isolation import isolate
from .stubs import STUBS
from .survey import Request, survey
from .text import without_lone_surrogates

__all__ = ["main"]

USAGE = "usage: probe --request FILE --out FILE"
# How many objects more there are when garbage is looked for.
GARBAGE = 50_000


def main(argv):
    """Runs the probe and ends the process: threads and `atexit` handlers of what was imported do not hold it up."""
    options = dict(zip(argv[::2], argv[1::2]))
    if len(argv) != 4 or set(options) != {"--request", "--out"}:
        print(USAGE, file=sys.stderr)
        return 2
    # Little of what is made here ever becomes garbage, and looking for it takes a tenth of the time.
    gc.set_threshold(GARBAGE)
    with open(options["--request"], encoding="utf-8") as file:
        asked = json.load(file)
    request = Request.from_json(asked)
    report = Report(options["--out"])
    environment = describe_environment()
    STUBS.use_typeshed(asked.get("typeshed"))
    isolate(asked.get("path", []))
    library = survey(request, report.progress)
    report.write({"library": library, "environment": environment})
    report.leave()


def describe_environment():
    """The interpreter that ran, as the lock records it."""
    return {
        "python": sys.version.split()[0],
        "abi": sys.implementation.cache_tag,
        "platform": sysconfig.get_platform(),
    }


class Report:
    """The file of results, and beside it the step it is at, for whoever must say what hung.

    What it needs of `os` is bound before anything is imported that could patch it. Steps are written through shared
    memory, because there are many, and because a process that crashes leaves them behind.
    """

    LONGEST = 4096

    def __init__(self, out):
        self._out = os.path.abspath(out)
        self._progress = self._out + ".progress"
        self._temporary = f"{self._out}.{os.getpid()}"
        self._process = os.getpid()
        self._open, self._replace, self._unlink = open, os.replace, os.unlink
        self._getpid, self._exit, self._dumps = os.getpid, os._exit, json.dumps
        self._steps = 0
        with open(self._progress, "w+b") as file:
            file.write(bytes(self.LONGEST))
            file.flush()
            self._shared = mmap.mmap(file.fileno(), self.LONGEST)

    def progress(self, path, importing=False):
        """Notes that `path` comes next, or the import of it."""
        self._leave_if_forked()
        self._steps += 1
        step = f"{self._steps} {'import' if importing else 'look'} {path}"
        text = step.encode("utf-8", "replace")[: self.LONGEST - 1] + b"\0"
        self._shared[: len(text)] = text

    def write(self, result):
        """Puts the result in place, whole or not at all."""
        self._leave_if_forked()
        text = self._dumps(result, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        with self._open(self._temporary, "wb") as file:
            file.write(without_lone_surrogates(text).encode("utf-8") + b"\n")
        self._replace(self._temporary, self._out)

    def leave(self):
        """Ends the process at once."""
        try:
            self._shared.close()
            self._unlink(self._progress)
            sys.stdout.flush()
            sys.stderr.flush()
        finally:  # whatever the streams are by now
            self._exit(0)

    def _leave_if_forked(self):
        if self._getpid() != self._process:
            self._exit(0)
