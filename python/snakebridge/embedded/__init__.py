"""Sessions within the host's own process, for the engine `embed`.

What a value, an expression, an exception or a callback means is what it means in a worker, because the same modules say so.
What differs is who does it: requests are evaluated by the thread of the host that asks, so there is nothing to wait for, and
no frames. Tasks, and requests that nobody waits for, belong to a thread of the session.

The host's own functions are the attributes of `host`. The table of live objects is the host's, too.
"""

from .host import prepare
from .objects import shown_name
from .session import Session, framed, framed_with_keywords

__all__ = ["Session", "framed", "framed_with_keywords", "prepare", "shown_name"]
