"""The reading role: threads that wait for frames of a real socket, of which one reads for all."""

import os
import random
import socket
import threading
import unittest

from snakebridge.reading import Ended, Reading, Sleeper
from snakebridge.wire import EVAL, HEADER, Channel, ProtocolError

MAGIC = 0x4253


class Mailbox(Sleeper):
    """Waits for so many frames with its number."""

    def __init__(self):
        super().__init__()
        self.come = []
        self.wanted = 1

    def ready(self):
        return len(self.come) >= self.wanted


class Case(unittest.TestCase):
    def setUp(self):
        self.host, other = socket.socketpair()
        self.host.settimeout(60)
        replies, reply_fd = os.pipe()
        self.channel = Channel(other.detach(), reply_fd)
        self.boxes = {}
        self.failures = []
        self.reading = Reading(self.channel, self.route, self.failures.append)
        self.addCleanup(os.close, replies)
        self.addCleanup(self.channel.close)
        self.addCleanup(self.host.close)

    def route(self, frame):
        box = self.boxes[frame[2]]
        box.come.append(frame[4])
        self.reading.wake(box)

    def box(self, number):
        return self.boxes.setdefault(number, Mailbox())

    def write(self, number, payload=b""):
        self.host.sendall(HEADER.pack(MAGIC, EVAL, 0, number, 0, len(payload)) + payload)

    def started(self, number, wanted=1, then=lambda: None):
        box = self.box(number)
        box.wanted = wanted

        def run():
            try:
                self.reading.wait(box)
            except Ended:
                box.come.append(Ended)
            then()

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        return thread

    def join(self, *threads):
        for thread in threads:
            thread.join(60)
            self.assertFalse(thread.is_alive())


class Roles(Case):
    def test_one_alone(self):
        self.write(1, b"a")
        self.reading.wait(self.box(1))
        self.assertEqual(self.box(1).come, [b"a"])
        self.assertTrue(self.reading.role)

    def test_in_any_order(self):
        threads = {number: self.started(number) for number in range(1, 20)}
        for number in random.Random(5).sample(list(threads), len(threads)):
            self.write(number, b"x")
            self.join(threads[number])
        self.assertEqual(self.reading.asleep, {})

    def test_frames_that_come_together(self):
        self.host.sendall(b"".join(HEADER.pack(MAGIC, EVAL, 0, number, 0, 1) + b"x" for number in range(1, 20)))
        for number in range(1, 20):
            self.box(number)
        self.reading.wait(self.box(1))
        # What was read with the first one is where it belongs: nobody else would see it on the socket.
        self.assertTrue(all(box.ready() for box in self.boxes.values()))

    def test_a_frame_in_pieces_changes_hands(self):
        first, second = self.started(1), self.started(2)
        frame = HEADER.pack(MAGIC, EVAL, 0, 2, 0, 100_000) + b"y" * 100_000
        self.host.sendall(HEADER.pack(MAGIC, EVAL, 0, 1, 0, 1) + b"x" + frame[:30])
        self.join(first)
        self.host.sendall(frame[30:])
        self.join(second)
        self.assertEqual(self.box(2).come, [b"y" * 100_000])

    def test_glances(self):
        self.box(1)
        self.reading.glance()
        self.write(1, b"a")
        self.reading.glance()
        self.assertEqual(self.box(1).come, [b"a"])
        frame = HEADER.pack(MAGIC, EVAL, 0, 1, 0, 200_000) + b"y" * 200_000
        writer = threading.Thread(target=self.host.sendall, args=(frame,))
        writer.start()
        while len(self.box(1).come) < 2:
            self.reading.glance()
        writer.join()
        self.assertEqual(self.box(1).come[1], b"y" * 200_000)

    def test_what_listening_raises_loses_nothing(self):
        class Interrupt(Exception):
            pass

        def listen(wait):
            raise Interrupt

        frame = HEADER.pack(MAGIC, EVAL, 0, 1, 0, 3) + b"abc"
        self.host.sendall(frame[:22])
        for _ in range(3):
            with self.assertRaises(Interrupt):
                self.reading.wait(self.box(1), listen)
        self.assertTrue(self.reading.role)
        other = self.started(1)
        while self.reading.role:
            pass
        with self.assertRaises(Interrupt):
            self.reading.wait(self.box(2), listen)  # this one would sleep
        self.host.sendall(frame[22:])
        self.join(other)
        self.assertEqual(self.box(1).come, [b"abc"])

    def test_the_end(self):
        threads = [self.started(number) for number in range(1, 6)]
        told = []
        self.reading.at_end.append(lambda: told.append(1))
        self.host.close()
        self.join(*threads)
        self.assertEqual([box.come for box in self.boxes.values()], [[Ended]] * 5)
        self.assertEqual(told[:1], [1])
        with self.assertRaises(Ended):
            self.reading.wait(self.box(9))

    def test_a_breach_of_the_contract(self):
        thread = self.started(1)
        self.host.sendall(b"X" * 100)
        self.join(thread)
        self.assertIs(type(self.failures[0]), ProtocolError)

    def test_a_storm(self):
        """Threads that wait, one after another, for frames that come in an order of their own."""
        count, rounds = 8, 300
        order = [number for number in range(1, count + 1) for _ in range(rounds)]
        random.Random(7).shuffle(order)
        done = []

        def run(number):
            box = self.box(number)
            for wanted in range(1, rounds + 1):
                box.wanted = wanted
                self.reading.wait(box)
            done.append(number)

        for number in range(1, count + 1):
            self.box(number)
        threads = [threading.Thread(target=run, args=(number,), daemon=True) for number in range(1, count + 1)]
        for thread in threads:
            thread.start()
        for position, number in enumerate(order):
            self.write(number, b"%d" % position)
        self.join(*threads)
        for number in range(1, count + 1):
            expected = [b"%d" % position for position, other in enumerate(order) if other == number]
            self.assertEqual(self.box(number).come, expected)
        self.assertTrue(self.reading.role)


if __name__ == "__main__":
    unittest.main()
