//! Functions of the host, and the calls of them that the host has not answered.

use super::Server;
use super::sessions::{Naming, Place, lock};
use crate::message::ToHost;
use crate::value::Given;
use snakebridge_core::engine::Answer;
use snakebridge_core::{Arguments, Callback, Error, Result, Scope, Value, WeakCallback};
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, Weak};

/// A function that the host has lent, as long as Python or a request holds it.
pub(super) struct Function {
    callback: WeakCallback,
    sent: Arc<AtomicU64>,
}

/// What a callback is made of; dropped when nobody holds the callback any more.
struct Lent {
    server: Weak<Server>,
    place: Arc<Place>,
    number: u64,
    pairs: bool,
    sent: Arc<AtomicU64>,
}

/// Calls that the host has not answered, by the server's number.
#[derive(Default)]
pub(super) struct Calls {
    pending: Mutex<HashMap<u64, Pending>>,
    last: AtomicU64,
}

struct Pending {
    answer: Answer,
    /// Where requests within the call are made.
    scope: Option<Scope>,
    place: Arc<Place>,
}

impl Server {
    /// The callback that stands for a function of the host: the same one for as long as anybody holds it.
    pub(super) fn lend(self: &Arc<Self>, place: &Arc<Place>, given: Given) -> Result<Callback> {
        if place.is_closed() {
            return Err(closed());
        }
        let mut functions = lock(&place.functions);
        if let Some(known) = functions.get(&given.number)
            && let Some(callback) = known.callback.upgrade()
        {
            known.sent.fetch_add(1, Ordering::AcqRel);
            return Ok(callback);
        }
        let sent = Arc::new(AtomicU64::new(1));
        let lent = Lent {
            server: Arc::downgrade(self),
            place: Arc::clone(place),
            number: given.number,
            pairs: given.pairs,
            sent: Arc::clone(&sent),
        };
        let callback =
            Callback::answering(given.about, move |arguments, answer| lent.call(arguments, answer));
        functions.insert(given.number, Function { callback: callback.downgrade(), sent });
        Ok(callback)
    }
}

impl Lent {
    /// Passes a call on to the host.
    fn call(&self, arguments: Arguments, answer: Answer) {
        let server = match self.server.upgrade() {
            Some(server) if !self.place.is_closed() => server,
            _ => return answer(Err(closed())),
        };
        let pending = Pending { answer, scope: Scope::here(), place: Arc::clone(&self.place) };
        let call = server.calls.begin(pending);
        let message = ToHost::Call {
            call,
            session: self.place.number,
            number: self.number,
            pairs: self.pairs,
            args: &arguments.positional,
            kwargs: &arguments.keyword,
        };
        let mut naming = Naming::new(&self.place);
        if let Err(error) = server.output.try_send(&message, &mut naming) {
            naming.take_back();
            server.calls.answer(call, Err(error));
        }
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        let Some(server) = self.server.upgrade() else { return };
        {
            let mut functions = lock(&self.place.functions);
            // Another may have taken the number since.
            if functions.get(&self.number).is_some_and(|known| Arc::ptr_eq(&known.sent, &self.sent)) {
                functions.remove(&self.number);
            }
        }
        if !self.place.is_closed() {
            let count = self.sent.load(Ordering::Acquire);
            let dropped = ToHost::Dropped { session: self.place.number, number: self.number, count };
            server.output.send_without_waiting(&dropped, false);
        }
    }
}

impl Calls {
    fn begin(&self, pending: Pending) -> u64 {
        let call = self.last.fetch_add(1, Ordering::Relaxed) + 1;
        lock(&self.pending).insert(call, pending);
        call
    }

    /// Gives Python the answer to a call, if that waits for one.
    pub(super) fn answer(&self, call: u64, outcome: Result<Value>) {
        let pending = lock(&self.pending).remove(&call);
        if let Some(pending) = pending {
            (pending.answer)(outcome);
        }
    }

    /// Where requests within a call are made.
    pub(super) fn scope(&self, call: u64) -> Option<Scope> {
        if call == 0 {
            return None;
        }
        lock(&self.pending).get(&call).and_then(|pending| pending.scope.clone())
    }

    /// The session of a call.
    pub(super) fn place(&self, call: u64) -> Option<Arc<Place>> {
        lock(&self.pending).get(&call).map(|pending| Arc::clone(&pending.place))
    }

    pub(super) fn count(&self) -> usize {
        lock(&self.pending).len()
    }

    /// Answers what a session that was closed has called.
    pub(super) fn end_those_of(&self, place: &Arc<Place>) {
        let ended: Vec<Pending> = {
            let mut pending = lock(&self.pending);
            pending.extract_if(|_, call| Arc::ptr_eq(&call.place, place)).map(|(_, call)| call).collect()
        };
        ended.into_iter().for_each(|call| (call.answer)(Err(closed())));
    }
}

fn closed() -> Error {
    Error::SessionLost { reason: "it was closed".to_owned() }
}
