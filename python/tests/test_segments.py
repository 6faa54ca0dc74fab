"""Large buffers in shared memory, with this process as worker and host in one."""

import io
import mmap
import os
import socket
import sys
import unittest

try:
    import numpy
except ImportError:
    numpy = None

from snakebridge import wire
from snakebridge.counted import Counted
from snakebridge.decode import LENDS, Evaluator
from snakebridge.encode import Encoder, TaggingPickler
from snakebridge.interrupts import Gate
from snakebridge.objects import Objects
from snakebridge.pulls import OVER, Batch
from snakebridge.wire import LARGE, ProtocolError

from .host import Node, ValueUnpickler, expression, path

if sys.platform == "linux":
    from snakebridge import segments
    from snakebridge.segments import ANNOUNCE, DROP, FREE, MESSAGE, ONCE, PRIVATE


def share(parts):
    segments.share(parts)
    return parts


class Case(unittest.TestCase):
    def setUp(self):
        if sys.platform != "linux":
            self.skipTest("there are no segments on this system")
        wire.Share.socket, self.host = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.host.setblocking(False)
        self.addCleanup(self.close)
        segments.State.ours = segments.Pool(-1, segments.LIMIT, segments.KEPT)
        segments.State.theirs = {}
        segments.State.unsent = []
        self.objects = Objects()
        self.gate = Gate()
        self.evaluator = Evaluator(self.objects, Counted(None, lambda: self.gate))
        self.evaluate = self.evaluator.evaluate
        self.known = {}  # the worker's segments, as the host maps them

    def close(self):
        wire.Share.socket.close()
        wire.Share.socket = None
        self.host.close()

    def heard(self):
        """`(kind, number)` of the messages that the worker sent."""
        heard = []
        while True:
            try:
                message, files, _, _ = socket.recv_fds(self.host, MESSAGE.size, 1)
            except BlockingIOError:
                return heard
            kind, _, number, size = MESSAGE.unpack(message)
            heard.append((kind, number))
            for file in files:
                self.assertEqual(os.fstat(file).st_size, size)
                self.known[number] = mmap.mmap(file, size, prot=mmap.PROT_READ)
                os.close(file)

    def say(self, kind, number, flags=0, size=0, file=None):
        socket.send_fds(self.host, [MESSAGE.pack(kind, flags, number, size)], [] if file is None else [file])

    def announce(self, number, data, flags=0, size=None, seals=2 | 4):
        file = os.memfd_create("test", os.MFD_ALLOW_SEALING)
        os.write(file, data)
        segments.fcntl.fcntl(file, segments.ADD_SEALS, seals)
        self.say(ANNOUNCE, number, flags, len(data) if size is None else size, file)
        os.close(file)


