//! Threads and Python: a thread is attached while it may use objects, and keeps what Python knows of it for as long as it lives.

use super::api::{Api, GIL_LOCKED, PyThreadState, api, api_unchecked};
use super::gone::{self, Stay};
use super::{pending, thread_end};
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
    /// Where this thread stays attached between calls: one more than the calls it has made since others could come in. Else 0.
    static CALLS: Cell<u32> = const { Cell::new(0) };
}

/// After so many calls a thread that stays attached lets others in.
const PATIENCE: u32 = 256;

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
    /// Nothing: this thread was attached.
    Nothing,
    /// Let go of the interpreter and keep the state.
    Save,
    /// Python knew this thread before.
    Release(i32),
}

impl Drop for Leaving {
    #[inline]
    fn drop(&mut self) {
        let leave = || {
            ATTACHED.with(|attached| attached.set(false));
            Python(PhantomData).api()
        };
        // SAFETY: this thread has been attached, by what is undone here.
        unsafe {
            match self {
                Self::Nothing => {}
                Self::Save => drop((leave().PyEval_SaveThread)()),
                Self::Release(state) => (leave().PyGILState_Release)(*state),
            }
        }
    }
}

/// Attaches this thread to Python for as long as `body` runs; waits for the interpreter lock, where there is one.
#[inline]
pub(crate) fn attach<R>(body: impl FnOnce(Python<'_>) -> R) -> R {
    let python = Python(PhantomData);
    let _leaving = enter();
    let stay = Stay;
    // There is one call of it, so that it can be part of this.
    let outcome = body(python);
    std::mem::forget(stay);
    outcome
}

#[inline(always)]
fn enter() -> Leaving {
    if ATTACHED.get() {
        return Leaving::Nothing;
    }
    let state = STATE.get();
    // Somebody else may have attached this thread, such as PyO3.
    let leaving = if state.is_null() || is_current(state) {
        attach_first()
    } else {
        restore(state);
        Leaving::Save
    };
    ATTACHED.with(|attached| attached.set(true));
    pending::drop_pending(Python(PhantomData));
    leaving
}

/// Attaches this thread, whose state this is and which is not attached.
#[inline]
pub(super) fn restore(state: *mut PyThreadState) {
    gone::stay_if_ended();
    let stay = Stay;
    // SAFETY: as this function's summary says; the state came from a function of the table.
    unsafe { (api_unchecked().PyEval_RestoreThread)(state) };
    std::mem::forget(stay);
}

/// Whether the thread of this state is attached; to be asked by that thread. `PyGILState_Check` says yes to everybody as soon as there is a second
/// interpreter.
#[inline]
fn is_current(state: *mut PyThreadState) -> bool {
    // SAFETY: Python is initialised, and the state came from a function of the table. Before 3.12 this is the state of whoever holds the
    // interpreter lock.
    unsafe { api_unchecked().PyThreadState_GetUnchecked.is_some_and(|get| get() == state) }
}

/// Whether this thread is attached, by this crate's doing or not.
pub(super) fn is_attached_by_anybody() -> bool {
    // SAFETY: Python is initialised.
    let state = unsafe { (api().PyGILState_GetThisThreadState)() };
    is_attached() || (!state.is_null() && is_current(state))
}

/// As [`attach`], for a `body` of the host that makes many calls: others get their turns meanwhile, see [`Python::breathe`].
pub(crate) fn attach_for_long(body: &mut dyn FnMut()) {
    struct Reset(u32);
    impl Drop for Reset {
        fn drop(&mut self) {
            CALLS.set(self.0);
        }
    }
    attach(|_| {
        let _reset = Reset(CALLS.replace(1));
        body();
    });
}

#[cold]
fn attach_first() -> Leaving {
    gone::stay_if_ended();
    // SAFETY: Python is initialised.
    unsafe {
        let known = !(api().PyGILState_GetThisThreadState)().is_null();
        let stay = Stay;
        let before = (api().PyGILState_Ensure)();
        std::mem::forget(stay);
        if known || before == GIL_LOCKED {
            return Leaving::Release(before);
        }
        let state = (api().PyGILState_GetThisThreadState)();
        STATE.set(state);
        thread_end::keep(state);
        Leaving::Save
    }
}

/// Runs what waits for others. A thread of a host that is an extension module may hold the interpreter lock without this crate's doing,
/// and lets go of it meanwhile.
pub(crate) fn unattached<R>(body: impl FnOnce() -> R) -> R {
    if !is_attached_by_anybody() {
        return body();
    }
    let _flag = Flag::set(false);
    // SAFETY: this thread is attached, as Python just said.
    let state = unsafe { (api().PyEval_SaveThread)() };
    let _detached = Detached { state, before: STATE.replace(state) };
    body()
}

/// What Python keeps of this thread is no more, or will not be in a moment.
pub(super) fn forget_state() {
    STATE.set(ptr::null_mut());
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
        restore(self.state);
    }
}

impl<'py> Python<'py> {
    /// The table of the libpython of this process.
    #[inline]
    pub(super) fn api(self) -> &'static Api {
        // SAFETY: a thread is attached with the functions of the table.
        unsafe { api_unchecked() }
    }

    /// Lets others use Python while `body` runs, which cannot.
    pub(crate) fn detach<R: Send>(self, body: impl FnOnce() -> R + Send) -> R {
        let _flag = Flag::set(false);
        // SAFETY: this thread is attached; the token cannot get into `body`, because it is not `Send`.
        let state = unsafe { (api().PyEval_SaveThread)() };
        let _detached = Detached { state, before: STATE.replace(state) };
        body()
    }

    /// Lets others use Python for a moment, if this thread has stayed attached for many calls. To be asked where nothing is borrowed.
    #[inline]
    pub(crate) fn breathe(self) {
        let calls = CALLS.get();
        if calls > 0 {
            CALLS.set(calls + 1);
            if calls == PATIENCE {
                self.pause();
            }
        }
    }

    #[cold]
    fn pause(self) {
        CALLS.set(1);
        self.detach(|| ());
        pending::drop_pending(self);
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

    /// Whether a thread imports a module.
    pub(crate) fn is_importing(self, thread: ThreadIdent) -> bool {
        let ident = i64::try_from(thread.0).unwrap_or_default();
        let asked = self
            .import(c"snakebridge.interrupts")
            .and_then(|interrupts| interrupts.method(self, c"importing", [self.int(ident)?]));
        // Out of memory, it is interrupted.
        asked.is_ok_and(|importing| importing.as_ptr() == self.api().Py_True)
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
