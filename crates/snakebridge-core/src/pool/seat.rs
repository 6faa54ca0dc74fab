//! [`Seat`]: where interpreters of a pool live, one after the other.

use super::Recycling;
use crate::engine::{Engine, Interpreter, Memory};
use crate::telemetry;
use crate::terms::Deadlines;
use crate::{Error, Result, Session, current};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, TryLockError};
use std::time::{Duration, Instant};

/// How long to wait after the first failed start; it doubles with each.
const FIRST_PAUSE: Duration = Duration::from_millis(50);
const LONGEST_PAUSE: Duration = Duration::from_secs(2);

/// Where interpreters live, one after the other: started on demand, replaced when they are lost. Sessions that share a seat share its
/// interpreter, which ends with the last of them.
pub(crate) struct Seat {
    engine: Arc<dyn Engine>,
    deadlines: Arc<Deadlines>,
    state: Mutex<State>,
    /// The sessions that are seated here.
    users: AtomicUsize,
    /// Calls without a session since the interpreter started.
    calls: AtomicU64,
}

struct State {
    interpreter: Option<Arc<dyn Interpreter>>,
    /// Why the interpreter before was lost, until there is a new one.
    lost: Option<String>,
    started: Instant,
    /// Starts that failed since one did not.
    failures: u32,
    closed: bool,
}

/// What an interpreter has to do; less is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Load {
    Idle,
    /// It is yet to be started.
    Absent,
    /// Requests in flight.
    Busy(usize),
    /// It is being started by somebody else.
    Starting,
}

impl Seat {
    pub(crate) fn new(engine: Arc<dyn Engine>, deadlines: Arc<Deadlines>) -> Self {
        let state =
            State { interpreter: None, lost: None, started: Instant::now(), failures: 0, closed: false };
        let (users, calls) = (AtomicUsize::new(0), AtomicU64::new(0));
        Self { engine, deadlines, state: Mutex::new(state), users, calls }
    }

    pub(crate) fn deadlines(&self) -> &Arc<Deadlines> {
        &self.deadlines
    }

    /// Memory for what is sent here; see [`Engine::allocate`].
    pub(crate) fn allocate(&self, length: usize) -> Option<Box<dyn Memory>> {
        self.engine.allocate(length)
    }

    /// The interpreter: started if there is none, replaced if it was lost. After starts that failed, it takes its time.
    pub(crate) fn interpreter(&self) -> Result<Arc<dyn Interpreter>> {
        let mut state = self.lock();
        if let Some(interpreter) = state.interpreter.as_ref().filter(|it| it.lost().is_none()) {
            return Ok(Arc::clone(interpreter));
        }
        if state.closed {
            return Err(Error::SessionLost { reason: "its bridge was closed".to_owned() });
        }
        if let Some(reason) = state.interpreter.take().and_then(|interpreter| interpreter.lost()) {
            state.lost = Some(reason);
        }
        if let Some(doublings) = state.failures.checked_sub(2) {
            let pause = FIRST_PAUSE.saturating_mul(1 << doublings.min(10)).min(LONGEST_PAUSE);
            std::thread::sleep(pause.saturating_sub(state.started.elapsed()));
        }
        let outcome = self.engine.start();
        state.started = Instant::now();
        state.failures = if outcome.is_ok() { 0 } else { state.failures.saturating_add(1) };
        let interpreter = outcome?;
        self.calls.store(0, Ordering::Release);
        state.interpreter = Some(Arc::clone(&interpreter));
        let lost = state.lost.take();
        drop(state);
        if let Some(reason) = lost {
            telemetry::replaced(&reason);
        }
        Ok(interpreter)
    }

    /// The interpreter, if it is there and nobody is about to replace it.
    pub(crate) fn running(&self) -> Option<Arc<dyn Interpreter>> {
        let state = self.state.try_lock().ok()?;
        state.interpreter.as_ref().filter(|it| it.lost().is_none()).map(Arc::clone)
    }

    /// One session more.
    pub(crate) fn join(&self) {
        self.users.fetch_add(1, Ordering::AcqRel);
    }

    /// One session less. After the last, the interpreter ends: it is given back, to be closed or to be dropped.
    pub(crate) fn leave(&self) -> Option<Arc<dyn Interpreter>> {
        if self.users.fetch_sub(1, Ordering::AcqRel) > 1 {
            return None;
        }
        let mut state = self.lock();
        // Another may have come meanwhile.
        if self.users() == 0 { state.interpreter.take() } else { None }
    }

    pub(crate) fn users(&self) -> usize {
        self.users.load(Ordering::Acquire)
    }

    pub(crate) fn close(&self) {
        let interpreter = {
            let mut state = self.lock();
            state.closed = true;
            state.interpreter.take()
        };
        if let Some(interpreter) = interpreter {
            interpreter.close();
        }
    }

    pub(super) fn in_flight(&self) -> usize {
        self.lock().interpreter.as_ref().map_or(0, |interpreter| interpreter.in_flight())
    }

    pub(super) fn load(&self) -> Load {
        let state = match self.state.try_lock() {
            Ok(state) => state,
            Err(TryLockError::Poisoned(state)) => state.into_inner(),
            Err(TryLockError::WouldBlock) => return Load::Starting,
        };
        match state.interpreter.as_ref().filter(|interpreter| interpreter.lost().is_none()) {
            None => Load::Absent,
            Some(interpreter) => match interpreter.in_flight() {
                0 => Load::Idle,
                requests => Load::Busy(requests),
            },
        }
    }

    /// Whether its interpreter is the one at this address.
    pub(super) fn holds(&self, address: *const ()) -> bool {
        let Ok(state) = self.state.try_lock() else { return false };
        state.interpreter.as_ref().is_some_and(|it| std::ptr::addr_eq(Arc::as_ptr(it), address))
    }

    /// A call without a session is over: takes the interpreter away if it is due to be replaced, and nobody has anything left there.
    pub(super) fn retire(&self, own: &Session, due: &Recycling) -> Option<Arc<dyn Interpreter>> {
        let calls = self.calls.fetch_add(1, Ordering::AcqRel) + 1;
        if due.calls.is_none() && due.age.is_none() && due.bytes.is_none() {
            return None;
        }
        let is_due = {
            let state = self.state.try_lock().ok()?;
            let interpreter = state.interpreter.as_ref()?;
            let too_large = |most: u64| interpreter.resident_memory().is_some_and(|bytes| bytes > most);
            interpreter.in_flight() == 0
                && (due.calls.is_some_and(|most| calls >= most)
                    || due.age.is_some_and(|most| state.started.elapsed() >= most)
                    || due.bytes.is_some_and(too_large))
        };
        if is_due && self.users() == 1 { own.vacate() } else { None }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        current::lock(&self.state)
    }
}
