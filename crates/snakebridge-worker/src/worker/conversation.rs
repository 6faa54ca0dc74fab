//! [`Conversation`]: a request that is answered part by part, to a thread or to a task.

use super::deadline::{Bounds, Stage};
use super::{Waiting, Worker};
use crate::connection::is_final;
use snakebridge_core::OnCancel;
use snakebridge_core::engine::{Deadline, Exchange, Owner, Reply, Request};
use snakebridge_core::{CancelToken, Error, Result};
use snakebridge_wire::{Frame, Kind};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::task::{Context, Poll, ready};
use std::time::Instant;

pub(super) struct Conversation {
    worker: Arc<Worker>,
    owner: Arc<Owner>,
    id: u32,
    deadline: Option<Deadline>,
    cancel: Option<CancelToken>,
    /// Revoked with the conversation.
    on_cancel: Option<OnCancel>,
    stage: Stage,
    waits: Option<Place>,
    over: bool,
}

/// Where the answer is waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Thread,
    Task,
}

impl Conversation {
    pub(super) fn begin(worker: Arc<Worker>, request: &Request<'_>) -> Result<Self> {
        let id = worker.send(request, Waiting::Never)?;
        worker.in_flight.fetch_add(1, Ordering::AcqRel);
        Ok(Self {
            worker,
            owner: Arc::clone(request.owner),
            id,
            deadline: request.deadline,
            cancel: request.cancel.cloned(),
            on_cancel: None,
            stage: Stage::Running,
            waits: None,
            over: false,
        })
    }

    /// From now on a task waits.
    fn wait_in_task(&mut self) {
        if self.waits.replace(Place::Task) != Some(Place::Task) {
            self.worker.connection.wait_in_task(self.id);
            if self.is_bounded() {
                self.on_cancel = self.worker.watch(self.id, self.bounds());
            }
            self.worker.serve();
        }
    }

    /// From now on a thread waits.
    fn wait_in_thread(&mut self) {
        let before = self.waits.replace(Place::Thread);
        if before != Some(Place::Thread) {
            self.worker.connection.wait_in_thread(self.id);
        }
        if before == Some(Place::Task) {
            self.unwatch();
        }
    }

    fn bounds(&self) -> Bounds<'_> {
        Bounds { deadline: self.deadline, cancel: self.cancel.as_ref() }
    }

    fn is_bounded(&self) -> bool {
        self.deadline.is_some() || self.cancel.is_some()
    }

    fn unwatch(&mut self) {
        if self.is_bounded() {
            self.on_cancel = None;
            self.worker.unwatch(self.id);
        }
    }

    fn read(&mut self, frame: &Frame) -> Result<Reply> {
        if is_final(frame) {
            self.end();
        }
        self.bounds().judge(self.stage, self.worker.read(frame, &self.owner))
    }

    fn end(&mut self) {
        if !std::mem::replace(&mut self.over, true) {
            self.worker.line.leave(self.id);
            self.worker.in_flight.fetch_sub(1, Ordering::AcqRel);
            if self.waits == Some(Place::Task) {
                self.unwatch();
            }
        }
    }

    fn check(&self) -> Result<()> {
        if self.over { Err(Error::Usage("this request has been answered".to_owned())) } else { Ok(()) }
    }
}

impl Exchange for Conversation {
    fn wait(&mut self) -> Result<Reply> {
        self.check()?;
        self.wait_in_thread();
        let bounds = Bounds { deadline: self.deadline, cancel: self.cancel.as_ref() };
        match self.worker.next_frame(self.id, &mut self.stage, bounds) {
            Ok(frame) => self.read(&frame),
            Err(error) => {
                self.end();
                Err(error)
            }
        }
    }

    fn wait_until(&mut self, until: Instant) -> Result<Option<Reply>> {
        self.check()?;
        self.wait_in_thread();
        loop {
            match self.worker.connection.receive(self.id, Some(until), &*self.worker) {
                Ok(Some(frame)) => match frame.header.kind {
                    Kind::Call => self.worker.answer_here(frame),
                    Kind::Deferred => self.worker.line.leave(self.id),
                    _ => return self.read(&frame).map(Some),
                },
                Ok(None) => return Ok(None),
                Err(severed) => {
                    self.end();
                    return Err(self.worker.severed(severed));
                }
            }
        }
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Result<Reply>> {
        self.check()?;
        self.wait_in_task();
        loop {
            let polled = self.worker.connection.poll(self.id, context);
            if self.is_bounded() {
                self.stage = self.worker.stage(self.id);
            }
            if let (Stage::Over(_), Poll::Pending) = (self.stage, &polled) {
                self.worker.give_up(self.id);
                self.end();
                return Poll::Ready(self.bounds().judge(self.stage, Err(Error::Cancelled)));
            }
            match ready!(polled) {
                Ok(frame) if frame.header.kind == Kind::Deferred => self.worker.line.leave(self.id),
                // It came while a thread waited.
                Ok(frame) if frame.header.kind == Kind::Call => self.worker.answer_elsewhere(frame),
                Ok(frame) => return Poll::Ready(self.read(&frame)),
                Err(severed) => {
                    let error = self.worker.severed(severed);
                    let judged = self.bounds().judge(self.stage, Err(error));
                    self.end();
                    return Poll::Ready(judged);
                }
            }
        }
    }
}

/// What nobody waits for any more is stopped.
impl Drop for Conversation {
    fn drop(&mut self) {
        if !self.over {
            self.worker.cancel(self.id);
            self.worker.give_up(self.id);
            self.end();
        }
    }
}
