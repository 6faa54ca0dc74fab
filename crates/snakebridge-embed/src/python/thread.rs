//! Threads and Python: a thread is attached while it may use objects, and keeps what Python knows of it for as long as it lives.

use super::api::{GIL_LOCKED, GIL_UNLOCKED, PyThreadState, api};
use super::object;
use std::cell::Cell;
use std::ffi::c_ulong;
use std::marker::PhantomData;
use std::ptr;

/// Shows that this thread is attached.
#[derive(Clone, Copy)]
pub(crate) struct Python<'py>(PhantomData<(&'py (), *const ())>);

thread_local! {
    static ATTACHED: Cell<bool> = const { Cell::new(false) };
    static STATE: Cell<*mut PyThreadState> = const { Cell::new(ptr::null_mut()) };
    static KEPT: Cell<Option<Kept>> = const { Cell::new(None) };
}

/// Frees the thread's state at its end.
struct Kept(*mut PyThreadState);

impl Drop for Kept {
    fn drop(&mut self) {
        // SAFETY: the state was made for this thread by `PyGILState_Ensure`, which this undoes, and nobody has ended Python.
        unsafe {
            (api().PyEval_RestoreThread)(self.0);
            (api().PyGILState_Release)(GIL_UNLOCKED);
        }
    }
}

/// Whether this thread is attached.
pub(super) fn is_attached() -> bool {
    ATTACHED.try_with(Cell::get).unwrap_or(false)
}

/// Puts the flag back, also when something panics.
struct Flag(bool);

impl Flag {
    fn set(attached: bool) -> Self {
        Self(ATTACHED.replace(attached))
    }
}

impl Drop for Flag {
    fn drop(&mut self) {
        ATTACHED.set(self.0);
    }
}

/// What has to be done to leave Python again.
enum Leaving {
    /// Let go of the interpreter and keep the state.
    Save,
    /// Python knew this thread before.
    Release(i32),
}

impl Drop for Leaving {
    fn drop(&mut self) {
        // SAFETY: this thread has been attached, by what is undone here.
        unsafe {
            match self {
                Self::Save => drop((api().PyEval_SaveThread)()),
                Self::Release(state) => (api().PyGILState_Release)(*state),
            }
        }
    }
}

/// Attaches this thread to Python for as long as `body` runs; waits for the interpreter lock, where there is one.
#[inline]
pub(crate) fn attach<R>(body: impl FnOnce(Python<'_>) -> R) -> R {
    let python = Python(PhantomData);
    if ATTACHED.get() {
        return body(python);
    }
    // PyO3 may have attached this thread.
    // SAFETY: Python is initialised.
    #[cfg(feature = "pyo3")]
    if unsafe { (api().PyGILState_Check)() } != 0 {
        return called(body);
    }
    let state = STATE.get();
    let _leaving = if state.is_null() {
        attach_first()
    } else {
        // SAFETY: the state is of this thread, which is not attached.
        unsafe { (api().PyEval_RestoreThread)(state) };
        Leaving::Save
    };
    let _flag = Flag::set(true);
    object::drop_pending(python);
    body(python)
}

#[cold]
fn attach_first() -> Leaving {
    // SAFETY: Python is initialised.
    unsafe {
        let known = !(api().PyGILState_GetThisThreadState)().is_null();
        let before = (api().PyGILState_Ensure)();
        if known || before == GIL_LOCKED {
            return Leaving::Release(before);
        }
        let state = (api().PyGILState_GetThisThreadState)();
        STATE.set(state);
        // The main thread's ends with the process, at which it must not wait for others.
        if std::thread::current().name() != Some("main") {
            KEPT.set(Some(Kept(state)));
        }
        Leaving::Save
    }
}

/// Runs what waits for others. A thread of a host that is an extension module may hold the interpreter lock without this crate's doing,
/// and lets go of it meanwhile.
pub(crate) fn unattached<R>(body: impl FnOnce() -> R) -> R {
    // SAFETY: Python is initialised.
    if unsafe { (api().PyGILState_Check)() } == 0 {
        return body();
    }
    let _flag = Flag::set(false);
    // SAFETY: this thread is attached, as Python just said.
    let state = unsafe { (api().PyEval_SaveThread)() };
    let _detached = Detached { state, before: STATE.replace(state) };
    body()
}

/// Says that Python has called, so that this thread is attached.
pub(super) fn called<R>(body: impl FnOnce(Python<'_>) -> R) -> R {
    let _flag = Flag::set(true);
    body(Python(PhantomData))
}

/// Attaches again.
struct Detached {
    state: *mut PyThreadState,
    before: *mut PyThreadState,
}

impl Drop for Detached {
    fn drop(&mut self) {
        STATE.set(self.before);
        // SAFETY: `state` is what this thread was attached with.
        unsafe { (api().PyEval_RestoreThread)(self.state) };
    }
}

impl<'py> Python<'py> {
    /// Lets others use Python while `body` runs, which cannot.
    pub(crate) fn detach<R: Send>(self, body: impl FnOnce() -> R + Send) -> R {
        let _flag = Flag::set(false);
        // SAFETY: this thread is attached; the token cannot get into `body`, because it is not `Send`.
        let state = unsafe { (api().PyEval_SaveThread)() };
        let _detached = Detached { state, before: STATE.replace(state) };
        body()
    }

    /// Python's name for this thread.
    pub(crate) fn thread_ident(self) -> ThreadIdent {
        // SAFETY: takes nothing, and cannot fail.
        ThreadIdent(unsafe { (api().PyThread_get_thread_ident)() })
    }

    /// Has `KeyboardInterrupt` raised in a thread, when it next runs Python code.
    pub(crate) fn interrupt(self, thread: ThreadIdent) {
        // SAFETY: this thread is attached; a thread that is not there is no error.
        unsafe { (api().PyThreadState_SetAsyncExc)(thread.0, api().PyExc_KeyboardInterrupt) };
    }

    /// As [`interrupt`](Self::interrupt), of a thread that Python named.
    pub(crate) fn interrupt_number(self, ident: i64) {
        if let Ok(ident) = c_ulong::try_from(ident) {
            self.interrupt(ThreadIdent(ident));
        }
    }

    /// Takes an interrupt back that has not been raised yet.
    pub(crate) fn forget_interrupt(self, thread: ThreadIdent) {
        // SAFETY: as above; null takes it back.
        unsafe { (api().PyThreadState_SetAsyncExc)(thread.0, ptr::null_mut()) };
    }
}

/// Python's name for a thread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ThreadIdent(c_ulong);
