"""Which of the worker's own segments there are, and which to lend next. No I/O; `segments.py` does that."""

__all__ = ["Pool", "size_class"]

PAGE = 4096
STEPS = 8  # sizes between a power of two and the next, so that at most an eighth of a segment is in vain


class Entry:
    """A segment; `memory` is None if it is lent only once and is then the borrower's."""

    __slots__ = ("size", "memory", "lent", "loan")

    def __init__(self, size, memory, loan):
        self.size, self.memory, self.loan = size, memory, loan
        self.lent = True


class Pool:
    """At most `limit` segments, whose numbers go up in twos from `first`; at most `kept` bytes are kept to be lent again."""

    def __init__(self, first, limit, kept):
        self.entries = {}  # number -> Entry
        self.last = first
        self.limit = limit
        self.kept = kept
        self.loans = 0  # so far, to find what was not used for longest

    def again(self, length):
        """`(number, memory)` of a kept segment for so many bytes, which is then on loan, or None."""
        self.loans += 1
        size = size_class(length)
        # Not one that is much too large: a small loan might be a long one.
        fitting = [
            (entry.size, number)
            for number, entry in self.entries.items()
            if not entry.lent and entry.memory is not None and size <= entry.size <= 2 * size
        ]
        if not fitting:
            return None
        _, number = min(fitting)
        entry = self.entries[number]
        entry.lent, entry.loan = True, self.loans
        return number, entry.memory

    def room(self, length):
        """`(number, size, once, dropped)` of a segment that is to be made: whether it is for one loan only, and what was dropped
        in its favour; None if there are too many.
        """
        size = size_class(length)
        dropped = []
        while len(self.entries) >= self.limit:
            number = self.evict()
            if number is None:
                return None
            dropped.append(number)
        while size <= self.kept < size + self.held():
            number = self.evict()
            if number is None:
                break
            dropped.append(number)
        self.last += 2
        return self.last, size, self.kept < size + self.held(), dropped

    def enter(self, number, size, memory):
        """Enter a segment that was made and is lent at once."""
        self.entries[number] = Entry(size, memory, self.loans)

    def free(self, number):
        """The borrower has done with it."""
        entry = self.entries.get(number)
        if entry is None or not entry.lent:
            raise ValueError(f"segment {number} came back, and was not lent")
        entry.lent = False
        if entry.memory is None:
            del self.entries[number]

    def drop(self, number):
        """The borrower has done with it for good."""
        self.free(number)
        self.entries.pop(number, None)

    def held(self):
        """Bytes of the segments that are kept."""
        return sum(entry.size for entry in self.entries.values() if entry.memory is not None)

    def evict(self):
        """Forget the segment that was not used for longest; its number, or None."""
        idle = [(entry.loan, number) for number, entry in self.entries.items() if not entry.lent]
        if not idle:
            return None
        _, number = min(idle)
        del self.entries[number]
        return number


def size_class(length):
    """The size of a segment for so many bytes."""
    step = max(PAGE, (1 << max(length - 1, 0).bit_length()) // (2 * STEPS))
    return -(-max(length, 1) // step) * step
