//! When there is no Python in this process any more: it was forked from one that runs Python, or whoever started Python has ended it.

use super::thread;
use std::cell::Cell;
use std::sync::Once;
use std::sync::atomic::{AtomicU8, Ordering};

const HERE: u8 = 0;
const FORKED: u8 = 1;
const ENDED: u8 = 2;

static STATE: AtomicU8 = AtomicU8::new(HERE);

thread_local! {
    /// Whether it is this thread that ends Python.
    static ENDING: Cell<bool> = const { Cell::new(false) };
}

/// Why Python cannot be asked any more, if so.
#[inline]
pub(crate) fn gone() -> Option<&'static str> {
    match STATE.load(Ordering::Relaxed) {
        HERE => None,
        FORKED => Some("this process was forked from the one that runs Python, without Python's doing"),
        _ => Some("whoever started Python in this process has ended it"),
    }
}

/// Whether Python has begun to end: CPython ends every thread that comes to it from now on.
#[inline]
pub(super) fn has_ended() -> bool {
    STATE.load(Ordering::Relaxed) == ENDED
}

/// Python ends, which only happens to one that was joined. This thread ends it, and may use it until it has.
pub(crate) fn python_ends() {
    ENDING.set(true);
    STATE.store(ENDED, Ordering::Relaxed);
}

/// Stays for ever if Python has begun to end: what it kept of this thread may be gone.
#[inline]
pub(super) fn stay_if_ended() {
    if has_ended() && !ENDING.get() {
        drop(Stay);
    }
}

/// Notices forks from now on, when the table of functions is known. The interpreter lock, and whatever else other threads held, stays locked in the child; only Python's own `fork`
/// sees to that.
pub(super) fn notice_forks() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // SAFETY: the function reads and writes a few variables, as one may after a fork.
        let _out_of_memory = unsafe { libc::pthread_atfork(None, None, Some(forked)) };
    });
}

extern "C" fn forked() {
    if !thread::is_attached_by_anybody() {
        STATE.store(FORKED, Ordering::Relaxed);
    }
}

/// Stays for ever when CPython ends this thread: it unwinds all of its stack, which Rust does not survive. To be forgotten when that cannot happen any
/// more.
pub(super) struct Stay;

impl Drop for Stay {
    fn drop(&mut self) {
        while !std::thread::panicking() {
            std::thread::park();
        }
    }
}
