//! The orderly end of all workers when the program ends.
//!
//! The default session lives in a static, which Rust never drops. Without a farewell the kernel would kill its worker in the
//! middle of flushing `stdout`, and `atexit` handlers of Python libraries would not run.

use crate::worker::Worker;
use std::sync::{Arc, Mutex, Once, Weak};

static WORKERS: Mutex<Vec<Weak<Worker>>> = Mutex::new(Vec::new());

/// Remembers a worker, to see it off at the program's end.
pub(crate) fn expect(worker: &Arc<Worker>) {
    static REGISTERED: Once = Once::new();
    REGISTERED.call_once(|| {
        // SAFETY: `see_off` is a plain C function without arguments that never unwinds.
        // If it cannot be registered (no memory), workers are killed at the end, not asked; nothing worse.
        let _refused = unsafe { libc::atexit(see_off) };
    });
    let Ok(mut workers) = WORKERS.lock() else { return };
    workers.retain(|known| known.strong_count() > 0);
    workers.push(Arc::downgrade(worker));
}

extern "C" fn see_off() {
    // Unwinding into C would abort; there is nobody left to tell.
    let _ended = std::panic::catch_unwind(|| {
        let Ok(workers) = WORKERS.try_lock() else { return };
        let alive: Vec<Arc<Worker>> = workers.iter().filter_map(Weak::upgrade).collect();
        alive.iter().for_each(|worker| worker.dismiss());
        alive.iter().for_each(|worker| worker.bury());
        #[cfg(target_os = "linux")]
        crate::guardian::relieve();
    });
}
