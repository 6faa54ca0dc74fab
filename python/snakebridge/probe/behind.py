"""What stands behind `(*args, **kwargs)`: the signature of what all is handed on to, or else names that keywords may have.

The names are those that the function reads of its `**kwargs`, those of what it hands them on to, and those that its
documentation lists. They forbid nothing: `*args` and `**kwargs` stay.
"""

from __future__ import annotations

import inspect
import sys
import types

from .callees import Callees
from .guard import attempt
from .handing import Handing
from .lookup import inherited, is_class, special
from .sections import documented_names, references
from .sources import definition
from .stars import VAR_KEYWORD, VAR_POSITIONAL, is_bare
from .stubs import STUBS
from .subject import POSITIONAL, Subject, own_name, subjects_of_class
from .text import docstring

__all__ = ["behind"]

DEEPEST = 4
MOST_CALLS = 6
MOST_NAMES = 100
MAKERS = ("__init__", "__new__")


def behind(subjects, ask):
    """A signature for subjects that nothing better is known of than `(*args, **kwargs)`, else `None`.

    `ask(*subjects)` gives the signature of others.
    """
    if subjects[0].depth >= DEEPEST:
        return None
    described = [attempt(_Body, subject, ask) for subject in subjects]
    bodies = [body for body in described if body is not None and body.handing is not None]
    for body in bodies:
        found = body.whole() if _is_all_there_is(subjects, body) else None
        if found is not None:
            return found
    keywords = {}
    for body in bodies:
        for parameter in body.keywords():
            keywords.setdefault(parameter["name"], parameter)
    evidence = "code" if keywords else "docstring"
    for parameter in _documented(subjects, ask):
        keywords.setdefault(parameter["name"], parameter)
    if not 0 < len(keywords) <= MOST_NAMES:
        return None
    return _open(subjects, evidence, keywords)


def _open(subjects, evidence, keywords):
    """Any arguments, with the names that are known."""
    stars = [{"name": "args", "kind": VAR_POSITIONAL}, {"name": "kwargs", "kind": VAR_KEYWORD}]
    returns = None
    for subject in subjects:
        if subject.inspected and is_bare(subject.inspected[0]):
            stars, returns = subject.inspected
            break
    taken = {star["name"] for star in stars}
    listed = [parameter for name, parameter in keywords.items() if name not in taken]
    if not listed:
        return None
    result = {"evidence": evidence, "parameters": [stars[0], *listed, stars[1]]}
    return {**result, "returns": returns} if returns else result


def _is_all_there_is(subjects, body):
    """Whether calling the first subject is calling the function of a body, and nothing else."""
    cls = subjects[0].target
    if not is_class(cls):
        return True
    makers = [inherited(cls, maker) for maker in MAKERS]
    others = [maker for maker in makers if maker not in (object.__init__, object.__new__)]
    is_plain = special(cls, "__call__") is type.__dict__["__call__"] and "__signature__" not in vars(cls)
    return is_plain and len(others) == 1 and getattr(others[0], "__func__", others[0]) is body.function


class _Body:
    """The source of a subject, and whom it asks. `handing` is `None` where there is none."""

    def __init__(self, subject, ask):
        self._subject = subject
        self._ask = ask
        self.function, self._owner = _written(subject)
        self._inner = inspect.unwrap(self.function) if self.function else None
        node = definition(self._inner) if self._inner else None
        self.handing = Handing(node) if node is not None and node.args.kwarg else None
        self._callees = Callees(self._inner, self._owner, self.handing) if self.handing else None

    def whole(self):
        """The signature of what every call is handed on to as it is, without what the function gives itself."""
        handed = self.handing.calls[0] if len(self.handing.calls) == 1 else None
        if handed is None or not handed.whole or self._inner is not self.function:
            return None
        callee = self._callees.find(handed.function)
        found, filled = self._asked(callee, handed) if callee is not None and callee.certain else (None, 0)
        if found is None or not _says_something(found):
            return None
        # A receiver that is not written in front of `*args` is the first of them.
        hidden = 1 if self._subject.receives and not self.handing.explicit else 0
        listed = _without(found.get("parameters", []), filled + hidden, handed.named)
        if listed is None:
            return None
        if is_bare(listed):
            return None
        result = {"evidence": "code", **({"parameters": listed} if listed else {})}
        if any("annotation" in parameter for parameter in listed) or "returns" in found:
            result["types"] = found.get("types", found["evidence"])
        if handed.returned and not inspect.iscoroutinefunction(self.function):
            given = {key: found[key] for key in ("returns", "flow") if key in found}
            result.update(given)
        returned = self._subject.inspected and self._subject.inspected[1]
        if returned:
            result["returns"] = returned
        return result

    def keywords(self):
        """The names that `**kwargs` may have, as parameters."""
        for name, default in self.handing.keywords.items():
            yield _keyword(name, default)
        for handed in self.handing.calls[:MOST_CALLS]:
            callee = self._callees.find(handed.function)
            found, filled = self._asked(callee, handed) if callee is not None else (None, 0)
            if found is None:
                continue
            for index, parameter in enumerate(found.get("parameters", ())):
                kind, name = parameter["kind"], parameter["name"]
                is_filled = kind in POSITIONAL and index < filled or name in handed.named
                if kind in ("positional_or_keyword", "keyword_only") and not is_filled:
                    if name not in self.handing.replaced:
                        yield {**_keyword(name, parameter.get("default", "...")), **_typed(parameter)}

    def _asked(self, callee, handed):
        """The signature of a callee, and how many of its parameters the function fills in by position."""
        filled = len(handed.before)
        receives = callee.receives or (callee.unbound and filled > 0)
        depth = self._subject.depth + 1
        found = self._ask(*_subjects(callee, receives, depth)) if depth <= DEEPEST else None
        return found, filled - (receives and not callee.receives)


