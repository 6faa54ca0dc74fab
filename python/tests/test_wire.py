"""Frames over a real socketpair and a real pipe."""

import os
import socket
import threading
import unittest

from snakebridge.turn import Turn
from snakebridge.wire import EVAL, HEADER, REPLY, Channel, ProtocolError

MAGIC = 0x4253


def frame(payload, request=7, kind=EVAL, flags=0, context=0):
    return HEADER.pack(MAGIC, kind, flags, request, context, len(payload)) + payload


class Case(unittest.TestCase):
    def setUp(self):
        self.host, other = socket.socketpair()
        replies, reply_fd = os.pipe()
        self.replies = os.fdopen(replies, "rb", buffering=0)
        self.channel = Channel(other.detach(), reply_fd)
        self.addCleanup(self.host.close)
        self.addCleanup(self.replies.close)
        self.addCleanup(self.channel.close)

    def write(self, data, piece=None):
        def run():
            for start in range(0, len(data), piece or len(data)):
                self.host.sendall(data[start : start + (piece or len(data))])
            self.host.shutdown(socket.SHUT_WR)

        thread = threading.Thread(target=run)
        thread.start()
        self.addCleanup(thread.join)

    def read(self, size):
        got = bytearray()
        while len(got) < size:
            part = self.replies.read(size - len(got))
            if not part:
                raise EOFError
            got += part
        return bytes(got)

    def frames(self):
        """All frames until the end."""
        frames = []
        while True:
            try:
                frames.append(self.channel.receive())
            except StopIteration:
                return frames

    def payloads(self):
        return [bytes(payload) for *_, payload in self.frames()]


class Reading(Case):
    SIZES = (0, 1, 15, 16, 17, 1000, 65515, 65516, 65517, 65536, 65537, 1_000_000, 3, 0, 40_000, 40_000, 40_000)

    def test_frames_of_any_size(self):
        payloads = [os.urandom(size) for size in self.SIZES]
        self.write(b"".join(map(frame, payloads)))
        self.assertEqual(self.payloads(), payloads)

    def test_frames_in_pieces(self):
        payloads = [os.urandom(size) for size in (0, 5, 40, 300)]
        for piece in (1, 7, 20, 21):
            self.write(b"".join(map(frame, payloads)), piece)
            self.assertEqual(self.payloads(), payloads)
            self.setUp()

    def test_headers(self):
        self.write(frame(b"ab", 2**32 - 1, 5, 3, 9) + frame(b"", 0, 255, 255))
        self.assertEqual(self.frames(), [(5, 3, 2**32 - 1, 9, b"ab"), (255, 255, 0, 0, b"")])

    def test_many_small_frames(self):
        self.write(frame(b"x" * 50) * 20_000)
        self.assertEqual(self.payloads(), [b"x" * 50] * 20_000)

    def test_the_end_within_a_frame(self):
        for data in (frame(b"abc")[:-1], frame(b"")[:5], frame(b"x" * 1_000_000)[:-1], frame(b"x" * 1_000_000)[:20]):
            self.write(data)
            self.assertEqual(self.payloads(), [])
            self.setUp()

    def test_a_length_is_not_believed(self):
        self.write(HEADER.pack(MAGIC, EVAL, 0, 1, 0, 2**63) + b"only this")
        self.assertEqual(self.payloads(), [])

    def test_payloads_larger_than_one_allocation(self):
        import snakebridge.wire as wire

        step, wire.STEP = wire.STEP, 100_000
        try:
            payload = os.urandom(1_234_567)
            self.write(frame(payload))
            self.assertEqual(self.payloads(), [payload])
        finally:
            wire.STEP = step

    def test_a_wrong_magic(self):
        self.write(b"XX" + frame(b"")[2:])
        with self.assertRaisesRegex(ProtocolError, "0x5858"):
            self.payloads()


class Writing(Case):
    def test_parts(self):
        small, large = [b"a", b"", bytearray(b"b")], [os.urandom(100_000)] * 20
        for parts in ([b"x"], [b""], small, large, [b"y"] * 2000, [memoryview(b"abcdef")[2:4], b"z"], [b"w" * 200_000]):
            whole = b"".join(map(bytes, parts))
            got = []
            thread = threading.Thread(target=lambda: got.append(self.read(HEADER.size + len(whole))))
            thread.start()
            self.channel.send(REPLY, 9, parts)
            thread.join()
            self.assertEqual(got, [frame(whole, 9, REPLY)])

    def test_small_socket_buffers(self):
        self.channel.socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
        parts = [os.urandom(size) for size in (1, 70_000, 3, 1_000_000, 5)]
        whole = b"".join(parts)
        got = []
        thread = threading.Thread(target=lambda: got.append(self.read(HEADER.size + len(whole))))
        thread.start()
        self.channel.send(REPLY, 9, parts)
        thread.join()
        self.assertEqual(got, [frame(whole, 9, REPLY)])


if __name__ == "__main__":
    unittest.main()

    def test_frames_of_several_threads(self):
        """None is torn, whichever way it is written."""
        sizes = [10, 300, 70_000, 200_000]

        def send(number):
            for size in sizes * 20:
                self.channel.send(REPLY, number, [bytes([number]) * size])

        threads = [threading.Thread(target=send, args=(number,)) for number in range(4)]
        for thread in threads:
            thread.start()
        for _ in range(4 * 20 * len(sizes)):
            _, kind, _, number, _, length = HEADER.unpack(self.read(HEADER.size))
            self.assertEqual((kind, length in sizes), (REPLY, True))
            self.assertEqual(self.read(length), bytes([number]) * length)
        for thread in threads:
            thread.join()

    def test_a_finalizer_cannot_send_within_a_frame(self):
        channel = self.channel

        class Sends:
            def __len__(self):
                channel.send(REPLY, 1, [b"x"])

        with self.assertRaisesRegex(RuntimeError, "nothing can be sent from a finalizer"):
            channel.send(REPLY, 1, [Sends()])
        channel.send(REPLY, 2, [b"y"])
        self.assertEqual(self.read(HEADER.size + 1)[-1:], b"y")


class Turns(unittest.TestCase):
    def test_one_at_a_time_and_everybody(self):
        turn, inside, most = Turn(), [], []

        def work():
            for _ in range(500):
                try:
                    turn.take()
                except IndexError:
                    turn.wait()
                inside.append(None)
                most.append(len(inside))
                inside.pop()
                turn.leave(None)
                if turn.waiting:
                    turn.wake()

        threads = [threading.Thread(target=work) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
            self.assertFalse(thread.is_alive())
        self.assertEqual((max(most), len(most)), (1, 4000))
        self.assertFalse(turn.waiting)
