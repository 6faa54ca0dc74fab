//! Requests that have to be over in time: interrupted at their deadline, and, after a time of grace, ended with their worker.

use super::Worker;
use crate::connection::is_final;
use crate::timers::Due;
use rustix::process::Signal;
use snakebridge_core::OnCancel;
use snakebridge_core::engine::{Deadline, Reply, Request};
use snakebridge_core::{CancelToken, Error, Result, Stopped, TimedOut};
use snakebridge_wire::{Frame, Kind};
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant};

/// How long a request that was cancelled and has no deadline may take to end.
const GRACE: Duration = Duration::from_secs(2);
/// How often a thread that waits looks whether its request was cancelled, and how often an interrupt is repeated.
const LOOK: Duration = Duration::from_millis(25);
/// How often a request that was given up is told to end, after the first time.
const PURSUIT: Duration = Duration::from_millis(200);

/// What bounds the time of a request.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounds<'a> {
    pub(super) deadline: Option<Deadline>,
    pub(super) cancel: Option<&'a CancelToken>,
}

impl<'a> Bounds<'a> {
    pub(super) fn of(request: &Request<'a>) -> Self {
        Self { deadline: request.deadline, cancel: request.cancel }
    }

    /// When there is something to look after.
    fn until(&self, stage: Stage) -> Option<Instant> {
        if let Stage::Interrupted(kill_at) = stage {
            return Some(kill_at.min(Instant::now() + LOOK));
        }
        let look = self.cancel.map(|_| Instant::now() + LOOK);
        [self.deadline.map(|deadline| deadline.at), look].into_iter().flatten().min()
    }

    fn is_cancelled(&self) -> bool {
        self.cancel.is_some_and(CancelToken::is_cancelled)
    }

    /// Whether its time is over.
    fn is_over(&self) -> bool {
        self.is_cancelled() || self.deadline.is_some_and(|deadline| Instant::now() >= deadline.at)
    }

    fn grace(&self) -> Duration {
        self.deadline.map_or(GRACE, |deadline| deadline.grace)
    }

    fn stopped(&self, stopped: Stopped) -> Error {
        if self.is_cancelled() {
            return Error::Cancelled;
        }
        let after = self.deadline.map(|deadline| deadline.after).unwrap_or_default();
        Error::TimedOut(Box::new(TimedOut::new(after, stopped)))
    }

    /// What the caller gets to know: what was raised after the interrupt is the interrupt's doing.
    pub(super) fn judge(&self, stage: Stage, outcome: Result<Reply>) -> Result<Reply> {
        match (stage, outcome) {
            (Stage::Over(stopped), _) => Err(self.stopped(stopped)),
            (Stage::Interrupted(_), Err(Error::Python(_))) => Err(self.stopped(Stopped::Interrupted)),
            // The interrupt may be quicker than who waits.
            (_, Err(Error::Python(_))) if self.is_cancelled() => Err(Error::Cancelled),
            (_, outcome) => outcome,
        }
    }
}

/// How far a request is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Stage {
    #[default]
    Running,
    /// It was told to end, and has until then.
    Interrupted(Instant),
    Over(Stopped),
}

/// How far the requests are that tasks wait for and whose time is bounded.
#[derive(Debug, Default)]
pub(super) struct Watches(Mutex<HashMap<u32, Watch>>);

#[derive(Debug, Clone, Copy)]
struct Watch {
    stage: Stage,
    due: Option<Instant>,
    grace: Duration,
}

impl Watches {
    fn lock(&self) -> MutexGuard<'_, HashMap<u32, Watch>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Worker {
    /// Waits in this thread for the last frame of a request; calls of callbacks within it are answered here.
    pub(super) fn last_frame(&self, id: u32, stage: &mut Stage, bounds: Bounds<'_>) -> Result<Frame> {
        loop {
            let frame = self.next_frame(id, stage, bounds)?;
            if is_final(&frame) {
                return Ok(frame);
            }
        }
    }

    /// As [`last_frame`](Self::last_frame), but items come one frame after the other.
    pub(super) fn next_frame(&self, id: u32, stage: &mut Stage, bounds: Bounds<'_>) -> Result<Frame> {
        let _hastened = bounds.cancel.map(|token| token.on_cancel(self.canceller(id)));
        loop {
            match self.connection.receive(id, bounds.until(*stage), self) {
                Ok(Some(frame)) => match frame.header.kind {
                    Kind::Call => self.answer_here(frame),
                    Kind::Deferred => self.line.leave(id),
                    _ => {
                        if is_final(&frame) {
                            self.line.leave(id);
                        }
                        return Ok(frame);
                    }
                },
                Ok(None) if *stage == Stage::Running && !bounds.is_over() => {}
                Ok(None) => {
                    *stage = self.late(id, *stage, bounds.grace());
                    if let Stage::Over(stopped) = *stage {
                        self.give_up(id);
                        return Err(bounds.stopped(stopped));
                    }
                }
                Err(severed) => {
                    self.line.leave(id);
                    return Err(self.severed(severed));
                }
            }
        }
    }

