//! The end of threads: what Python keeps of a thread goes with it.
//!
//! A destructor of a thread-local variable of Rust would run at the end of the program, too, whichever thread that comes from, and would wait there for an
//! interpreter lock that others may keep for ever. Those of POSIX run when a thread ends, and only then; they are the last to run.

use super::api::{PyThreadState, api};
use super::{gone, thread};
use std::ffi::c_void;
use std::sync::OnceLock;

/// None if the system has no more of them: what Python keeps of threads stays, then.
static KEY: OnceLock<Option<libc::pthread_key_t>> = OnceLock::new();

/// Makes the key. Called before Python makes its own: they are cleared in this order when a thread ends, and Python has to know the thread until then.
pub(super) fn prepare() -> Option<libc::pthread_key_t> {
    *KEY.get_or_init(|| {
        let mut key = 0;
        // SAFETY: the key is written to before it is used.
        (unsafe { libc::pthread_key_create(&raw mut key, Some(end)) } == 0).then_some(key)
    })
}

/// Has the state of this thread freed when it ends.
pub(super) fn keep(state: *mut PyThreadState) {
    if let Some(key) = prepare() {
        // SAFETY: the key is one. Out of memory, the state stays.
        unsafe { libc::pthread_setspecific(key, state.cast::<c_void>()) };
    }
}

/// Runs at the end of a thread that [`keep`] was called by.
extern "C" fn end(state: *mut c_void) {
    let state: *mut PyThreadState = state.cast();
    if gone::gone().is_some() {
        return;
    }
    thread::restore(state);
    // What Python keeps for the thread may have finalizers, which may call.
    thread::called(|_| {
        // SAFETY: the state was made for this thread by `PyGILState_Ensure`; it is attached, and nobody uses it afterwards.
        unsafe {
            (api().PyThreadState_Clear)(state);
            (api().PyThreadState_DeleteCurrent)();
        }
    });
    // What destructors that run even later call begins anew.
    thread::forget_state();
}
