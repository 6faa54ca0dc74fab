"""Which segments are lent, kept and dropped."""

import unittest

from snakebridge.pool import PAGE, Pool, size_class

MIB = 1 << 20


class Pools(unittest.TestCase):
    def lend(self, pool, length):
        """As one who makes segments does: the number, and what else is said of a new one."""
        again = pool.again(length)
        if again is not None:
            return again[0]
        room = pool.room(length)
        if room is not None:
            number, size, once, _ = room
            pool.enter(number, size, None if once else "memory")
        return room

    def test_sizes(self):
        self.assertEqual([size_class(n) for n in (0, 1, PAGE, PAGE + 1)], [PAGE, PAGE, PAGE, 2 * PAGE])
        self.assertEqual([size_class(n) for n in (8 * MIB, 8 * MIB + 1, 5 << 32)], [8 * MIB, 9 * MIB, 5 << 32])
        for length in range(1, 200 * MIB, 777_777):
            size = size_class(length)
            self.assertTrue(length <= size <= length + max(length // 8, PAGE) and size % PAGE == 0, length)

    def test_what_came_back_is_lent_again_the_smallest_that_fits_first(self):
        pool = Pool(-1, 8, 64 * MIB)
        self.assertEqual(self.lend(pool, 3 * MIB), (1, 3 * MIB, False, []))
        self.assertEqual(self.lend(pool, 2 * MIB), (3, 2 * MIB, False, []))
        pool.free(1)
        pool.free(3)
        self.assertEqual([self.lend(pool, 2 * MIB - 5) for _ in range(2)], [3, 1])
        self.assertEqual(self.lend(pool, 2 * MIB - 5), (5, 2 * MIB, False, []))

    def test_a_small_loan_does_not_take_a_large_segment(self):
        pool = Pool(-1, 8, 64 * MIB)
        self.lend(pool, 32 * MIB)
        pool.free(1)
        self.assertEqual(self.lend(pool, MIB), (3, MIB, False, []))

    def test_what_is_kept_has_a_limit(self):
        pool = Pool(-1, 8, 10 * MIB)
        self.lend(pool, 4 * MIB)
        self.lend(pool, 2 * MIB)
        pool.free(3)
        pool.free(1)
        self.assertEqual(self.lend(pool, 8 * MIB), (5, 8 * MIB, False, [1]))
        self.assertEqual(self.lend(pool, 4 * MIB), (7, 4 * MIB, True, [3]))
        self.assertEqual(self.lend(pool, 20 * MIB), (9, 20 * MIB, True, []))
        pool.free(7)
        pool.free(9)
        self.assertEqual(list(pool.entries), [5])

    def test_how_many_there_are_has_a_limit(self):
        pool = Pool(-1, 2, 64 * MIB)
        self.lend(pool, MIB)
        self.lend(pool, MIB)
        self.assertIsNone(self.lend(pool, MIB))
        pool.free(3)
        self.assertEqual(self.lend(pool, 16 * MIB), (5, 16 * MIB, False, [3]))

    def test_what_was_not_lent_cannot_come_back(self):
        pool = Pool(-1, 8, 64 * MIB)
        self.assertRaises(ValueError, pool.free, 1)
        self.lend(pool, MIB)
        pool.free(1)
        self.assertRaises(ValueError, pool.free, 1)
        self.assertRaises(ValueError, pool.drop, 1)
        self.lend(pool, MIB)
        pool.drop(1)
        self.assertRaises(ValueError, pool.free, 1)


if __name__ == "__main__":
    unittest.main()
