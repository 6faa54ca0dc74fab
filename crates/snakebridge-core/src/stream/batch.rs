//! How many items to ask for at a time.

use std::time::{Duration, Instant};

/// The most that are asked for at a time.
const MOST: u32 = 1024;
/// A batch that takes longer is large enough: its items are slow, or big.
const QUICK: Duration = Duration::from_millis(5);
/// A batch that takes longer is too large.
const SLOW: Duration = Duration::from_millis(50);

/// How many items to ask for at a time: few at first, so that the first is there soon, and more as long as batches are full and quick.
#[derive(Debug)]
pub(super) struct Batch {
    size: u32,
    fixed: bool,
    began: Instant,
    received: u32,
}

impl Batch {
    pub(super) fn growing() -> Self {
        Self { size: 1, fixed: false, began: Instant::now(), received: 0 }
    }

    pub(super) fn fix(&mut self, size: u32) {
        (self.size, self.fixed) = (size.max(1), true);
    }

    /// How many to ask for now.
    pub(super) fn begin(&mut self) -> u32 {
        (self.began, self.received) = (Instant::now(), 0);
        self.size
    }

    pub(super) fn receive(&mut self, items: usize) {
        self.received = self.received.saturating_add(u32::try_from(items).unwrap_or(u32::MAX));
    }

    pub(super) fn end(&mut self) {
        self.adapt(self.began.elapsed());
    }

    fn adapt(&mut self, took: Duration) {
        if self.fixed {
            return;
        }
        if took > SLOW {
            self.size = (self.size / 4).max(1);
        } else if took < QUICK && self.received >= self.size {
            self.size = (self.size * 4).min(MOST);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sizes(batch: &mut Batch, full: bool, took: Duration) -> Vec<u32> {
        let mut size = || {
            let size = batch.begin();
            batch.receive(if full { size as usize } else { 0 });
            batch.adapt(took);
            size
        };
        (0..7).map(|_| size()).collect()
    }

    #[test]
    fn full_and_quick_batches_grow_and_slow_ones_shrink() {
        let mut batch = Batch::growing();
        assert_eq!(sizes(&mut batch, true, Duration::ZERO), [1, 4, 16, 64, 256, 1024, 1024]);
        assert_eq!(sizes(&mut batch, false, QUICK), [1024; 7]);
        assert_eq!(sizes(&mut batch, true, SLOW * 2), [1024, 256, 64, 16, 4, 1, 1]);
        assert_eq!(sizes(&mut batch, false, Duration::ZERO), [1; 7]);
    }

    #[test]
    fn a_fixed_batch_stays() {
        let mut batch = Batch::growing();
        batch.fix(0);
        assert_eq!(sizes(&mut batch, true, Duration::ZERO), [1; 7]);
        batch.fix(7);
        assert_eq!(sizes(&mut batch, true, SLOW * 2), [7; 7]);
    }
}
