//! Requests that have to be over in time: they are interrupted, and what comes of them is judged by that.

use crate::clock::{self, Due};
use crate::python::{Python, ThreadIdent};
use snakebridge_core::engine::{Deadline, Request};
use snakebridge_core::{CancelToken, Error, OnCancel, Result, Stopped, TimedOut};
use std::cell::{Cell, RefCell};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long a request that was cancelled and has no deadline may take to end.
const GRACE: Duration = Duration::from_secs(2);
/// How often an interrupt is repeated: Python code may have caught the one before.
pub(crate) const LOOK: Duration = Duration::from_millis(25);

/// What bounds the time of a request.
#[derive(Debug, Clone, Default)]
pub(crate) struct Bounds {
    pub(crate) deadline: Option<Deadline>,
    pub(crate) cancel: Option<CancelToken>,
}

impl Bounds {
    pub(crate) fn of(request: &Request<'_>) -> Self {
        Self { deadline: request.deadline, cancel: request.cancel.cloned() }
    }

    pub(crate) fn is_bounded(&self) -> bool {
        self.deadline.is_some() || self.cancel.is_some()
    }

    pub(crate) fn is_cancelled(&self) -> bool {
        self.cancel.as_ref().is_some_and(CancelToken::is_cancelled)
    }

    /// Whether its time is over.
    pub(crate) fn is_over(&self) -> bool {
        self.is_cancelled() || self.deadline.is_some_and(|deadline| Instant::now() >= deadline.at)
    }

    pub(crate) fn grace(&self) -> Duration {
        self.deadline.map_or(GRACE, |deadline| deadline.grace)
    }

    pub(crate) fn stopped(&self, stopped: Stopped) -> Error {
        if self.is_cancelled() {
            return Error::Cancelled;
        }
        let after = self.deadline.map(|deadline| deadline.after).unwrap_or_default();
        Error::TimedOut(Box::new(TimedOut::new(after, stopped)))
    }

    /// What the caller gets to know: what was raised after the interrupt is the interrupt's doing.
    pub(crate) fn judge<T>(&self, interrupted: bool, outcome: Result<T>) -> Result<T> {
        match outcome {
            Err(Error::Python(_)) if interrupted || self.is_cancelled() => {
                Err(self.stopped(Stopped::Interrupted))
            }
            outcome => outcome,
        }
    }
}

thread_local! {
    static SPOT: RefCell<Option<Arc<Spot>>> = const { RefCell::new(None) };
    /// How many of the evaluations on this thread are watched.
    static WATCHED: Cell<usize> = const { Cell::new(0) };
}

/// Where an interrupt may hit a thread.
#[derive(Debug)]
struct Spot {
    ident: ThreadIdent,
    /// Whether user code is at work. An interrupt between two bytecodes of the adapter itself would break what the host relies on.
    open: Mutex<bool>,
}

impl Spot {
    fn here(python: Python<'_>) -> Arc<Self> {
        let new = || Arc::new(Self { ident: python.thread_ident(), open: Mutex::new(false) });
        let known = SPOT.try_with(|spot| Arc::clone(spot.borrow_mut().get_or_insert_with(new)));
        // At the end of a thread it has none any more.
        known.unwrap_or_else(|_| new())
    }

    /// Opens or shuts it; what it was before.
    fn set(&self, python: Python<'_>, open: bool) -> bool {
        let before = std::mem::replace(&mut *self.open.lock().unwrap_or_else(PoisonError::into_inner), open);
        if before && !open {
            python.forget_interrupt(self.ident);
        }
        before
    }

    fn interrupt(&self, python: Python<'_>) {
        let open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if *open {
            python.interrupt(self.ident);
        }
    }
}

/// Whether an evaluation on this thread is watched, so that all within it have to let interrupts in and keep them out.
#[inline]
pub(crate) fn is_watched() -> bool {
    WATCHED.get() > 0
}

/// Keeps interrupts of this thread out until it is dropped.
pub(crate) struct Shut<'py>(Python<'py>, Option<(Arc<Spot>, bool)>);

/// Keeps interrupts out, because the host's own code runs on this thread now.
pub(crate) fn shut(python: Python<'_>) -> Shut<'_> {
    let spot = is_watched().then(|| Spot::here(python));
    Shut(python, spot.map(|spot| (Arc::clone(&spot), spot.set(python, false))))
}

impl Drop for Shut<'_> {
    fn drop(&mut self) {
        if let Some((spot, before)) = &self.1 {
            spot.set(self.0, *before);
        }
    }
}

/// An evaluation on this thread that is interrupted when its time is over.
pub(crate) struct Watch {
    spot: Arc<Spot>,
    state: Arc<Watched>,
    _due: Option<Due>,
    _on_cancel: Option<OnCancel>,
}

#[derive(Debug, Default)]
struct Watched {
    interrupted: AtomicBool,
    over: AtomicBool,
}

impl Watch {
    pub(crate) fn begin(python: Python<'_>, bounds: &Bounds) -> Self {
        let spot = Spot::here(python);
        let state = Arc::new(Watched::default());
        let interrupt = {
            let (spot, state) = (Arc::clone(&spot), Arc::clone(&state));
            move |now: Instant| {
                if state.over.load(Ordering::Acquire) {
                    return None;
                }
                let (spot, state) = (Arc::clone(&spot), Arc::clone(&state));
                clock::attached(move |python| {
                    // Half of what is being imported would stay, and fail whoever comes after.
                    if !state.over.load(Ordering::Acquire) && !python.is_importing(spot.ident) {
                        state.interrupted.store(true, Ordering::Release);
                        spot.interrupt(python);
                    }
                });
                Some(now + LOOK)
            }
        };
        let due = bounds.deadline.map(|deadline| clock::at(deadline.at, interrupt.clone()));
        let on_cancel = bounds.cancel.as_ref().map(|token| {
            token.on_cancel(move || {
                // It is repeated until the request is over, which the action itself notices.
                std::mem::forget(clock::at(Instant::now(), interrupt));
            })
        });
        WATCHED.set(WATCHED.get() + 1);
        Self { spot, state, _due: due, _on_cancel: on_cancel }
    }

    /// Runs user code, which may be interrupted.
    pub(crate) fn run<T>(&self, python: Python<'_>, body: impl FnOnce() -> T) -> T {
        self.spot.set(python, true);
        let outcome = body();
        self.spot.set(python, false);
        outcome
    }

    /// Whether its time was over before it was.
    pub(crate) fn was_interrupted(&self) -> bool {
        self.state.interrupted.load(Ordering::Acquire)
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.state.over.store(true, Ordering::Release);
        WATCHED.set(WATCHED.get() - 1);
    }
}
