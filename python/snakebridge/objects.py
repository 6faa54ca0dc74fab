"""The live objects that the host holds handles of."""

__all__ = ["Objects"]


class Objects:
    """A table from id to object; the same object has the same id for as long as the host holds it.

    Every occurrence of a handle in what is sent counts once, every `release` of it takes one away. An id is never given
    to a second object.
    """

    def __init__(self):
        self.entries = {}  # id of the handle -> [object, count]
        self.handles = {}  # id() of the object -> id of the handle; valid because the entry keeps the object alive
        self.last = 0

    def __len__(self):
        return len(self.entries)

    def hold(self, obj):
        """Count one more handle of `obj` and return its id."""
        handle = self.handles.get(id(obj))
        if handle is None:
            self.last = handle = self.last + 1
            self.entries[handle] = [obj, 1]
            self.handles[id(obj)] = handle
        else:
            self.entries[handle][1] += 1
        return handle

    def live(self, handle):
        try:
            return self.entries[handle][0]
        except KeyError:
            pass
        raise LookupError(
            f"there is no object {handle} in this session: it was released, or it belongs to another session"
        )

    def release(self, handles):
        """Take one from the count of each of `handles`; an id that is not there has been dropped before."""
        for handle in handles:
            entry = self.entries.get(handle)
            if entry is None:
                continue
            entry[1] -= 1
            if not entry[1]:
                # Both entries go before the object does: its `__del__` may do anything.
                del self.handles[id(entry[0])], self.entries[handle]