class FromTheWorker(Case):
    def read(self, parts):
        """What the host makes of a payload."""
        self.heard()
        case = self

        class Reader(ValueUnpickler):
            def find_class(self, module, name):
                if name in ("shared_bytes", "shared_bytearray"):
                    return lambda *place: (bytes if name == "shared_bytes" else bytearray)(case.at(place))
                return super().find_class(module, name)

        return Reader(io.BytesIO(b"".join(map(bytes, parts)))).load()

    def at(self, place):
        number, offset, length = place
        self.assertLessEqual(offset + length, len(self.known[number]))
        return self.known[number][offset : offset + length]

    def free(self):
        for number, entry in segments.State.ours.entries.items():
            if entry.lent:
                self.say(FREE, number)

    def shared(self, x):
        """`x` as the host gets it, by the pickler without and by that with a memo."""
        got = []
        for fast in (True, False):
            parts = share(TaggingPickler(self.objects, fast).encode(x))
            self.assertLess(sum(map(len, parts)), 4 * LARGE)
            got.append(self.read(parts))
            self.free()
        self.assertEqual(got[0], got[1])
        return got[0]

    def test_bytes(self):
        for length in (LARGE, LARGE + 1, 1_000_000):
            for x in (b"x" * length, bytearray(b"y" * length), [b"z" * length], {"key": (b"v" * length, 1)}):
                got = self.shared(x)
                self.assertEqual(got, x)
                self.assertIs(type(got), type(x))

    def test_small_buffers_and_text_are_left_alone(self):
        for x in (b"x" * (LARGE - 1), "x" * 1_000_000, ["ä" * LARGE, bytearray(LARGE - 1)], [1.5] * 100_000):
            parts = TaggingPickler(self.objects, fast=True).encode(x)
            before = list(parts)
            self.assertEqual(share(parts), before)
        self.assertEqual(self.heard(), [])

    def test_what_looks_like_something_else(self):
        large = b"x" * LARGE
        tricky = [
            b"B" + LARGE.to_bytes(4, "little"),
            b"X" + LARGE.to_bytes(4, "little"),
            b"\x95" + LARGE.to_bytes(8, "little"),
            b"\x80\x05\x95" + b"\0" * 8,
            b"\x96" + LARGE.to_bytes(8, "little"),
            b"\x8e" + LARGE.to_bytes(8, "little"),
        ]
        for odd in tricky:
            padded = odd + b"x" * (LARGE - len(odd))
            for x in (
                [odd, large], [large, odd, large], [padded, odd], [odd, padded, odd, bytearray(padded)],
                [odd * 5000, large, odd], [[odd] * 9000, large, [odd] * 9000, padded], [large[:-1] + odd, large],
            ):  # fmt: skip
                self.assertEqual(self.shared(x), x)

    def test_many_small_values_around_large_ones(self):
        for count in (0, 1, 2, 3, 1000, 30_000):
            small = list(range(count))
            for x in ([small, b"x" * LARGE], [b"x" * LARGE, small], [small, bytearray(LARGE), small, b"y" * LARGE]):
                parts = share(TaggingPickler(self.objects, fast=True).encode(x))
                self.assertEqual(self.read(parts), x)
                self.free()

    def test_the_arguments_of_a_callback(self):
        parts = Encoder(self.objects).call(7, (0, 0), (b"x" * LARGE,), {"y": bytearray(LARGE)})
        segments.share(parts, first=1)
        number, pickle = b"".join(parts)[:8], b"".join(parts)[8:]
        self.assertLess(len(pickle), 500)
        self.assertEqual(number, b"\7" + bytes(7))
        self.assertEqual(self.read([pickle]), ((b"x" * LARGE,), {"y": bytearray(LARGE)}))

    def test_items_of_a_stream(self):
        sent = []
        items = [b"x" * LARGE, 1, bytearray(LARGE), [b"y" * LARGE, "a"], b"z" * (LARGE - 1)]
        batch = Batch(lambda kind, request, parts, flags: sent.append(parts), Encoder(self.objects), 1, 100, 0)
        for item in items:
            batch.add(item)
        batch.flush(OVER)
        got = [self.read(parts) for parts in sent]
        self.assertEqual(sum(got, []), items)
        self.assertLess(sum(len(part) for parts in sent for part in parts), 2 * LARGE)
        self.assertEqual(sorted(self.known), [1, 3, 5], "one for each item, so that each can be let go of")

    def test_all_of_one_payload_lie_in_one_segment(self):
        parts = share(Encoder(self.objects).value([b"x" * LARGE, b"y" * 100_000]))
        self.assertEqual(self.heard(), [(ANNOUNCE, 1)])
        self.assertEqual(self.read(parts), [b"x" * LARGE, b"y" * 100_000])

    def test_a_segment_is_used_again_when_it_is_free(self):
        encoder = Encoder(self.objects)
        large = b"x" * LARGE
        share(encoder.value(large))
        share(encoder.value(large))
        self.assertEqual(self.heard(), [(ANNOUNCE, 1), (ANNOUNCE, 3)])
        self.say(FREE, 1)
        parts = share(encoder.value(b"y" * LARGE))
        self.assertEqual(self.heard(), [])
        self.assertEqual(self.read(parts), b"y" * LARGE)
        self.assertEqual(self.at((1, 0, 3)), b"yyy")
        self.say(DROP, 1)
        share(encoder.value(large))
        self.assertEqual(self.heard(), [(ANNOUNCE, 5)])

    def test_without_a_segment_everything_is_sent(self):
        parts = Encoder(self.objects).value(b"x" * LARGE)
        before = list(parts)
        segments.State.ours.limit = 0
        self.assertEqual(share(parts), before)
        segments.State.ours.limit = segments.LIMIT
        create, os.memfd_create = os.memfd_create, None
        try:
            del os.memfd_create
            self.assertEqual(share(parts), before)
            os.memfd_create = self.refuse
            self.assertEqual(share(parts), before)
        finally:
            os.memfd_create = create
        self.assertEqual((self.heard(), segments.State.ours.entries), ([], {}))
        self.host.close()
        self.assertEqual(share(parts), before)

    def refuse(self, *_):
        raise OSError(24, "too many open files")

    def test_breaches_of_the_contract(self):
        parts = Encoder(self.objects).value(b"x" * LARGE)
        for kind, number in ((FREE, 1), (FREE, 2), (DROP, 1), (DROP, 2), (ANNOUNCE, 1), (9, 2)):
            self.say(kind, number)
            with self.assertRaises(ProtocolError):
                share(parts)
        for garbage in (b"short", bytes(MESSAGE.size + 1)):
            self.host.send(garbage)
            with self.assertRaises(ProtocolError):
                share(parts)

    @unittest.skipIf(numpy is None, "numpy is not installed")
    def test_arrays(self):
        for x in (
            numpy.arange(50_000.0).reshape(50, 1000), numpy.arange(60_000).reshape(200, 300).T, numpy.ones(LARGE, ">i2"),
            numpy.arange(200_000, dtype="u1")[::-2], numpy.ones(LARGE + 1, "?"),
        ):  # fmt: skip
            for fast in (True, False):
                made, twice, also = self.read(share(TaggingPickler(self.objects, fast).encode([x, x, (x,)])))
                for got in (made, twice, *also):
                    self.assertEqual((got.dtype, got.shape), (x.dtype.str, x.shape))
                    data = self.at(got.data) if type(got.data) is tuple else got.data
                    self.assertEqual(data, x.tobytes())
                self.free()


