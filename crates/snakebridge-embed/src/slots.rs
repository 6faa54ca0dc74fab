//! [`Slots`]: where answers arrive that a task of Python gives.

use bytes::Bytes;
use std::collections::HashMap;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Instant;

/// An answer, as in `docs/wire.md`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Delivered {
    pub(crate) kind: u8,
    pub(crate) flags: u8,
    pub(crate) payload: Bytes,
}

/// The answers of one session that are awaited, by the numbers of the requests.
#[derive(Debug, Default)]
pub(crate) struct Slots(Mutex<HashMap<u64, Place>>);

#[derive(Debug)]
enum Place {
    /// Somebody waits.
    Awaited(Arc<Slot>),
    /// It came before anybody waited.
    Arrived(Delivered),
    /// Nobody will ever wait.
    Abandoned,
}

/// Where one answer arrives.
#[derive(Debug, Default)]
pub(crate) struct Slot {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    answer: Option<Delivered>,
    /// The session has ended.
    over: bool,
    waker: Option<Waker>,
}

/// What a slot has come to.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Come {
    Answer(Delivered),
    SessionEnded,
    /// It is time to look after other things.
    Late,
}

impl Slots {
    /// A slot for this request's answer, which may be there already.
    pub(crate) fn wait_for(&self, token: u64) -> Arc<Slot> {
        let slot = Arc::new(Slot::default());
        let mut places = self.lock();
        match places.remove(&token) {
            Some(Place::Arrived(answer)) => slot.put(Some(answer)),
            _ => {
                places.insert(token, Place::Awaited(Arc::clone(&slot)));
            }
        }
        slot
    }

    /// An answer has come; it is given back if nobody wants it.
    pub(crate) fn deliver(&self, token: u64, answer: Delivered) -> Option<Delivered> {
        let mut places = self.lock();
        match places.remove(&token) {
            Some(Place::Awaited(slot)) => {
                drop(places);
                slot.put(Some(answer));
                None
            }
            Some(Place::Abandoned) => Some(answer),
            None | Some(Place::Arrived(_)) => {
                places.insert(token, Place::Arrived(answer));
                None
            }
        }
    }

    /// Nobody waits for this answer any more.
    pub(crate) fn abandon(&self, token: u64) {
        let mut places = self.lock();
        if let Some(place @ Place::Awaited(_)) = places.get_mut(&token) {
            *place = Place::Abandoned;
        }
    }

    /// No more answers will come.
    pub(crate) fn end(&self) {
        let places = std::mem::take(&mut *self.lock());
        for place in places.into_values() {
            if let Place::Awaited(slot) = place {
                slot.put(None);
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<u64, Place>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Slot {
    fn put(&self, answer: Option<Delivered>) {
        let waker = {
            let mut state = self.lock();
            state.over = answer.is_none();
            state.answer = answer;
            state.waker.take()
        };
        self.changed.notify_all();
        waker.into_iter().for_each(Waker::wake);
    }

    /// Has who waits look again.
    pub(crate) fn wake(&self) {
        let waker = self.lock().waker.take();
        self.changed.notify_all();
        waker.into_iter().for_each(Waker::wake);
    }

    /// Waits for the answer, or until it is late or somebody wakes.
    pub(crate) fn wait(&self, until: Option<Instant>) -> Come {
        let mut state = self.lock();
        if let Some(come) = state.take() {
            return come;
        }
        state = match until {
            None => self.changed.wait(state).unwrap_or_else(PoisonError::into_inner),
            Some(until) => {
                let patience = until.saturating_duration_since(Instant::now());
                self.changed.wait_timeout(state, patience).unwrap_or_else(PoisonError::into_inner).0
            }
        };
        state.take().unwrap_or(Come::Late)
    }

    /// The answer if it is there; else the task is woken when it is, or by [`wake`](Self::wake).
    pub(crate) fn poll(&self, context: &Context<'_>) -> Poll<Come> {
        let mut state = self.lock();
        match state.take() {
            Some(come) => Poll::Ready(come),
            None => {
                state.waker = Some(context.waker().clone());
                Poll::Pending
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn take(&mut self) -> Option<Come> {
        match self.answer.take() {
            Some(answer) => Some(Come::Answer(answer)),
            None => self.over.then_some(Come::SessionEnded),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(kind: u8) -> Delivered {
        Delivered { kind, flags: 0, payload: Bytes::new() }
    }

    #[test]
    fn answers_are_found_whenever_they_come() {
        let slots = Slots::default();
        assert_eq!(slots.deliver(1, answer(3)), None);
        assert_eq!(slots.wait_for(1).wait(None), Come::Answer(answer(3)));
        let slot = slots.wait_for(2);
        assert_eq!(slot.wait(Some(Instant::now())), Come::Late);
        slots.deliver(2, answer(4));
        assert_eq!(slot.wait(None), Come::Answer(answer(4)));
        let _slot = slots.wait_for(3);
        slots.abandon(3);
        assert_eq!(slots.deliver(3, answer(3)), Some(answer(3)));
        let slot = slots.wait_for(4);
        slots.end();
        assert_eq!(slot.wait(None), Come::SessionEnded);
    }
}
