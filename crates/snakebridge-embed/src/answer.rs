//! Calls of callbacks: Python asks, the host answers.

use crate::bounds;
use crate::bulk::Placed;
use crate::interpreter::Embedded;
use crate::payloads::{Adopting, Sending};
use crate::python::{Py, PyResult, Python, Raised, attach};
use snakebridge_core::engine::{Answer, Owner, Within};
use snakebridge_core::{Arguments, Array, Callback, Error, Expr, Result, Value};
use snakebridge_wire::{self as wire, Header, Kind};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, mpsc};

/// What a callback came to, as the adapter takes it.
pub(crate) struct Answered {
    /// Whether it is an exception to be raised.
    failed: bool,
    /// An expression.
    payload: Vec<u8>,
    /// Live until the expression has been evaluated: the objects in it, and its arrays.
    _kept: Option<(Expr, Placed)>,
}

/// The number of all calls whose callbacks run on the thread that called: what those ask is evaluated there anyway.
pub(crate) const HERE: u32 = u32::MAX;

fn run(callback: &Callback, within: Within, arguments: Arguments, answer: Answer) -> Result<()> {
    let run = || within.enter().map(|_entered| callback.answer(arguments, answer));
    catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|panic| Err(Error::panicked(&*panic)))
}

/// What a callback comes to that runs on this thread.
fn answer_here(callback: &Callback, owner: &Arc<Owner>, arguments: Arguments) -> Result<Value> {
    let (sender, outcome) = mpsc::channel();
    let answer = move |result: Result<Value>| drop(sender.send(result));
    run(callback, Within::new(owner, HERE), arguments, Box::new(answer))?;
    // It may be answered by another thread.
    outcome.recv().unwrap_or(Err(Error::Cancelled))
}

impl Embedded {
    /// Answers a call on this thread, which is not attached.
    pub(crate) fn answer_call(&self, number: u64, payload: &[u8]) -> Answered {
        let (callback, owner, arguments) = match self.called(number, payload) {
            Ok(called) => called,
            Err(error) => return self.thrown(error, None),
        };
        self.answered(answer_here(&callback, &owner, arguments), &owner)
    }

    /// Answers a call on this thread, without anything being written down; `None`, and nothing has been called, where that cannot be done.
    pub(crate) fn call_directly(
        &self,
        python: Python<'_>,
        number: u64,
        arguments: &Py,
    ) -> PyResult<Option<Py>> {
        let Some(direct) = &self.adapter().direct else { return Ok(None) };
        // Who cannot be found is told of the long way.
        let Some((callback, Some(owner))) = self.lent.find_callback(number) else { return Ok(None) };
        let hold = |object: &Py| self.object(python, object, &owner).map(Value::Object);
        let Some(arguments) = python.read_arguments(arguments, callback.about().args, hold)? else {
            return Ok(None);
        };
        let arguments = Arguments::new(arguments, Vec::new());
        let _shut = bounds::shut(python);
        let outcome = python.detach(|| answer_here(&callback, &owner, arguments));
        if let Ok(value) = &outcome {
            let array = |python: Python<'_>, array: &Array| self.copied(python, array);
            if let Some(made) = direct.of(&self.objects, &owner, &array).make(python, value) {
                return made.map(Some);
            }
        }
        let answered = python.detach(|| self.answered(outcome, &owner));
        self.give(python, answered).map(Some)
    }

    /// Answers a call of a task, on a thread where others do not have to wait for it.
    pub(crate) fn answer_call_later(self: &Arc<Self>, number: u64, payload: &[u8], token: i64) {
        let (callback, owner, arguments) = match self.called(number, payload) {
            Ok(called) => called,
            Err(error) => return self.tell(token, &self.thrown(error, None)),
        };
        let (embedded, answering) = (Arc::clone(self), Arc::clone(&owner));
        let answer = move |result: Result<Value>| {
            let answer = embedded.answered(result, &answering);
            embedded.tell(token, &answer);
        };
        let within = Within::new(&owner, u32::try_from(token).unwrap_or(HERE));
        if let Err(error) = run(&callback, within, arguments, Box::new(answer)) {
            self.tell(token, &self.thrown(error, Some(&owner)));
        }
    }