class FromTheHost(Case):
    def lending(self, number, node):
        """A payload that lends a segment to what it evaluates. Something is memoised, as the host does with tags."""
        return self.lends(number) + b"N\x940" + expression(node)[2:]

    def lends(self, number):
        return LENDS + b"\x8a\x08" + number.to_bytes(8, "little") + b"\x85R"

    def test_bytes(self):
        self.announce(2, b"four words in memory")
        for tag, kind in (("shared_bytes", bytes), ("shared_bytearray", bytearray)):
            got = self.evaluate(self.lending(2, [Node(tag, 2, 0, 4), Node(tag, 2, 5, 5)]))
            self.assertEqual((got, type(got[0])), ([b"four", b"words"], kind))
            self.assertEqual(self.heard(), [(FREE, 2)])

    @unittest.skipIf(numpy is None, "numpy is not installed")
    def test_arrays_lie_in_the_segment_until_the_last_one_is_gone(self):
        self.announce(2, bytes(range(200)))
        pair = self.evaluate(
            self.lending(2, [Node("array", "|u1", (4,), (2, 7, 4)), Node("array", ">i2", (2, 3), (2, 64, 12))])
        )
        self.assertEqual([x.tolist() for x in pair], [[7, 8, 9, 10], [[16449, 16963, 17477], [17991, 18505, 19019]]])
        view = pair[1][1:, ::2]
        pair[0][:] = 1
        self.assertEqual((pair[0].sum(), pair[0].flags.writeable, type(pair[0])), (4, True, numpy.ndarray))
        del pair
        self.assertEqual((view.tolist(), self.heard()), ([[17991, 19019]], []))
        held = memoryview(view)
        del view
        self.assertEqual(self.heard(), [])
        held.release()
        del held
        self.assertEqual(self.heard(), [(FREE, 2)])

    def test_a_segment_that_nothing_used_is_free(self):
        self.announce(2, bytes(100))
        held = []
        for node in (path("builtins.len")("abc"), path("builtins.int")("x"), path("builtins.nothing")):
            try:
                self.evaluate(self.lending(2, [node, Node("shared_bytes", 2, 0, 4)]))
            except (ValueError, AttributeError) as error:
                held.append(error)  # and with it the frames of the evaluation
            self.assertEqual(self.heard(), [(FREE, 2)], node)
        self.assertEqual(len(held), 2)

    def test_what_is_not_evaluated_is_given_back(self):
        self.announce(2, bytes(100))
        self.announce(4, bytes(100))
        self.evaluator.skip(self.lends(2) + self.lending(4, path("builtins.len")(Node("shared_bytes", 2, 0, 4)))[2:])
        self.assertEqual(self.heard(), [(FREE, 2), (FREE, 4)])
        self.evaluator.skip(expression(1))
        self.evaluator.skip(self.lending(6, 1))  # of which there was never an announcement
        self.assertEqual(self.heard(), [(DROP, 6)])
        # Given up between two loans.
        with self.assertRaises(AttributeError):
            self.evaluate(self.lends(2) + expression(path("builtins.nothing"))[2:-1] + self.lending(4, 1)[2:])
        self.assertEqual(sorted(self.heard()), [(FREE, 2), (FREE, 4)])

    def test_a_segment_that_cannot_be_mapped_is_an_error_of_who_is_lent_it(self):
        self.say(ANNOUNCE, 2, 0, 4096)  # the kernel leaves files out for which there are no descriptors
        parts = share(Encoder(self.objects).value(b"x" * LARGE))
        self.assertLess(sum(map(len, parts)), LARGE)
        with self.assertRaisesRegex(LookupError, "descriptor"):
            self.evaluate(self.lending(2, 1))
        self.assertEqual(self.heard(), [(ANNOUNCE, 1), (DROP, 2)])

    def test_a_loan_is_not_interrupted(self):
        self.announce(2, b"four")
        opened = []
        receive = segments.receive
        segments.receive = lambda: opened.append(self.gate.open) or receive()
        self.addCleanup(setattr, segments, "receive", receive)
        self.gate.open = True
        self.assertEqual(self.evaluate(self.lending(2, Node("shared_bytes", 2, 0, 4))), b"four")
        self.assertEqual((opened, self.gate.open, wire.Share.users), ([False], True, set()))

    def test_a_segment_for_one_loan_is_forgotten(self):
        self.announce(2, b"once", ONCE)
        self.assertEqual(self.evaluate(self.lending(2, Node("shared_bytes", 2, 0, 4))), b"once")
        self.assertEqual((self.heard(), segments.State.theirs), ([(FREE, 2)], {}))

    @unittest.skipIf(numpy is None, "numpy is not installed")
    def test_what_is_written_to_private_memory_is_not_seen_by_the_host(self):
        file = os.memfd_create("test", os.MFD_ALLOW_SEALING)
        self.addCleanup(os.close, file)
        os.write(file, b"frozen")
        segments.fcntl.fcntl(file, segments.ADD_SEALS, 2 | 4)
        self.say(ANNOUNCE, 2, PRIVATE, 6, file)
        got = self.evaluate(self.lending(2, Node("array", "|u1", (6,), (2, 0, 6))))
        got[0] = 0
        self.assertEqual((got.tobytes(), os.pread(file, 6, 0)), (b"\0rozen", b"frozen"))
        del got
        self.assertEqual((self.heard(), segments.State.theirs), ([(FREE, 2)], {}))

    def test_what_the_host_drops_is_forgotten(self):
        self.announce(2, b"old!")
        self.evaluate(self.lending(2, 1))
        self.say(DROP, 2)
        self.announce(4, b"new!")
        self.assertEqual(self.evaluate(self.lending(4, Node("shared_bytes", 4, 0, 4))), b"new!")
        self.assertEqual(list(segments.State.theirs), [4])

    def test_a_forked_child_goes_on_to_see_what_was_on_loan(self):
        self.announce(2, b"on loan")
        self.announce(4, b"at rest")
        self.evaluate(self.lending(4, 1))
        lease = segments.lend(2)
        self.heard()
        segments.after_fork()
        del lease
        self.evaluate(self.lending(4, 1))
        self.assertEqual(self.heard(), [(DROP, 2), (FREE, 4)])
        self.assertEqual(list(segments.State.theirs), [4])

    def test_what_makes_no_sense_is_refused(self):
        self.announce(2, bytes(100))
        for wrong in (
            Node("shared_bytes", 2, 0, 101), Node("shared_bytes", 2, -1, 1), Node("shared_bytes", 2, 101, 0),
            Node("shared_bytes", 2, 1, -1), Node("shared_bytes", 4, 0, 1),
        ):  # fmt: skip
            with self.assertRaises(ProtocolError):
                self.evaluate(self.lending(2, wrong))
        if numpy is not None:
            for shape in ((5,), (1 << 62, 8), (-1,)):
                with self.assertRaises(ProtocolError):
                    self.evaluate(self.lending(2, Node("array", "<f8", shape, (2, 0, 8))))
        self.heard()
        with self.assertRaises(ProtocolError):
            self.evaluate(expression(Node("shared_bytes", 2, 0, 1)))  # not lent
        with self.assertRaises(LookupError):
            self.evaluate(self.lending(6, 1))
        self.assertEqual(self.heard(), [(DROP, 6)])

    def test_memory_that_could_go_away_is_refused(self):
        for number, options in ((2, {"seals": 0}), (4, {"seals": 2}), (6, {"size": 101})):
            self.announce(number, bytes(100), **options)
            with self.assertRaises(ProtocolError):
                segments.lend(number)

    def test_a_full_socket_blocks_nobody(self):
        sent = 0
        while not segments.State.unsent:
            segments.tell(FREE, 2)
            sent += 1
        segments.tell(FREE, 4)
        self.assertEqual(len(self.heard()), sent - 1)
        segments.send_rest()
        self.assertEqual(sorted(self.heard()), [(FREE, 2), (FREE, 4)])


if __name__ == "__main__":
    unittest.main()
