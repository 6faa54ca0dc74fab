"""The live objects that the host holds handles of."""

from _thread import RLock

__all__ = ["Objects", "Postponing"]


class Postponing:
    """Releases of handles that expressions which came before may still name.

    Whose objects they are says which handle was the `last` that was given, and how to `release` handles.
    """

    def __init__(self):
        self.lock = RLock()  # a finalizer may come in between, and is harmless there
        self.marks = {}  # expression that is not evaluated yet -> the last handle it can name
        self.held_back = []  # [expressions that may name them, handle -> releases]

    def begin(self):
        """An expression has come, which may name the handles there are; what `end` wants."""
        expression = object()
        self.marks[expression] = self.last
        return expression

    def end(self, expression):
        """The expression has been evaluated."""
        free = []
        with self.lock:
            del self.marks[expression]
            for entry in self.held_back:
                entry[0].discard(expression)
            while self.held_back and not self.held_back[0][0]:
                free.append(self.held_back.pop(0)[1])
        for releases in free:
            self.release([handle for handle, count in releases.items() for _ in range(count)])

    def release_later(self, handles):
        """As `release`, but what expressions that came before may still name is kept until they are evaluated."""
        if self.marks:
            with self.lock:
                last = max(self.marks.values(), default=0)
                late = [handle for handle in handles if handle <= last]
                if late:
                    self.hold_back(late)
                    handles = [handle for handle in handles if handle > last]
        self.release(handles)

    def hold_back(self, handles):
        expressions = set(self.marks)
        if not self.held_back or self.held_back[-1][0] != expressions:
            self.held_back.append([expressions, {}])
        releases = self.held_back[-1][1]
        for handle in handles:
            releases[handle] = releases.get(handle, 0) + 1


class Objects(Postponing):
    """A table from id to object; the same object has the same id for as long as the host holds it.

    Every occurrence of a handle in what is sent counts once, every `release` of it takes one away. An id is never given
    to a second object.
    """

    def __init__(self):
        super().__init__()
        self.entries = {}  # id of the handle -> [object, count]
        self.handles = {}  # id() of the object -> id of the handle; valid because the entry keeps the object alive
        self.last = 0

    def __len__(self):
        return len(self.entries)

    def hold(self, obj):
        """Count one more handle of `obj` and return its id."""
        entry = [obj, 1]
        with self.lock:
            handle = self.handles.get(id(obj))
            if handle is None:
                self.last = handle = self.last + 1
                self.entries[handle] = entry
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
            with self.lock:
                entry = self.entries.get(handle)
                if entry is None:
                    continue
                entry[1] -= 1
                if not entry[1]:
                    # Both entries go before the object does: its `__del__` may do anything.
                    self.handles.pop(id(entry[0]), None)
                    self.entries.pop(handle, None)
            del entry
