//! Requests that have to be over in time: interrupted at their deadline, and, after a time of grace, ended with their worker.

use super::Worker;
use crate::connection::is_final;
use crate::timers::Due;
use crate::wire::{Frame, Kind};
use rustix::process::Signal;
use snakebridge_core::engine::{Deadline, Reply};
use snakebridge_core::{Error, Result, Stopped, TimedOut};
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

/// How far a request is with its deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Stage {
    #[default]
    Running,
    /// It goes on as a task of the event loop.
    Deferred,
    Interrupted,
    Over(Stopped),
}

impl Stage {
    /// What the caller gets to know: what was raised after the interrupt is the interrupt's doing.
    pub(super) fn judge(self, outcome: Result<Reply>, deadline: Option<Deadline>) -> Result<Reply> {
        match (self, outcome) {
            (Self::Over(stopped), _) => Err(timed_out(deadline, stopped)),
            (Self::Interrupted, Err(Error::Python(_))) => Err(timed_out(deadline, Stopped::Interrupted)),
            (_, outcome) => outcome,
        }
    }
}

fn timed_out(deadline: Option<Deadline>, stopped: Stopped) -> Error {
    let after = deadline.map(|deadline| deadline.after).unwrap_or_default();
    Error::TimedOut(Box::new(TimedOut::new(after, stopped)))
}

/// How far the requests are that tasks wait for and that have a deadline.
#[derive(Debug, Default)]
pub(super) struct Watches(Mutex<HashMap<u32, (Stage, Deadline)>>);

impl Watches {
    fn lock(&self) -> MutexGuard<'_, HashMap<u32, (Stage, Deadline)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Worker {
    /// Waits in this thread for the last frame of a request; calls of callbacks within it are answered here.
    pub(super) fn last_frame(&self, id: u32, stage: &mut Stage, deadline: Option<Deadline>) -> Result<Frame> {
        loop {
            let frame = self.next_frame(id, stage, deadline)?;
            if is_final(&frame) {
                return Ok(frame);
            }
        }
    }

    /// As [`last_frame`](Self::last_frame), but items come one frame after the other.
    pub(super) fn next_frame(&self, id: u32, stage: &mut Stage, deadline: Option<Deadline>) -> Result<Frame> {
        loop {
            let until = deadline.map(|deadline| match stage {
                Stage::Running | Stage::Deferred => deadline.at,
                _ => deadline.at + deadline.grace,
            });
            match self.connection.receive(id, until, self) {
                Ok(Some(frame)) => match frame.header.kind {
                    Kind::Call => self.answer_here(frame),
                    Kind::Deferred => {
                        self.line.leave(id);
                        if *stage == Stage::Running {
                            *stage = Stage::Deferred;
                        }
                    }
                    _ => {
                        if is_final(&frame) {
                            self.line.leave(id);
                        }
                        return Ok(frame);
                    }
                },
                Ok(None) => {
                    *stage = self.late(id, *stage);
                    if let Stage::Over(stopped) = *stage {
                        self.line.leave(id);
                        self.give_up(id);
                        return Err(timed_out(deadline, stopped));
                    }
                }
                Err(severed) => {
                    self.line.leave(id);
                    return Err(self.severed(severed));
                }
            }
        }
    }

    /// What a request comes to whose time is over.
    fn late(&self, id: u32, stage: Stage) -> Stage {
        match stage {
            Stage::Running | Stage::Deferred => {
                self.cancel(id);
                // The worker has others to do first: nothing has to be stopped, and nobody waited for.
                if self.line.is_behind(id) { Stage::Over(Stopped::BeforeItBegan) } else { Stage::Interrupted }
            }
            // A task that ends later than it was told may only wait for others.
            Stage::Interrupted if !self.line.has_no_other(id) => Stage::Over(Stopped::Interrupted),
            Stage::Interrupted => {
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

    /// Nobody waits for this request any more.
    pub(super) fn give_up(&self, id: u32) {
        self.connection.abandon(id, self);
    }

    /// A task waits for this request, until its deadline.
    pub(super) fn watch(&self, id: u32, deadline: Deadline) {
        self.watches.lock().insert(id, (Stage::Running, deadline));
        self.timers.set(deadline.at, Due::Interrupt(id));
    }

    /// How far a watched request is.
    pub(super) fn stage(&self, id: u32) -> Stage {
        self.watches.lock().get(&id).map(|(stage, _)| *stage).unwrap_or_default()
    }

    pub(super) fn unwatch(&self, id: u32, deadline: Deadline) {
        self.timers.clear(deadline.at, Due::Interrupt(id));
        self.timers.clear(deadline.at + deadline.grace, Due::Kill(id));
        self.watches.lock().remove(&id);
    }

    /// Does what is due, for the service; when something is due again.
    pub(crate) fn see_to_timers(&self, now: Instant) -> Option<Instant> {
        while let Some(Due::Interrupt(id) | Due::Kill(id)) = self.timers.take(now) {
            let Some((stage, deadline)) = self.watches.lock().get(&id).copied() else { continue };
            let stage = self.late(id, stage);
            if let Some(watched) = self.watches.lock().get_mut(&id) {
                watched.0 = stage;
            }
            match stage {
                Stage::Over(_) => self.connection.wake_task(id),
                _ => self.timers.set(deadline.at + deadline.grace, Due::Kill(id)),
            }
        }
        self.timers.next()
    }
}