def _written(subject):
    """The function in whose source a subject is written, with the class that it is taken from."""
    target = getattr(subject.target, "__func__", subject.target)
    owner = subject.owner
    if owner is None and target is not subject.target:
        receiver = subject.target.__self__
        owner = receiver if is_class(receiver) else type(receiver)
    if not is_class(target) and not isinstance(target, types.FunctionType):
        call = special(target, "__call__")
        return (call, type(target)) if isinstance(call, types.FunctionType) else (None, None)
    return (target, owner) if isinstance(target, types.FunctionType) else (None, None)


def _subjects(callee, receives, depth):
    """The subjects of what a function hands its arguments on to."""
    target, owner, name = callee.target, callee.owner, callee.name
    if is_class(target):
        return subjects_of_class(target, depth)

    def stub():
        if name in MAKERS:
            return None  # those of a base class, which may take something else
        if owner is not None:
            return STUBS.method(owner, name) if receives or isinstance(target, types.MethodType) else None
        return STUBS.function(target, f"{target.__module__}.{target.__qualname__}")

    return [Subject(target, [name], receives, stub=stub, owner=owner, depth=depth)]


def _documented(subjects, ask):
    """The parameters that the documentation of subjects lists, and those of what it refers to for them."""
    for subject in subjects:
        docs = [docstring(subject.target)]
        function, _ = attempt(_written, subject, default=(None, None))
        docs.append(docstring(function) if function is not None and function is not subject.target else None)
        for doc in filter(None, docs):
            for name in documented_names(doc):
                yield _keyword(name, "...")
            for path in references(doc, subject.names):
                for parameter in attempt(_referred, path, subject, ask, default=()):
                    yield parameter


def _referred(path, subject, ask):
    owner, _, name = path.rpartition(".")
    holder, raw = _live(owner), None
    if is_class(holder):
        raw = inherited(holder, name)
        if not isinstance(raw, types.FunctionType):
            return []
        other = Subject(raw, [name], True, owner=holder, depth=subject.depth + 1)
    else:
        raw = vars(holder)[name]
        other = Subject(raw, [own_name(raw)], depth=subject.depth + 1)
    listed = [] if raw is subject.target else ask(other).get("parameters", ())
    kinds = ("positional_or_keyword", "keyword_only")
    return [
        {**_keyword(each["name"], each.get("default", "...")), **_typed(each)} for each in listed if each["kind"] in kinds
    ]


def _live(path):
    """The module, or the class of a module, at a path."""
    if path in sys.modules:
        return sys.modules[path]
    module, _, name = path.rpartition(".")
    return vars(sys.modules[module])[name]


def _without(listed, filled, named):
    """Parameters without those that are filled by position or by name; `None` where they cannot be."""
    places = [each for each in listed if each["kind"] in POSITIONAL]
    has_star = any(each["kind"] == VAR_POSITIONAL for each in listed)
    if filled > len(places) and not has_star:
        return None
    left, is_behind = [], False
    for each in listed:
        if each in places[:filled]:
            continue
        if each["name"] in named and each["kind"] != "positional_only":
            # What follows cannot be reached by position any more.
            is_behind = is_behind or each["kind"] in POSITIONAL
            continue
        if is_behind and each["kind"] == VAR_POSITIONAL:
            continue
        left.append({**each, "kind": "keyword_only"} if is_behind and each["kind"] == "positional_or_keyword" else each)
    return left


def _says_something(found):
    return found["evidence"] != "variadic" and not is_bare(found.get("parameters", ()))


def _keyword(name, default):
    return {"name": name, "kind": "keyword_only", "default": default}


def _typed(parameter):
    return {"annotation": parameter["annotation"]} if "annotation" in parameter else {}
