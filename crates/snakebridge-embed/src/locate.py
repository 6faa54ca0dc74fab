"""Prints what the engine has to know of an interpreter: texts with a NUL after each."""

import sys

# The working directory, which has nothing to do with it.
sys.path[:] = [entry for entry in sys.path if entry]

import os  # noqa: E402
import sysconfig  # noqa: E402

config = sysconfig.get_config_var


def mapped():
    """What this very process has loaded, where the system tells (Linux)."""
    try:
        with open("/proc/self/maps", errors="surrogateescape") as maps:
            for line in maps:
                path = line.rstrip("\n").partition("/")
                if os.path.basename(path[2]).startswith("libpython3."):
                    yield "/" + path[2]
    except OSError:
        pass


def candidates():
    """Where the library may be, best first."""
    names = [config("INSTSONAME"), config("LDLIBRARY")]
    if sys.platform == "darwin":
        names.append("libpython{}.{}{}.dylib".format(*sys.version_info[:2], getattr(sys, "abiflags", "")))
    names = [name for name in names if name and not name.endswith(".a")]
    yield from mapped()
    prefixes = [config("LIBDIR"), os.path.join(sys.base_prefix, "lib"), os.path.join(sys.base_exec_prefix, "lib")]
    if config("LIBDIR") and config("MULTIARCH"):
        prefixes.append(os.path.join(config("LIBDIR"), config("MULTIARCH")))
    if config("MULTIARCH"):  # Debian's, wherever it was unpacked
        prefixes.append(os.path.join(sys.base_prefix, "lib", config("MULTIARCH")))
    prefixes += [config("PYTHONFRAMEWORKPREFIX"), config("LIBPL")]
    for prefix in filter(None, prefixes):
        for name in names:
            path = os.path.join(prefix, name)
            if os.path.exists(path):
                yield path
    # Where the loader of the system looks: Debian's library without its development package, for example.
    yield from (os.path.basename(name) for name in names)


texts = [sys.implementation.name, "{}.{}.{}".format(*sys.version_info[:3]), *dict.fromkeys(candidates())]
sys.stdout.buffer.write(b"".join(os.fsencode(text) + b"\0" for text in texts))
