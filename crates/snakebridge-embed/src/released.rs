//! Handles that the program has let go of, and Python has not been told of.

use snakebridge_core::engine::ObjectId;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Their ids, each as often as it was let go of.
#[derive(Debug, Default)]
pub(crate) struct Released {
    ids: Mutex<Vec<ObjectId>>,
    /// Whether there are any: looked at with every request.
    any: AtomicBool,
}

impl Released {
    /// Adds one; how many there are.
    pub(crate) fn note(&self, id: ObjectId) -> usize {
        let mut ids = self.lock();
        ids.push(id);
        self.any.store(true, Ordering::Release);
        ids.len()
    }

    pub(crate) fn note_all(&self, ids: Vec<ObjectId>) {
        self.lock().extend(ids);
        self.any.store(true, Ordering::Release);
    }

    /// Whether there are any.
    #[inline]
    pub(crate) fn any(&self) -> bool {
        self.any.load(Ordering::Relaxed)
    }

    /// Takes all of them out, if there are any.
    pub(crate) fn take(&self) -> Option<Vec<ObjectId>> {
        if !self.any() {
            return None;
        }
        let mut ids = self.lock();
        self.any.store(false, Ordering::Release);
        Some(std::mem::take(&mut *ids))
    }

    fn lock(&self) -> MutexGuard<'_, Vec<ObjectId>> {
        self.ids.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
