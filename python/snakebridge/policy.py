"""The policy of a session: which paths the host may reach. It keeps honest users from mistakes; it is no sandbox.

The allow list is about paths as they are written and about modules; the deny list also about the place where a class or a
function says it comes from, so that another way to it does not help.
"""

import sys

from .decode import Decoder
from .errors import Denied
from .resolve import resolve
from .typenames import type_name

__all__ = ["GuardedDecoder", "Policy", "guard"]

modules = sys.modules
Module = type(sys)


def most_specific(patterns, path):
    """The longest of `patterns` that is `path` or above it, or None."""
    while path not in patterns:
        path, dot, _ = path.rpartition(".")
        if not dot:
            return None
    return path


class Policy:
    """`allow` is a list of patterns or None, `deny` a list of patterns."""

    def __init__(self, allow, deny):
        self.allow = None if allow is None else frozenset(allow)
        self.deny = frozenset(deny)

    def check(self, path):
        """Raise `Denied` unless `path` may be reached."""
        allowed = None if self.allow is None else most_specific(self.allow, path)
        denied = most_specific(self.deny, path)
        if denied is not None and (allowed is None or len(denied) >= len(allowed)):
            raise Denied(path, denied)
        if self.allow is not None and allowed is None:
            raise Denied(path, None)

    def check_denied(self, path):
        """Raise `Denied` if the deny list says so."""
        denied = most_specific(self.deny, path)
        if denied is not None and denied != most_specific(self.allow or (), path):
            self.check(path)

    def check_found(self, path, found):
        """Check what was reached as `path` under the name it has where it comes from."""
        kind = type(found)
        if issubclass(kind, Module):
            name = found.__dict__.get("__name__")
            if type(name) is str and modules.get(path) is not found:
                self.check(name)
            elif type(name) is str:
                self.check_denied(name)
            return
        if issubclass(kind, type):
            self.check_denied(type_name(found))
            return
        name, module = getattr(found, "__qualname__", None), getattr(found, "__module__", None)
        if type(name) is str and type(module) is str:
            self.check_denied(f"{module}.{name}")

    def resolve(self, path):
        """As `resolve`, for what may be reached."""
        self.check(path)
        so_far = ""
        for name in path.split("."):
            so_far += name
            found = resolve(so_far)
            self.check_found(so_far, found)
            so_far += "."
        return found

    def attr(self, x, name):
        """As `getattr`, for what may be reached."""
        kind = type(x)
        if issubclass(kind, Module) and type(x.__dict__.get("__name__")) is str:
            path = f"{x.__dict__['__name__']}.{name}"
            self.check(path)
        else:
            path = f"{type_name(x if issubclass(kind, type) else kind)}.{name}"
            self.check_denied(path)
        found = getattr(x, name)
        self.check_found(path, found)
        return found


class GuardedDecoder(Decoder):
    """A decoder under a policy, which is an attribute of the class."""

    policy = None

    def persistent_load(self, node):
        if type(node) is str:
            return self.policy.resolve(node)
        return super().persistent_load(node)

    def find_class(self, module, name):
        if name == "attr" and module == "snakebridge":
            return self.policy.attr
        return super().find_class(module, name)


def guard(evaluator, allow, deny):
    """From now on, hold `evaluator` to this policy."""
    evaluator.kind = type("GuardedDecoder", (GuardedDecoder,), {"policy": Policy(allow, deny)})
    evaluator.resting.clear()
