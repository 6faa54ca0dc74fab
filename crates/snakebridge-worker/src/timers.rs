//! What has to happen to requests later on.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

/// What is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Due {
    /// Its deadline has come.
    Interrupt(u32),
    /// It has not heeded its interrupt.
    Kill(u32),
}

#[derive(Debug, Default)]
pub(crate) struct Timers(Mutex<BTreeMap<(Instant, Due), ()>>);

impl Timers {
    pub(crate) fn set(&self, at: Instant, due: Due) {
        self.lock().insert((at, due), ());
    }

    pub(crate) fn clear(&self, at: Instant, due: Due) {
        self.lock().remove(&(at, due));
    }

    /// Takes what is due by now.
    pub(crate) fn take(&self, now: Instant) -> Option<Due> {
        let mut timers = self.lock();
        let first = timers.first_entry().filter(|first| first.key().0 <= now)?;
        Some(first.remove_entry().0.1)
    }

    /// When the next one is due.
    pub(crate) fn next(&self) -> Option<Instant> {
        self.lock().first_key_value().map(|((at, _), ())| *at)
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<(Instant, Due), ()>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
