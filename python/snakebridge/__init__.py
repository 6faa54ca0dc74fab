"""The adapter that every SnakeBridge worker runs: standard library only, CPython 3.9 and later.

The contract with the host is `docs/wire.md`. The tags of that page are attributes of this module, as the pickler wants
it, but only while an encoder is at work and has made them: no value of a user can be mistaken for one.
"""

from .errors import Denied, HostError

__all__ = ["PROTOCOL", "Denied", "HostError"]

PROTOCOL = 2
