"""What a process is to those who look at it from inside."""

import os
import socket
import stat
import subprocess
import sys


def sockets():
    """Of every socket: whether it listens, whether it is one of this machine alone, and the names of both ends."""
    found = []
    for descriptor in range(1024):
        try:
            if not stat.S_ISSOCK(os.fstat(descriptor).st_mode):
                continue
            copy = socket.socket(fileno=os.dup(descriptor))
        except OSError:
            continue
        with copy:
            listens = bool(copy.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN))
            found.append((listens, copy.family == socket.AF_UNIX, copy.getsockname(), copy.getpeername()))
    return found


def hold_the_gil(seconds):
    """Stays in C for that long and lets no other thread run."""
    import ctypes

    return ctypes.PyDLL(None).sleep(seconds)


def write_everywhere(text):
    """Writes to standard output on every level, also from a child."""
    print(text)
    sys.stdout.flush()
    os.write(1, text.encode() + b"\n")
    subprocess.run([sys.executable, "-c", f"print({text!r})"], check=True)
    return len(text)


def read_standard_input():
    return sys.stdin.read()


def run_again(code):
    """What another process of the same executable prints."""
    done = subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.PIPE)
    return done.stdout.decode()


def double(number):
    return number * 2, os.getpid()


def doubled(method, numbers):
    """Doubles in a process of its own; the results, and whether it was another process."""
    import multiprocessing

    with multiprocessing.get_context(method).Pool(1) as pool:
        results = pool.map(double, numbers)
    return [result for result, _ in results], all(pid != os.getpid() for _, pid in results)


def doubled_by_executor(numbers):
    import concurrent.futures
    import multiprocessing

    context = multiprocessing.get_context("spawn")
    with concurrent.futures.ProcessPoolExecutor(1, mp_context=context) as executor:
        return [result for result, _ in executor.map(double, numbers)]


def group():
    return os.getpgid(0)
