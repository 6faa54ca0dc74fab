//! Who is next: calls without a session wait for an idle interpreter, first come, first served.

use super::{Pool, Seat};
use crate::telemetry::{self, Waiting};
use crate::{CancelToken, Error, OnCancel, Result, current};
use std::collections::VecDeque;
use std::sync::Arc;
use std::task::{Poll, Waker};

/// Who works, and who waits.
pub(super) struct Queue {
    /// Calls without a session under way, by seat.
    busy: Vec<usize>,
    waiting: VecDeque<(u64, Waker)>,
    next: u64,
    closed: bool,
}

/// The right to ask the interpreter of one seat.
pub(crate) struct Lease {
    pool: Arc<Pool>,
    seat: usize,
}

/// A place in the queue.
pub(crate) struct Ticket {
    pool: Arc<Pool>,
    number: u64,
    cancelled: Option<OnCancel>,
    _counted: Waiting,
}

impl Queue {
    pub(super) fn new(seats: usize) -> Self {
        Self { busy: vec![0; seats], waiting: VecDeque::new(), next: 0, closed: false }
    }

    pub(super) fn is_busy(&self) -> bool {
        self.busy.iter().any(|busy| *busy > 0)
    }

    pub(super) fn close(&mut self) {
        self.closed = true;
        self.waiting.iter().for_each(|(_, waker)| waker.wake_by_ref());
    }

    #[cfg(test)]
    pub(super) fn waiting(&self) -> usize {
        self.waiting.len()
    }

    fn wake_first(&self) {
        if let Some((_, waker)) = self.waiting.front() {
            waker.wake_by_ref();
        }
    }

    fn leave(&mut self, number: u64) {
        self.waiting.retain(|(other, _)| *other != number);
    }

    /// An interpreter that no other call without a session uses: best one that has nothing to do at all, else one that is yet to be started, else the
    /// one with the least to do.
    fn free_seat(&self, seats: &[Arc<Seat>]) -> Option<usize> {
        let free = seats.iter().enumerate().filter(|(index, _)| self.busy[*index] == 0);
        free.min_by_key(|(_, seat)| (seat.load(), seat.users())).map(|(index, _)| index)
    }
}

impl Pool {
    /// An idle interpreter, or a place in the queue.
    pub(super) fn poll_lease(
        self: &Arc<Self>,
        ticket: &mut Option<Ticket>,
        waker: &Waker,
    ) -> Poll<Result<Lease>> {
        let mut queue = self.lock();
        if queue.closed {
            return Poll::Ready(Err(Error::SessionLost { reason: "its bridge was closed".to_owned() }));
        }
        // Who answers a callback is waited for by an interpreter: it would wait for itself.
        let answering = current::answering();
        let within = answering.and_then(|it| self.seats.iter().position(|seat| seat.holds(it)));
        let number = ticket.as_ref().map(|ticket| ticket.number);
        let is_first = queue.waiting.front().map(|(first, _)| *first) == number;
        let seat = within.or_else(|| is_first.then(|| queue.free_seat(&self.seats)).flatten());
        if let Some(seat) = seat {
            queue.busy[seat] += 1;
            number.into_iter().for_each(|number| queue.leave(number));
            queue.wake_first();
            drop(queue);
            *ticket = None;
            return Poll::Ready(Ok(Lease { pool: Arc::clone(self), seat }));
        }
        match number {
            Some(number) => {
                let own = queue.waiting.iter_mut().find(|(other, _)| *other == number);
                own.into_iter().for_each(|(_, registered)| registered.clone_from(waker));
            }
            None if queue.waiting.len() >= self.limits.queue => {
                let (workers, waiting) = (self.workers(), queue.waiting.len());
                return Poll::Ready(Err(Error::Saturated { workers, waiting }));
            }
            None => {
                let number = queue.next;
                queue.next += 1;
                queue.waiting.push_back((number, waker.clone()));
                drop(queue);
                let pool = Arc::clone(self);
                *ticket = Some(Ticket { pool, number, cancelled: None, _counted: Waiting::begin() });
            }
        }
        Poll::Pending
    }
}

impl Lease {
    pub(super) fn seat(&self) -> usize {
        self.seat
    }
}

/// Between calls is when an interpreter is replaced.
impl Drop for Lease {
    fn drop(&mut self) {
        let seat = &self.pool.seats[self.seat];
        let mut queue = self.pool.lock();
        queue.busy[self.seat] -= 1;
        let idle = queue.busy[self.seat] == 0;
        let retired =
            idle.then(|| seat.retire(&self.pool.own[self.seat], &self.pool.limits.recycle)).flatten();
        queue.wake_first();
        drop(queue);
        if let Some(retired) = retired {
            telemetry::recycled();
            // It may take its time to end, and nobody has to wait for that; if there is no thread to be had, the caller does.
            let thread = std::thread::Builder::new().name("snakebridge-retire".to_owned());
            let (ends, other) = (Arc::clone(&retired), retired);
            if thread.spawn(move || ends.close()).is_err() {
                other.close();
            }
        }
    }
}

impl Ticket {
    /// Wakes the task when the token is cancelled.
    pub(super) fn cancelled_by(&mut self, token: Option<&CancelToken>, waker: &Waker) {
        let waker = waker.clone();
        self.cancelled = token.map(|token| token.on_cancel(move || waker.wake()));
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        let mut queue = self.pool.lock();
        queue.leave(self.number);
        queue.wake_first();
    }
}
