"""Exceptions as plain data. Nothing an exception does while it is looked at keeps it from being described."""

from os.path import dirname, join

from .errors import HostError
from .standins import Opaque
from .typenames import type_name

__all__ = ["describe", "minimal", "with_opaque_args"]

DEPTH = 32  # of causes, contexts and groups within each other
TOTAL = 1000  # exceptions in one description
FRAMES = 200

OWN_FOLDER = join(dirname(__file__), "")

# The attributes as CPython keeps them: a class may define others under these names.
args_of = BaseException.__dict__["args"].__get__
cause_of = BaseException.__dict__["__cause__"].__get__
context_of = BaseException.__dict__["__context__"].__get__
suppresses_context = BaseException.__dict__["__suppress_context__"].__get__
traceback_of = BaseException.__dict__["__traceback__"].__get__
set_traceback = BaseException.__dict__["__traceback__"].__set__
bases_of = type.__dict__["__mro__"].__get__


def describe(error):
    """The description of `error` that `docs/wire.md` shows, its values not encoded yet.

    An exception that is met a second time (as the context of what it is the cause of, or in a cycle) is None there.
    """
    return describe_within(error, set(), 0, True)


def describe_within(error, seen, depth, with_hints=False):
    if error is None or id(error) in seen or depth >= DEPTH or len(seen) >= TOTAL:
        return None
    seen.add(id(error))
    drop_own_frames(error)
    described = minimal(error)
    described["frames"] = attempt(frames, error) or []
    described["notes"] = attempt(notes, error) or []
    described["hints"] = with_hints and attempt(hints, error) or []
    described["suppress_context"] = bool(suppresses_context(error))
    described["cause"] = describe_within(cause_of(error), seen, depth + 1, with_hints)
    # A library that tries one import after another leaves contexts behind, about which nobody wants hints.
    described["context"] = describe_within(context_of(error), seen, depth + 1)
    members = attempt(group, error)
    if members is not None:
        inner = [describe_within(member, seen, depth + 1) for member in members]
        described["group"] = [member for member in inner if member is not None]
    return described


def minimal(error):
    """A description of `error` that takes nothing but its type, its message and its arguments."""
    kind = type(error)
    described = {
        "type": type_name(kind),
        "bases": [type_name(base) for base in bases_of(kind) if base is not object],
        "message": message(error),
        "args": args_of(error),
        "frames": [],
        "cause": None,
        "context": None,
        "suppress_context": False,
        "notes": [],
        "group": None,
        "object": error,
        "hints": [],
    }
    if kind is HostError:
        number = getattr(error, "number", None)
        if number is not None:
            described["host_error"] = number  # the host finds its own error again
    return described


def with_opaque_args(described):
    """`described` with every argument as a handle, for arguments that cannot be sent by value."""
    if described is None:
        return None
    members = described["group"]
    return {
        **described,
        "args": tuple(map(Opaque, described["args"])),
        "cause": with_opaque_args(described["cause"]),
        "context": with_opaque_args(described["context"]),
        "group": members and [with_opaque_args(member) for member in members],
    }


def attempt(part, x):
    """`part(x)`, or None where that fails: a loader that raises, a file that is no text, a class with ideas of its own."""
    try:
        return part(x)
    except BaseException:
        return None


def message(error):
    try:
        return str.__str__(str(error))
    except BaseException as unprintable:
        return f"<str() of the exception raised {type(unprintable).__name__}>"


def notes(error):
    """The notes of PEP 678: by convention a list of str, but anything may have been put there."""
    given = getattr(error, "__notes__", None)
    if type(given) is not list and type(given) is not tuple:
        return []
    return [str.__str__(note) for note in given if issubclass(type(note), str)]


def hints(error):
    from .hints import hints_of  # takes difflib and pkgutil, which only failures need

    return hints_of(error)


def group(error):
    """The members of an exception group, also of the backport for Python 3.9 and 3.10; else None."""
    if not any(base.__qualname__ == "BaseExceptionGroup" for base in bases_of(type(error))):
        return None
    members = error.exceptions
    if type(members) is not tuple:
        return None
    return [member for member in members if issubclass(type(member), BaseException)]


def is_own(file):
    return file.startswith(OWN_FOLDER)


def drop_own_frames(error):
    """Take the adapter's outermost frames off the traceback: they would keep the whole request alive."""
    traceback = traceback_of(error)
    while traceback is not None and is_own(traceback.tb_frame.f_code.co_filename):
        traceback = traceback.tb_next
    set_traceback(error, traceback)


def frames(error):
    """`(file, line, function, source line or None)` from the outermost to the innermost."""
    places = []
    traceback = traceback_of(error)
    while traceback is not None:
        frame = traceback.tb_frame
        if not is_own(frame.f_code.co_filename):
            places.append((frame, traceback.tb_lineno or 0))
        traceback = traceback.tb_next
    if len(places) > FRAMES:
        places[FRAMES // 2 : -FRAMES // 2] = []
    attempt(forget_changed_sources, {frame.f_code.co_filename for frame, _ in places})
    return [
        (str.__str__(frame.f_code.co_filename), line, str.__str__(frame.f_code.co_name), attempt(source, (frame, line)))
        for frame, line in places
    ]


def forget_changed_sources(files):
    import linecache  # reads sources, which only failures need

    for file in files:
        linecache.checkcache(file)


def source(place):
    import linecache

    frame, line = place
    text = linecache.getline(frame.f_code.co_filename, line, frame.f_globals).strip()
    return str.__str__(text) or None