    /// Which callback is called, by whom, and with what.
    fn called(&self, number: u64, payload: &[u8]) -> Result<(Callback, Arc<Owner>, Arguments)> {
        let garbled = |what: &str| Error::Protocol(format!("a call of a callback {what}"));
        let (callback, owner) = match self.lent.find_callback(number) {
            Some((callback, Some(owner))) => (callback, owner),
            found => {
                self.let_go(payload);
                // Python told that it is gone, and calls it all the same: what it calls is a copy.
                let gone = || Error::Usage("this callback is gone: Python let go of it before".to_owned());
                return Err(
                    found.map_or_else(gone, |_| Error::SessionLost { reason: "it was dropped".to_owned() })
                );
            }
        };
        let mut objects = Adopting { embedded: self, owner: &owner };
        let pair = wire::decode(payload, &mut objects).map_err(|error| {
            if error.is_limit() { Error::Usage(error.to_string()) } else { garbled(&error.to_string()) }
        })?;
        let arguments = wire::call_arguments(pair).map_err(garbled)?;
        Ok((callback, owner, arguments))
    }

    /// What a callback came to.
    fn answered(&self, outcome: Result<Value>, owner: &Arc<Owner>) -> Answered {
        match outcome {
            Ok(value) => {
                let expr = Expr::from(value);
                match self.encoded(Kind::Return, &expr, owner) {
                    Ok((payload, placed)) => Answered { failed: false, payload, _kept: Some((expr, placed)) },
                    Err(error) => self.thrown(error, Some(owner)),
                }
            }
            Err(error) => self.thrown(error, Some(owner)),
        }
    }

    /// An error that is raised in Python: an exception as what it is, any other as one that finds its way back.
    fn thrown(&self, error: Error, owner: Option<&Arc<Owner>>) -> Answered {
        if let Some(owner) = owner {
            let raised = match &error {
                Error::Python(exception) => exception.object.clone().map(Expr::Object),
                Error::Raise(expr) => Some((**expr).clone()),
                _ => None,
            };
            // An exception of another session cannot be sent, and goes the other way.
            if let Some(expr) = raised
                && let Ok((payload, placed)) = self.encoded(Kind::Throw, &expr, owner)
            {
                return Answered { failed: true, payload, _kept: Some((expr, placed)) };
            }
        }
        let message = error.to_string();
        self.has_lent.store(true, std::sync::atomic::Ordering::Relaxed);
        let number = self.lent.error(error);
        let mut frame = Vec::new();
        wire::encode_host_error(0, number, "HostError", &message, &mut frame);
        Answered { failed: true, payload: frame.split_off(Header::SIZE), _kept: None }
    }

    fn encoded(&self, kind: Kind, expr: &Expr, owner: &Arc<Owner>) -> Result<(Vec<u8>, Placed)> {
        let names = Sending::new(self, owner);
        let mut frame = Vec::new();
        match wire::encode_answer(kind, 0, expr, &names, &mut frame) {
            Ok(()) => Ok((frame.split_off(Header::SIZE), names.into_placed())),
            Err(error) => {
                wire::Names::take_back(&names);
                Err(error)
            }
        }
    }

    /// Has the answer evaluated by the thread that called, and returned or raised there.
    pub(crate) fn give(&self, python: Python<'_>, answer: Answered) -> PyResult<Py> {
        let result = self.adapter().evaluate.call(python, [python.bytes(&answer.payload)?])?;
        if answer.failed { Err(Raised(result)) } else { Ok(result) }
    }

    /// Tells the task that called.
    fn tell(&self, token: i64, answer: &Answered) {
        attach(|python| {
            let told = (|| {
                let arguments =
                    [python.int(token)?, python.int(answer.failed.into())?, python.bytes(&answer.payload)?];
                self.adapter().answered.call(python, arguments)
            })();
            // The adapter raises nothing here; out of memory, the task waits.
            drop(told);
        });
    }
}
