//! [`Source`]: pulls items from an iterator in Python.

use super::batch::Batch;
use crate::engine::{Ask, Exchange, Reply, Then};
use crate::terms::Terms;
use crate::{Call, Callback, Error, Object, Result, ToPy, Value, Want};
use std::collections::VecDeque;
use std::fmt::{self, Debug, Formatter};
use std::sync::Arc;
use std::task::{Context, Poll, ready};

/// Pulls items from an iterator in Python.
pub(super) struct Source {
    /// `None` when it is exhausted.
    iterator: Option<Object>,
    want: Want,
    terms: Terms,
    batch: Batch,
    /// The pull under way.
    exchange: Option<Box<dyn Exchange>>,
    /// What was read ahead.
    ahead: VecDeque<Value>,
    /// What comes after that.
    failure: Option<Error>,
}

impl Source {
    pub(super) fn new(iterator: Object, want: Want, terms: Terms) -> Self {
        Self {
            iterator: Some(iterator),
            want,
            terms,
            batch: Batch::growing(),
            exchange: None,
            ahead: VecDeque::new(),
            failure: None,
        }
    }

    pub(super) fn fix_batch(&mut self, size: u32) {
        self.batch.fix(size);
    }

    pub(super) fn next(&mut self) -> Option<Result<Value>> {
        loop {
            match self.step() {
                Step::Item(item) => return item,
                Step::Pull => {
                    let reply = self.exchange.as_mut()?.wait();
                    self.receive(reply);
                }
            }
        }
    }

    pub(super) fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Value>>> {
        loop {
            match self.step() {
                Step::Item(item) => return Poll::Ready(item),
                Step::Pull => {
                    let Some(exchange) = &mut self.exchange else { return Poll::Ready(None) };
                    let reply = ready!(exchange.poll(context));
                    self.receive(reply);
                }
            }
        }
    }

    /// The next item if it is there, else there is a pull to wait for.
    fn step(&mut self) -> Step {
        if let Some(item) = self.ahead.pop_front() {
            return Step::Item(Some(Ok(item)));
        }
        if self.exchange.is_none() {
            if let Some(error) = self.failure.take() {
                return Step::Item(Some(Err(error)));
            }
            let Some(iterator) = &self.iterator else { return Step::Item(None) };
            match pull(iterator, self.batch.begin(), self.want, &self.terms) {
                Ok(exchange) => self.exchange = Some(exchange),
                Err(error) => {
                    self.iterator = None;
                    return Step::Item(Some(Err(error)));
                }
            }
        }
        Step::Pull
    }

    fn receive(&mut self, reply: Result<Reply>) {
        match reply {
            Ok(Reply::Items(items, then)) => {
                self.batch.receive(items.len());
                self.ahead.extend(items);
                match then {
                    Then::More => return,
                    Then::Paused => self.batch.end(),
                    Then::Ended => self.iterator = None,
                }
            }
            Ok(Reply::Value(_)) => {
                let message = "a pull was answered with the value of a call";
                self.fail(Error::Protocol(message.to_owned()));
            }
            Err(error) => self.fail(error),
        }
        self.exchange = None;
    }

    /// An iterator that raised is exhausted.
    fn fail(&mut self, error: Error) {
        self.iterator = None;
        self.failure = Some(error);
    }

    /// A Python iterator of all that is still to come.
    pub(super) fn into_iterator(mut self) -> Result<Value> {
        while let Some(exchange) = &mut self.exchange {
            let reply = exchange.wait();
            self.receive(reply);
        }
        let failure = self.failure.take();
        match (self.iterator.take(), self.ahead.is_empty(), &failure) {
            (Some(iterator), true, None) => Ok(Value::Object(iterator)),
            (iterator, _, _) => {
                let ahead = Value::List(std::mem::take(&mut self.ahead).into());
                let mut chain = Call::to("itertools.chain").arg(ahead);
                if let Some(iterator) = iterator {
                    chain = chain.arg(iterator);
                }
                if let Some(failure) = failure {
                    chain = chain.arg(Callback::iterator(std::iter::once(Err::<(), _>(failure))));
                }
                chain.into_value()
            }
        }
    }
}

enum Step {
    Item(Option<Result<Value>>),
    Pull,
}

fn pull(iterator: &Object, count: u32, want: Want, terms: &Terms) -> Result<Box<dyn Exchange>> {
    let owner = iterator.owner();
    let expr = crate::Expr::Object(iterator.clone());
    let bounds = terms.settle(owner.deadlines(), &expr);
    owner.begin(Ask::Pull { iterator, count, want }, bounds)
}

/// Lets go of the iterator at once: a generator's `finally` is not to wait for the next call.
impl Drop for Source {
    fn drop(&mut self) {
        self.exchange = None;
        self.ahead.clear();
        if let Some(iterator) = self.iterator.take() {
            let owner = Arc::clone(iterator.owner());
            drop(iterator);
            owner.interpreter().flush();
        }
    }
}

impl Debug for Source {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.iterator {
            Some(iterator) => write!(f, "{iterator:?}, {} read ahead", self.ahead.len()),
            None => write!(f, "{} left", self.ahead.len()),
        }
    }
}
