//! [`Requests`]: what the host has asked and was not answered yet.

use super::Server;
use super::sessions::{Naming, Place, lock};
use super::tasks::Task;
use crate::message::{Answer, Ask, Item, Terms, ToHost};
use snakebridge_core::engine::Then;
use snakebridge_core::host::{Inquiry, Pull};
use snakebridge_core::{CancelToken, Error, Expr, Result, Scope, Scoped, Value, Want};
use std::collections::HashMap;
use std::future::Future;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// How long the thread that reads waits itself for the answer to a request that comes alone. Most come sooner, and are spared being handed from
/// thread to thread.
const EAGERNESS: Duration = Duration::from_micros(60);

/// By the host's number.
#[derive(Default)]
pub(super) struct Requests(Mutex<HashMap<u64, InFlight>>);

struct InFlight {
    place: Arc<Place>,
    cancel: CancelToken,
    task: Arc<Task>,
}

/// A request, as it was read.
pub(super) struct Question {
    pub(super) id: u64,
    pub(super) session: u64,
    pub(super) within: u64,
    pub(super) ask: Ask,
    pub(super) terms: Terms,
}

/// What answers a request.
enum Work {
    Inquiry(Box<Inquiry>),
    Pull(Pull),
    Facts,
}

/// The right and the duty to answer a request. Dropped unused, the answer is that it was cancelled.
struct Ticket {
    server: Arc<Server>,
    place: Arc<Place>,
    id: u64,
    pairs: bool,
    answered: bool,
}

impl Server {
    /// Begins to answer a request; `alone` if no other message is there yet.
    pub(super) fn ask(self: &Arc<Self>, question: Question, alone: bool) {
        let Question { id, session, within, ask, terms } = question;
        let place = self.place(session);
        let ticket = Ticket {
            server: Arc::clone(self),
            place: Arc::clone(&place),
            id,
            pairs: terms.pairs,
            answered: false,
        };
        let cancel = CancelToken::new();
        let scope = self.calls.scope(within);
        match self.work(&place, ask, &terms, &cancel) {
            Err(error) => ticket.answer(Err(error)),
            Ok(Work::Inquiry(mut inquiry)) => {
                if alone && self.requests.is_empty() {
                    let _entered = scope.as_ref().map(Scope::enter);
                    if let Some(outcome) = inquiry.wait_until(Instant::now() + EAGERNESS) {
                        return ticket.answer(outcome);
                    }
                }
                let work = async move { ticket.answer(inquiry.await) };
                self.await_it(id, place, cancel, scope, work);
            }
            Ok(Work::Pull(mut pull)) => {
                let work = async move { ticket.answer_items(&mut pull).await };
                self.await_it(id, place, cancel, scope, work);
            }
            Ok(Work::Facts) => {
                let session = place.session();
                let work = async move {
                    let facts = blocking::unblock(move || session.and_then(|session| session.facts())).await;
                    ticket.answer(facts.map(dict_of));
                };
                self.await_it(id, place, cancel, scope, work);
            }
        }
    }

    fn work(&self, place: &Place, ask: Ask, terms: &Terms, cancel: &CancelToken) -> Result<Work> {
        let deadline = match (&terms.deadline, &terms.profile) {
            (Some(deadline), _) => Some(*deadline),
            (None, Some(profile)) => Some(self.pools.profile(profile)?),
            (None, None) => None,
        };
        let call = |expr: Expr| {
            let call = place.call(expr)?.cancel_with(cancel);
            let call = if terms.awaiting { call.awaited() } else { call };
            Ok::<_, Error>(match deadline {
                Some(allowed) => call.deadline(allowed),
                None => call,
            })
        };
        let evaluate = |call, want| Work::Inquiry(Box::new(Inquiry::evaluate(call, want)));
        Ok(match ask {
            Ask::Value(expr) => evaluate(call(expr)?, Want::Value),
            Ask::Object(expr) => evaluate(call(expr)?, Want::Object),
            Ask::Nothing(expr) => evaluate(call(expr)?, Want::Nothing),
            Ask::Iterate(expr) => Work::Inquiry(Box::new(Inquiry::iterate(call(expr)?))),
            Ask::Pull { item, iterator, count } => {
                let want = match item {
                    Item::Value => Want::Value,
                    Item::Object => Want::Object,
                };
                let pull = Pull::new(iterator, count, want).cancel_with(cancel);
                Work::Pull(deadline.into_iter().fold(pull, Pull::deadline))
            }
            Ask::Facts => Work::Facts,
        })
    }