    /// Interrupts a request of a thread.
    fn canceller(&self, id: u32) -> impl FnOnce() + Send + 'static {
        let worker = Weak::clone(&self.this);
        move || worker.upgrade().into_iter().for_each(|worker| worker.cancel(id))
    }

    /// What a request comes to whose time is over.
    fn late(&self, id: u32, stage: Stage, grace: Duration) -> Stage {
        match stage {
            Stage::Running => {
                self.cancel(id);
                // The worker has others to do first: nothing has to be stopped, and nobody waited for.
                if self.line.is_behind(id) {
                    Stage::Over(Stopped::BeforeItBegan)
                } else {
                    Stage::Interrupted(Instant::now() + grace)
                }
            }
            // A signal that came just before a system call that blocks did not interrupt it.
            Stage::Interrupted(kill_at) if Instant::now() < kill_at => {
                self.cancel(id);
                stage
            }
            // A task that ends later than it was told may only wait for others.
            Stage::Interrupted(_) if !self.line.has_no_other(id) => Stage::Over(Stopped::Interrupted),
            Stage::Interrupted(_) => {
                self.process.kill();
                Stage::Over(Stopped::Killed)
            }
            over @ Stage::Over(_) => over,
        }
    }

    /// Asks the worker to stop a request, whatever it is doing.
    pub(super) fn cancel(&self, id: u32) {
        // A pipe that is full of requests to be cancelled is one that nobody reads: the worker is killed in the end.
        let _full = rustix::io::write(&self.cancels, &id.to_le_bytes());
        self.process.signal(Signal::URG);
    }

    /// Nobody waits for this request any more; it is told to end until it does.
    pub(super) fn give_up(&self, id: u32) {
        // One that waits in line is skipped when its turn comes, and the signal would only disturb the one before it.
        let begun = !self.line.is_behind(id);
        self.line.leave(id);
        self.connection.abandon(id, self);
        if begun && self.connection.is_abandoned(id) {
            self.timers.set(Instant::now() + LOOK, Due(id));
            self.serve();
        }
    }

    /// Tells a request to end once more that was given up and goes on.
    fn pursue(&self, id: u32, now: Instant) {
        if self.connection.is_abandoned(id) {
            self.cancel(id);
            self.timers.set(now + PURSUIT, Due(id));
        }
    }

    /// A task waits for this request; gives what ends with the watch.
    pub(super) fn watch(&self, id: u32, bounds: Bounds<'_>) -> Option<OnCancel> {
        let due = bounds.deadline.map(|deadline| deadline.at);
        let watch = Watch { stage: Stage::Running, due, grace: bounds.grace() };
        self.watches.lock().insert(id, watch);
        if let Some(due) = due {
            self.timers.set(due, Due(id));
        }
        let worker = Weak::clone(&self.this);
        let hurry = move || worker.upgrade().into_iter().for_each(|worker| worker.expire(id));
        bounds.cancel.map(|token| token.on_cancel(hurry))
    }

    /// A watched request was cancelled.
    fn expire(&self, id: u32) {
        let now = Instant::now();
        self.set_due(id, now);
        self.connection.bell.ring();
    }

    fn set_due(&self, id: u32, at: Instant) {
        if let Some(watch) = self.watches.lock().get_mut(&id) {
            if let Some(before) = watch.due.replace(at) {
                self.timers.clear(before, Due(id));
            }
            self.timers.set(at, Due(id));
        }
    }

    /// How far a watched request is.
    pub(super) fn stage(&self, id: u32) -> Stage {
        self.watches.lock().get(&id).map(|watch| watch.stage).unwrap_or_default()
    }

    pub(super) fn unwatch(&self, id: u32) {
        let watch = self.watches.lock().remove(&id);
        if let Some(due) = watch.and_then(|watch| watch.due) {
            self.timers.clear(due, Due(id));
        }
    }

    /// Does what is due, for the service; when something is due again.
    pub(crate) fn see_to_timers(&self, now: Instant) -> Option<Instant> {
        while let Some(Due(id)) = self.timers.take(now) {
            let watch = self.watches.lock().get(&id).copied();
            let Some(Watch { stage, grace, .. }) = watch else {
                self.pursue(id, now);
                continue;
            };
            let stage = self.late(id, stage, grace);
            if let Some(watch) = self.watches.lock().get_mut(&id) {
                (watch.stage, watch.due) = (stage, None);
            }
            match stage {
                Stage::Interrupted(kill_at) => self.set_due(id, kill_at.min(now + LOOK)),
                _ => self.connection.wake_task(id),
            }
        }
        self.timers.next()
    }
}
