//! Calls of callbacks: Python asks, the host answers.

use super::{Sending, Worker};
use crate::connection::Severed;
use snakebridge_core::engine::{Owner, Within};
use snakebridge_core::{Arguments, Callback, Error, Expr, Result, Value};
use snakebridge_wire::{self as wire, Frame, Kind, Names, WireError};
use std::cell::RefCell;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Weak};

/// Bytes before the arguments: the number of the callback.
const NUMBER: usize = 8;

impl Worker {
    /// Answers a call in this thread, which waits for the request that it was made within.
    pub(super) fn answer_here(&self, frame: Frame) {
        let call = frame.header.id;
        let (callback, owner, arguments) = match self.called(&frame) {
            Ok(called) => called,
            Err(error) => return self.throw(call, error, None),
        };
        drop(frame);
        let worker = Weak::clone(&self.this);
        let answering = Arc::clone(&owner);
        let answer = move |outcome: Result<Value>| {
            // A worker that is gone needs no answer.
            if let Some(worker) = worker.upgrade() {
                worker.give(call, outcome, &answering);
            }
        };
        let within = Within::new(&owner, call);
        let run = || within.enter().map(|_entered| callback.answer(arguments, Box::new(answer)));
        match std::panic::catch_unwind(AssertUnwindSafe(run)) {
            Ok(Ok(())) => {}
            Ok(Err(error)) => self.throw(call, error, Some(&owner)),
            Err(panic) => self.throw(call, Error::panicked(&*panic), Some(&owner)),
        }
    }

    /// Answers a call that no thread waits for.
    pub(super) fn answer_elsewhere(&self, frame: Frame) {
        let Some(worker) = self.this.upgrade() else { return };
        blocking::unblock(move || worker.answer_here(frame)).detach();
    }

    /// Which callback is called, by whom, and with what.
    fn called(&self, frame: &Frame) -> Result<(Callback, Arc<Owner>, Arguments)> {
        let garbled = |what: &str| self.severed(Severed::Garbled(format!("a call of a callback {what}")));
        let Some((number, _)) = frame.payload.split_first_chunk::<NUMBER>() else {
            return Err(garbled("names none"));
        };
        let payload = frame.payload.slice(NUMBER..);
        let (callback, owner) = match self.lent.find_callback(u64::from_le_bytes(*number)) {
            Some((callback, Some(owner))) => (callback, owner),
            found => {
                self.let_go(Kind::Call, &payload);
                // Python told that it is gone, and calls it all the same: what it calls is a copy.
                let gone = || Error::Usage("this callback is gone: Python let go of it before".to_owned());
                return Err(
                    found.map_or_else(gone, |_| Error::SessionLost { reason: "it was dropped".to_owned() })
                );
            }
        };
        let mut objects = self.adopting(&owner);
        let arguments = wire::decode_shared(&payload, &mut objects).map_err(|error: WireError| {
            if error.is_limit() { Error::Usage(error.to_string()) } else { garbled(&error.to_string()) }
        })?;
        let arguments = wire::call_arguments(arguments).map_err(garbled)?;
        Ok((callback, Arc::clone(&owner), arguments))
    }

    /// Tells Python what a callback came to.
    fn give(&self, call: u32, outcome: Result<Value>, owner: &Arc<Owner>) {
        match outcome {
            Ok(value) => {
                if let Err(error) = self.send_answer(Kind::Return, call, &Expr::from(value), owner) {
                    self.throw(call, error, Some(owner));
                }
            }
            Err(error) => self.throw(call, error, Some(owner)),
        }
    }

    /// Has an error raised in Python: an exception as what it is, any other as one that finds its way back.
    fn throw(&self, call: u32, error: Error, owner: Option<&Arc<Owner>>) {
        if let Some(owner) = owner {
            let raised = match &error {
                Error::Python(exception) => exception.object.clone().map(Expr::Object),
                Error::Raise(expr) => Some((**expr).clone()),
                _ => None,
            };
            // An exception of another session cannot be sent, and goes the other way.
            if raised.is_some_and(|expr| self.send_answer(Kind::Throw, call, &expr, owner).is_ok()) {
                return;
            }
        }
        let message = error.to_string();
        let number = self.lent.error(error);
        let compose = |out: &mut Vec<u8>| wire::encode_host_error(call, number, "HostError", &message, out);
        match self.connection.send_without_waiting(compose) {
            Ok(true) => self.serve(),
            Ok(false) => {}
            Err(severed) => drop(self.severed(severed)),
        }
    }

    fn send_answer(&self, kind: Kind, call: u32, expr: &Expr, owner: &Arc<Owner>) -> Result<()> {
        let names = Sending { worker: self, owner, counted: RefCell::default() };
        let mut refused = None;
        let compose = |out: &mut Vec<u8>| refused = wire::encode_answer(kind, call, expr, &names, out).err();
        // Whoever answers may be the one thread of many callbacks, and must not wait for a worker that reads late.
        let sent = self.connection.send_without_waiting(compose);
        if refused.is_some() || sent.is_err() {
            names.take_back();
        } else if !names.counted.borrow().is_empty() || matches!(sent, Ok(true)) {
            self.serve();
        }
        if let Err(severed) = sent {
            // Python, which waits for the answer, is gone: whoever asked it is told.
            self.severed(severed);
        }
        refused.map_or(Ok(()), Err)
    }
}
