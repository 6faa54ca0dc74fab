//! What one side has let go of, and how the other is told: handles of the program, and what Python was lent.

use crate::bounds;
use crate::clock;
use crate::interpreter::Embedded;
use crate::python::Python;
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

impl Embedded {
    /// Takes back what Python does not hold any more.
    pub(crate) fn take_back(&self, dropped: &[u8]) {
        self.lent.take_back(dropped);
    }

    #[inline]
    pub(crate) fn tell_released(&self, python: Python<'_>) {
        if self.released.any() {
            self.tell_released_now(python);
        }
    }

    #[cold]
    fn tell_released_now(&self, python: Python<'_>) {
        let Some(released) = self.released.take() else { return };
        let _shut = bounds::shut(python);
        if self.adapter().marks.is_empty_dict(python) {
            released.into_iter().for_each(|id| self.objects.release(python, id));
            self.tell_dropped(python);
            return;
        }
        // What waits may name them.
        let ids: Vec<u8> = released.iter().flat_map(|id| id.0.to_le_bytes()).collect();
        // Out of memory, they stay until the session ends.
        drop(python.bytes(&ids).and_then(|ids| self.adapter().release.call(python, [ids])));
    }

    pub(crate) fn tell_released_later(&self) {
        if let Some(embedded) = self.this.upgrade() {
            clock::attached(move |python| embedded.tell_released(python));
        }
    }

    /// Has the adapter tell what Python let go of, before an answer that the adapter does not give.
    #[inline]
    pub(crate) fn tell_dropped(&self, python: Python<'_>) {
        if self.has_lent.load(Ordering::Relaxed) {
            self.tell_dropped_now(python);
        }
    }

    #[cold]
    fn tell_dropped_now(&self, python: Python<'_>) {
        if !self.adapter().gone.is_empty_list(python) {
            // Out of memory, it is told with the next answer.
            drop(self.adapter().tell_dropped.call(python, []));
        }
    }
}
