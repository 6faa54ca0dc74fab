//! [`Dice`]: values of all shapes.

use num_bigint::BigInt;
use snakebridge::Value;

/// Numbers that are as good as random, and the same in every run.
pub(super) struct Dice(pub(super) u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound
    }

    fn scalar(&mut self) -> Value {
        let number = self.below(1 << 20) as i64 - (1 << 19);
        match self.below(9) {
            0 => Value::None,
            1 => Value::from(number % 2 == 0),
            2 => Value::from(number % 7),
            3 => Value::from(number.wrapping_mul(0x1_0000_0001)),
            4 => Value::from(BigInt::from(number | 1) << 70),
            5 => Value::from(number as f64 / 8.0),
            6 => Value::Bytes(vec![7; number.unsigned_abs() as usize % 5]),
            7 => Value::Wtf8(b"\xed\xa0\x80".to_vec()),
            _ => Value::from("\u{e4}\0x".repeat(number.unsigned_abs() as usize % 4)),
        }
    }

    /// A value of so many levels at most.
    pub(super) fn tree(&mut self, depth: u64) -> Value {
        let kind = if depth == 0 { 0 } else { self.below(6) };
        let length = self.below(4);
        let mut items = || (0..length).map(|_| self.tree(depth - 1)).collect::<Vec<_>>();
        match kind {
            1 => Value::List(items()),
            2 => Value::Tuple(items()),
            3 => {
                Value::Dict((0..length).map(|key| (Value::from(key as i64), self.tree(depth - 1))).collect())
            }
            4 => Value::Dict(vec![(Value::Tuple(vec![self.scalar()]), self.tree(depth - 1))]),
            5 => Value::FrozenSet(vec![self.scalar()]),
            _ => self.scalar(),
        }
    }
}
