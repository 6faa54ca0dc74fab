"""How something is called, and how we know: a chain of evidence, best first."""

from __future__ import annotations

import types

from .behind import behind
from .flows import flow_of
from .guard import attempt
from .lookup import is_class, special
from .merging import add_types
from .overloads import admit_all, by_place
from .stars import is_bare
from .unions import union_of_annotations

__all__ = ["EVIDENCE", "signature"]



def from_runtime(subject):
    """`inspect.signature` of something written in Python."""
    return None if subject.written_in_c else subject.inspected


def from_text_signature(subject):
    """The `__text_signature__` of something written in C."""
    return (subject.inspected or subject.text) if subject.written_in_c else None


def from_stub(subject):
    """What stubs say."""
    stub = subject.stubbed
    return None if stub is None else (stub.parameters, stub.returns)


def from_docstring(subject):
    """The prototypes at the start of the docstring."""
    if not subject.documented:
        return None
    listed = admit_all(by_place([each for each, _ in subject.documented]))
    return listed, union_of_annotations(returns for _, returns in subject.documented)


# Best first.
EVIDENCE = (
    ("runtime", from_runtime),
    ("text_signature", from_text_signature),
    ("stub", from_stub),
    ("docstring", from_docstring),
)


def signature(*subjects):
    """The signature by the best evidence that any of the subjects has; the first subject is asked first.

    Names, kinds and defaults are those of the best evidence, types those of its annotations or else of a stub.
    """
    result = _strongest(subjects)
    stub = next((subject.stubbed for subject in subjects if subject.stubbed), None)
    if stub is not None:
        add_types(result, stub)
    flow = flow_of(subjects[0].target, stub, result["evidence"])
    if flow != "call":
        result["flow"] = flow  # else that of what it hands all on to
    return result


def _strongest(subjects):
    returns = None
    for evidence, ask in EVIDENCE:
        for subject in subjects:
            found = attempt(ask, subject)
            if found is None:
                continue
            listed, returned = found
            returns = returns or returned
            if is_informative(listed):
                result = _as_ir(evidence, listed, returns)
                if evidence == "docstring" and len(subject.documented) > 1:
                    result["overloads"] = [_as_overload(*each) for each in subject.documented]
                return result
    found = attempt(behind, subjects, signature)
    if found is not None:
        return {**found, "returns": returns} if returns and "returns" not in found else found
    for subject in subjects:
        if is_open(subject.target) and subject.inspected:
            listed, returned = subject.inspected
            return _as_ir("runtime", listed, returns or returned)
    return _as_ir("variadic", [], returns)


def is_open(target):
    """Whether a function was itself written as `def f(*args, **kwargs)`, which is no wrapper that hides another one."""
    function = getattr(target, "__func__", target)
    if not isinstance(function, types.FunctionType):
        call = None if is_class(function) else special(function, "__call__")
        return isinstance(call, types.FunctionType) and is_open(call)
    code = function.__code__
    is_inner = "<locals>" in function.__qualname__ or set(code.co_freevars) - {"__class__"}
    return not is_inner and code.co_name == function.__name__ and not hasattr(function, "__wrapped__")


def _as_overload(listed, returns):
    result = {"parameters": listed} if listed else {}
    return {**result, "returns": returns} if returns else result


def is_informative(listed):
    """Whether the parameters say more than the bare `(*args, **kwargs)` of a decorator, and can be said at all."""
    names = [parameter["name"] for parameter in listed]
    if not all(name.isidentifier() for name in names) or len(set(names)) < len(names):
        return False
    return not is_bare(listed)


def _as_ir(evidence, listed, returns):
    result = {"evidence": evidence}
    if listed:
        result["parameters"] = listed
    if returns:
        result["returns"] = returns
    return result