    fn await_it(
        &self,
        id: u64,
        place: Arc<Place>,
        cancel: CancelToken,
        scope: Option<Scope>,
        work: impl Future<Output = ()> + Send + 'static,
    ) {
        let task = self.tasks.prepare();
        let in_flight = InFlight { place, cancel, task: Arc::clone(&task) };
        lock(&self.requests.0).insert(id, in_flight);
        let _entered = scope.as_ref().map(Scope::enter);
        match Scoped::here(work) {
            Ok(scoped) => self.tasks.spawn(&task, scoped),
            Err(work) => self.tasks.spawn(&task, work),
        }
    }
}

fn dict_of(facts: Vec<(&'static str, String)>) -> Value {
    Value::Dict(facts.into_iter().map(|(name, fact)| (name.into(), fact.into())).collect())
}

impl Ticket {
    fn answer(mut self, outcome: Result<Value>) {
        self.end();
        match outcome {
            Ok(value) => self.send(&Answer::Value(&value)),
            Err(error) => self.send(&Answer::Error(&error)),
        }
    }

    async fn answer_items(mut self, pull: &mut Pull) {
        loop {
            match pull.next().await {
                Ok(Some((items, Then::More))) => self.send(&Answer::Items(&items, Then::More)),
                Ok(Some((items, then))) => {
                    self.end();
                    return self.send(&Answer::Items(&items, then));
                }
                Ok(None) => return,
                Err(error) => return self.answer(Err(error)),
            }
        }
    }

    /// From now on the number is the host's again, which may use it as soon as it has the answer.
    fn end(&mut self) {
        self.answered = true;
        lock(&self.server.requests.0).remove(&self.id);
    }

    fn send(&self, answer: &Answer<'_>) {
        let mut naming = Naming::new(&self.place);
        let Err(error) = self.try_send(answer, &mut naming) else { return };
        naming.take_back();
        // A message about what cannot be sent can be.
        let _sent = self.try_send(&Answer::Error(&error), &mut Naming::new(&self.place));
    }

    fn try_send(&self, answer: &Answer<'_>, naming: &mut Naming<'_>) -> Result<()> {
        let (id, pairs) = (self.id, self.pairs);
        self.server.output.try_send(&ToHost::Answer { id, pairs, answer }, naming)
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        if !self.answered {
            self.end();
            self.send(&Answer::Error(&Error::Cancelled));
        }
    }
}

impl Requests {
    fn is_empty(&self) -> bool {
        lock(&self.0).is_empty()
    }

    pub(super) fn count(&self) -> usize {
        lock(&self.0).len()
    }

    /// Whether a request has this number.
    pub(super) fn has(&self, id: u64) -> bool {
        lock(&self.0).contains_key(&id)
    }

    /// Tells a request to end; its worker is killed if that does not help.
    pub(super) fn cancel(&self, id: u64) {
        let cancel = lock(&self.0).get(&id).map(|request| request.cancel.clone());
        cancel.into_iter().for_each(|cancel| cancel.cancel());
    }

    /// Gives up the requests of a session: they are told to end, and nobody is killed for it, since others may live there.
    pub(super) fn end_those_of(&self, place: &Arc<Place>) {
        self.end_where(|request| Arc::ptr_eq(&request.place, place));
    }

    pub(super) fn end_all(&self) {
        self.end_where(|_| true);
    }

    fn end_where(&self, is_over: impl Fn(&InFlight) -> bool) {
        let over: Vec<InFlight> = {
            let mut requests = lock(&self.0);
            requests.extract_if(|_, request| is_over(request)).map(|(_, request)| request).collect()
        };
        over.iter().for_each(|request| request.task.abort());
    }
}
