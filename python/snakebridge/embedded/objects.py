"""The live objects that the host holds handles of, in the host's own table."""

from functools import partial

from ..objects import Postponing
from ..typenames import type_name
from .host import host

__all__ = ["Objects", "shown_name"]


class Objects(Postponing):
    """As `snakebridge.objects.Objects`; the host finds what is in it without asking anybody."""

    def __init__(self, session):
        super().__init__()
        self.session = session
        self.hold = partial(host.hold, session)
        self.live = partial(host.live, session)

    @property
    def last(self):
        return host.last_held(self.session)

    def release(self, handles):
        for handle in handles:
            host.let_go(self.session, handle)


def shown_name(kind):
    """The name of a type as an exact str that can be written as UTF-8."""
    return type_name(kind).encode("utf-8", "surrogatepass").decode("utf-8", "replace")
