"""What is done to workers, from the inside."""

import os
import signal
import struct
import subprocess
import sys
import threading
import time

KEPT = []
DESCENDANT = """
import os, signal, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
os.write(int(sys.argv[1]), b".")
time.sleep(600)
"""
ANCESTOR = """
import subprocess, sys
fd, code = sys.argv[1:]
subprocess.Popen([sys.executable, "-c", code, fd], pass_fds=[int(fd)], start_new_session=True)
exec(code)
"""
HEADER = struct.Struct("<2sBBIIQ")
REPLY = 3


class Thing:
    """Something to hold a handle of."""

    value = 1


def live():
    """How many objects the adapter keeps for the host."""
    import gc

    gc.collect()
    objects = sys.modules["snakebridge.objects"].Objects
    return sum(len(each) for each in gc.get_objects() if type(each) is objects)


def keep(obj):
    KEPT.append(obj)


def forget():
    KEPT.clear()


def hold_the_gil(ready=None):
    """Wait for ever in C, without letting other threads or signal handlers run: for a lock that this thread has."""
    import ctypes

    if ready is not None:
        ready()
    library = ctypes.PyDLL(None)
    mutex = ctypes.create_string_buffer(128)
    library.pthread_mutex_init(mutex, None)
    library.pthread_mutex_lock(mutex)
    library.pthread_mutex_lock(mutex)


def count_in_c():
    return sum(range(10**13))


def backtrack():
    import re

    return re.match(r"(a+)+$", "a" * 64 + "b")


def spin():
    while True:
        pass


def spin_stubbornly():
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass


def breed():
    """Start children and a grandchild, some in sessions of their own, that ignore SIGTERM; wait until they do."""
    ready, fd = os.pipe()
    command = [sys.executable, "-c", ANCESTOR, str(fd), DESCENDANT]
    subprocess.Popen(command, pass_fds=[fd])
    command = [sys.executable, "-c", DESCENDANT, str(fd)]
    subprocess.Popen(command, pass_fds=[fd], start_new_session=True)
    os.close(fd)
    for _ in range(3):
        os.read(ready, 1)


def defy(grown):
    """Ignore all that can be ignored, have descendants, and tell `grown` when they are there; never return."""
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGURG):
        signal.signal(number, signal.SIG_IGN)
    breed()
    grown()
    spin_stubbornly()


def allocate(step, limit):
    """Take memory, and touch it, until there is no more or `limit` bytes are taken."""
    taken = []
    while sum(map(len, taken)) < limit:
        taken.append(bytearray(b"x") * step)
    return len(taken)


def flood(size):
    """Write so many bytes to stdout and to stderr, at the same time."""

    def pour(stream):
        line = "x" * 4095 + "\n"
        for _ in range(size // len(line)):
            stream.write(line)
        stream.flush()

    other = threading.Thread(target=pour, args=(sys.stderr,))
    other.start()
    pour(sys.stdout)
    other.join()


def reply_fd():
    with open("/proc/self/cmdline", "rb") as file:
        arguments = file.read().split(b"\0")
    return int(arguments[arguments.index(b"--reply-fd") + 1])


def write_reply(data):
    """Write bytes to the descriptor that replies go to."""
    fd = reply_fd()
    while data:
        data = data[os.write(fd, data) :]


def write_torn(length, sent):
    """Write the header of a reply of so many bytes, and fewer."""
    write_reply(HEADER.pack(b"SB", REPLY, 0, 1, 0, length) + b"x" * sent)


def tear_and_end(length, sent):
    write_torn(length, sent)
    os._exit(0)


def write_nonsense(requests):
    """Answer all of so many requests with what is no pickle."""
    payload = b"this is no pickle"
    for request in range(1, requests):
        write_reply(HEADER.pack(b"SB", REPLY, 0, request, 0, len(payload)) + payload)
    time.sleep(600)


def close_descriptors():
    os.closerange(3, 256)


def end_by_signal(number):
    os.kill(os.getpid(), number)
    time.sleep(600)


def nap(seconds):
    time.sleep(seconds)
    return os.getpid()


def fork_and_raise():
    """Fork; the child comes back from the call as the parent does."""
    if os.fork():
        os.wait()
    raise ChildProcessError("both of them")


def breed_and_crash():
    import ctypes

    breed()
    ctypes.string_at(0)


def call(function):
    return function()
