"""Streams: items of an iterator in batches, which do not wait for what comes after them."""

from time import monotonic, sleep

from _pickle import dumps
from _thread import allocate_lock, start_new_thread

from .wire import ITEMS, LARGE

__all__ = ["MORE", "OVER", "Batch", "Ticker"]

MORE, OVER = 1, 2  # flags of the last frame of a pull

SLOW = 0.0002  # seconds for one item after which what there is is sent before the next is asked for
AGE = 0.002  # seconds that an item waits for others
TURN = 0.05  # seconds after which a pull lets others have their turn
LINGER = 0.05  # seconds that the ticker waits for another stream

FIRST, MOST = 32, 4096  # items in a batch
ENOUGH = 64 * 1024  # bytes of a frame

# Exact types whose instances stay as they are until the batch is written; by id, as in `encode`.
PLAIN = {id(kind) for kind in (type(None), bool, int, float, str, bytes)}

START = b"\x80\x05]("  # PROTO 5, EMPTY_LIST, MARK
END = b"e."  # APPENDS, STOP
FRAME = 0x95


class Body:
    """An item that is encoded already, because it might change."""

    __slots__ = ("apart", "pickle", "size")

    def __init__(self, pickle, apart, size):
        self.pickle = pickle
        self.apart = apart  # whether it makes sense among others
        self.size = size  # bytes, with those in shared memory


class Batch:
    """The items of one pull that have been taken and not been sent. `send(kind, request, parts, flags)` sends."""

    def __init__(self, send, encoder, request, count, shape):
        if type(count) is not int or count < 1:
            raise ValueError(f"a pull asks for {count!r} items")
        encoder.item(shape, None)  # a wrong shape is an error of the pull, not of an item
        self.send = send
        self.encoder = encoder
        self.request = request
        self.left = count
        self.shape = shape
        self.plain = type(shape) is int and shape == 0
        self.items = []
        self.limit = FIRST
        self.lock = allocate_lock()  # held while frames of it are sent
        self.since = self.begun = self.last = monotonic()

    def add(self, item):
        """Take one more; whether that is all for this pull."""
        kind = type(item)
        if not (self.plain and id(kind) in PLAIN) or (kind is bytes and len(item) >= LARGE):
            item = Body(*self.encoder.item(self.shape, item))
        items = self.items
        now = monotonic()
        if not items:
            self.since = now
        items.append(item)
        self.left -= 1
        if not self.left or now - self.begun > TURN:
            return True
        if now - self.last > SLOW or now - self.since > AGE or len(items) >= self.limit:
            self.flush()
            now = monotonic()
        self.last = now
        return False

    def flush(self, flags=0):
        """Send what there is; with flags of the end also if there is nothing."""
        with self.lock:
            self.send_items(flags)

    def tick(self):
        """Send what is old, from another thread."""
        if self.items and monotonic() - self.since > AGE and self.lock.acquire(False):
            try:
                self.send_items(0)
            finally:
                self.lock.release()

    def send_items(self, flags):
        items = self.items[:]
        del self.items[: len(items)]  # the other thread appends meanwhile
        payloads = self.payloads(items)
        if flags and not payloads:
            payloads.append(([START + END], 0))
        size = 0
        for number, (parts, size) in enumerate(payloads, 1):
            self.send(ITEMS, self.request, parts, flags if number == len(payloads) else 0)
        if size > ENOUGH:
            self.limit = max(1, self.limit // 2)
        elif len(items) >= self.limit:
            self.limit = min(MOST, self.limit * 2)

    def payloads(self, items):
        """`(buffers, size)` for each frame."""
        if not items:
            return []
        if Body not in map(type, items):
            payload = dumps(items, 5)
            return [([payload], len(payload))]
        payloads = []
        bodies = []
        size = 0
        for item in items:
            if type(item) is not Body:
                pickle = dumps(item, 5)
                item = Body(pickle, True, len(pickle))
            if not item.apart or size + item.size > ENOUGH:
                if bodies:
                    payloads.append(([START, *bodies, END], size))
                bodies = []
                size = 0
            bodies.append(bare(item.pickle))
            size += item.size
            if not item.apart:
                payloads.append(([START, *bodies, END], size))
                bodies = []
                size = 0
        if bodies:
            payloads.append(([START, *bodies, END], size))
        return payloads


def bare(pickle):
    """What is between the head and the end of a pickle."""
    return pickle[11:-1] if pickle[2] == FRAME else pickle[2:-1]


class Ticker:
    """A thread that sends what waits in batches while their iterators take their time; it ends when there are none."""

    def __init__(self):
        self.batches = set()
        self.lock = allocate_lock()
        self.running = False
        self.awake = allocate_lock()

    def watch(self, batch):
        with self.lock:
            self.batches.add(batch)
            if not self.running:
                try:
                    start_new_thread(self.run, ())
                except RuntimeError:
                    return  # no more threads: items wait until the next one comes
                self.running = True
            elif self.awake.locked():
                self.awake.release()

    def leave(self, batch):
        self.batches.discard(batch)

    def run(self):
        while True:
            while self.batches:
                sleep(AGE)
                for batch in list(self.batches):
                    try:
                        batch.tick()
                    except BaseException:
                        self.leave(batch)  # the host is gone
            self.awake.acquire(False)
            if not self.batches:
                self.awake.acquire(timeout=LINGER)
            with self.lock:
                if not self.batches:
                    self.running = False
                    return
