//! When requests are to be looked after.

use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

/// A request that is to be looked after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Due(pub(crate) u32);

#[derive(Debug, Default)]
pub(crate) struct Timers(Mutex<BTreeSet<(Instant, Due)>>);

impl Timers {
    pub(crate) fn set(&self, at: Instant, due: Due) {
        self.lock().insert((at, due));
    }

    pub(crate) fn clear(&self, at: Instant, due: Due) {
        self.lock().remove(&(at, due));
    }

    /// Takes what is due by now.
    pub(crate) fn take(&self, now: Instant) -> Option<Due> {
        let mut timers = self.lock();
        let first = timers.first().copied().filter(|(at, _)| *at <= now)?;
        timers.remove(&first);
        Some(first.1)
    }

    /// When the next one is due.
    pub(crate) fn next(&self) -> Option<Instant> {
        self.lock().first().map(|(at, _)| *at)
    }

    fn lock(&self) -> MutexGuard<'_, BTreeSet<(Instant, Due)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
