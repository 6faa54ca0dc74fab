//! References that threads let go of which were not attached.

use super::api::{PyObject, api};
use super::thread::Python;
use std::ptr::NonNull;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

/// Lets go of an object when a thread is next attached.
#[cold]
pub(super) fn drop_later(object: NonNull<PyObject>) {
    pending().push(Pending(object));
    ANY.store(true, Ordering::Release);
}

struct Pending(NonNull<PyObject>);

// SAFETY: it is only kept.
unsafe impl Send for Pending {}

/// References that threads let go of which were not attached.
static PENDING: Mutex<Vec<Pending>> = Mutex::new(Vec::new());
static ANY: AtomicBool = AtomicBool::new(false);

fn pending() -> std::sync::MutexGuard<'static, Vec<Pending>> {
    PENDING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Lets go of what others could not.
#[inline]
pub(super) fn drop_pending(python: Python<'_>) {
    if ANY.load(Ordering::Relaxed) {
        drop_those_pending(python);
    }
}

#[cold]
fn drop_those_pending(_: Python<'_>) {
    if ANY.swap(false, Ordering::AcqRel) {
        // Outside of the lock: a finalizer may do anything.
        let dropped = std::mem::take(&mut *pending());
        for Pending(object) in dropped {
            // SAFETY: the reference was given up, and this thread is attached.
            unsafe { (api().Py_DecRef)(object.as_ptr()) };
        }
    }
}
