//! [`Pool`]: the interpreters of a bridge.

mod queue;
mod seat;
#[cfg(test)]
mod tests;

pub(crate) use queue::{Lease, Ticket};
pub(crate) use seat::Seat;

use crate::engine::{Engine, Stopped};
use crate::terms::{Bounds, Deadlines, Goal, Terms};
use crate::{Error, Expr, Result, Session, TimedOut, Value, current};
use queue::Queue;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::Thread;
use std::time::{Duration, Instant};

/// How many calls may wait for a worker, if nothing is said.
const QUEUE: usize = 1024;
/// How often to look whether calls in flight are over, when a bridge closes.
const CLOSING_PAUSE: Duration = Duration::from_millis(2);

/// How a pool behaves.
#[derive(Debug, Clone)]
pub(crate) struct Limits {
    pub(crate) workers: usize,
    pub(crate) queue: usize,
    pub(crate) recycle: Recycling,
}

/// When an interpreter is replaced by a new one.
#[derive(Debug, Clone, Default)]
pub(crate) struct Recycling {
    pub(crate) calls: Option<u64>,
    pub(crate) age: Option<Duration>,
    pub(crate) bytes: Option<u64>,
}

impl Default for Limits {
    fn default() -> Self {
        Self { workers: 1, queue: QUEUE, recycle: Recycling::default() }
    }
}

/// The interpreters of a bridge: each has a seat. Sessions are pinned to a seat; calls without a session take any that is idle.
pub(crate) struct Pool {
    seats: Vec<Arc<Seat>>,
    /// One for each seat: the session of the calls that have none.
    own: Vec<Session>,
    limits: Limits,
    deadlines: Arc<Deadlines>,
    queue: Mutex<Queue>,
}

impl Pool {
    pub(crate) fn new(engine: &Arc<dyn Engine>, limits: Limits, deadlines: Deadlines) -> Arc<Self> {
        let deadlines = Arc::new(deadlines);
        let seat = || Arc::new(Seat::new(Arc::clone(engine), Arc::clone(&deadlines)));
        let seats: Vec<_> = (0..limits.workers.max(1)).map(|_| seat()).collect();
        let own = seats.iter().map(|seat| Session::visiting(Arc::clone(seat))).collect();
        let queue = Mutex::new(Queue::new(seats.len()));
        Arc::new(Self { seats, own, limits, deadlines, queue })
    }

    /// A new session, where the fewest are.
    pub(crate) fn session(&self) -> Session {
        // Held so that two that come at once see each other.
        let _queue = self.lock();
        let fewest = self.seats.iter().min_by_key(|seat| seat.users());
        Session::seated(Arc::clone(fewest.expect("a pool has a seat")))
    }

    /// Evaluates where the expression's objects live, or in any idle interpreter if it has none.
    pub(crate) fn ask(self: &Arc<Self>, expr: &Expr, goal: Goal, terms: &Terms) -> Result<Value> {
        if let Some(object) = expr.first_object() {
            return object.owner().ask(expr, goal, terms);
        }
        let bounds = terms.settle(&self.deadlines, expr);
        let lease = self.lease(&bounds)?;
        self.own(&lease).ask_within(expr, goal, bounds)
    }

    /// The session of a call that has none.
    pub(crate) fn own(&self, lease: &Lease) -> &Session {
        &self.own[lease.seat()]
    }

    pub(crate) fn deadlines(&self) -> &Deadlines {
        &self.deadlines
    }

    /// Waits for an idle interpreter.
    fn lease(self: &Arc<Self>, bounds: &Bounds<'_>) -> Result<Lease> {
        bounds.check()?;
        let mut ticket = None;
        if let Poll::Ready(lease) = self.poll_lease(&mut ticket, Waker::noop()) {
            return lease;
        }
        let began = Instant::now();
        let waker = Waker::from(Arc::new(Unpark(std::thread::current())));
        let _registration = bounds.cancel.map(|token| {
            let waker = waker.clone();
            token.on_cancel(move || waker.wake())
        });
        loop {
            if let Poll::Ready(lease) = self.poll_lease(&mut ticket, &waker) {
                return lease;
            }
            bounds.check()?;
            match bounds.deadline.map(|deadline| deadline.at) {
                None => current::waiting(std::thread::park),
                Some(at) => match at.checked_duration_since(Instant::now()) {
                    Some(left) => current::waiting(|| std::thread::park_timeout(left)),
                    None => return Err(never_began(at.saturating_duration_since(began))),
                },
            }
        }
    }

    /// Takes no more calls, waits so long for those in flight, and ends all interpreters.
    pub(crate) fn close(&self, patience: Duration) {
        self.lock().close();
        let deadline = Instant::now().checked_add(patience);
        let in_time = || deadline.is_none_or(|deadline| Instant::now() < deadline);
        let is_busy = || self.lock().is_busy() || self.seats.iter().any(|seat| seat.in_flight() > 0);
        while is_busy() && in_time() {
            current::waiting(|| std::thread::sleep(CLOSING_PAUSE));
        }
        std::thread::scope(|scope| {
            for seat in &self.seats[1..] {
                let thread = std::thread::Builder::new().name("snakebridge-close".to_owned());
                if thread.spawn_scoped(scope, || seat.close()).is_err() {
                    seat.close();
                }
            }
            self.seats[0].close();
        });
    }

    pub(crate) fn workers(&self) -> usize {
        self.seats.len()
    }

    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A call whose deadline came while it waited for a worker.
pub(crate) fn never_began(after: Duration) -> Error {
    Error::TimedOut(Box::new(TimedOut::new(after, Stopped::BeforeItBegan)))
}

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// For async callers: as [`Pool::lease`], without waiting.
impl Pool {
    pub(crate) fn poll(
        self: &Arc<Self>,
        ticket: &mut Option<Ticket>,
        bounds: &Bounds<'_>,
        began: Instant,
        context: &mut Context<'_>,
    ) -> Poll<Result<Lease>> {
        bounds.check()?;
        let polled = self.poll_lease(ticket, context.waker());
        let (Poll::Pending, Some(ticket)) = (&polled, ticket) else { return polled };
        match bounds.deadline {
            Some(deadline) if deadline.at <= Instant::now() => {
                return Poll::Ready(Err(never_began(deadline.at.saturating_duration_since(began))));
            }
            Some(deadline) => crate::alarm::wake_at(deadline.at, context.waker().clone())?,
            None => {}
        }
        ticket.cancelled_by(bounds.cancel, context.waker());
        // It may have been cancelled just before it was registered.
        bounds.check()?;
        Poll::Pending
    }
}
