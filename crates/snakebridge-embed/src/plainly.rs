//! Evaluating plain calls at once.

use crate::bounds::{self, Bounds};
use crate::directly::Come;
use crate::interpreter::{Embedded, Outcome};
use crate::python::{self, Python, attach, evaluate_plain, is_exclusive};
use snakebridge_core::engine::{Owner, Plain, Plainly};
use snakebridge_core::{Array, Result, Want};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

impl Embedded {
    /// Evaluates a plain call that has no bounds, without anything around it that it does not need.
    #[inline]
    pub(crate) fn evaluate_at_once(&self, plain: &Plain, want: Want, owner: &Arc<Owner>) -> Plainly {
        let Some(direct) = &self.adapter().direct else { return Plainly::Declined };
        // An interrupt is let in only by the way that knows how.
        if self.closed.load(Ordering::Acquire) || python::gone().is_some() || bounds::is_watched() {
            return Plainly::Declined;
        }
        let array = |python: Python<'_>, array: &Array| self.copied(python, array);
        // Apart from what is returned, which is in registers that way.
        let mut slow = None;
        let plainly = attach(|python| {
            python.breathe();
            self.tell_released(python);
            let _in_flight = self.plain_in_flight.enter(python);
            let made = evaluate_plain(python, plain, || direct.of(&self.objects, owner, &array));
            let made = match made {
                Ok(result) if want == Want::Object => Ok(result),
                Ok(result) => match python.read_plainly(&result) {
                    Some(plainly) => {
                        result.let_go(python);
                        self.tell_dropped(python);
                        return plainly;
                    }
                    None => Ok(result),
                },
                raised => raised,
            };
            let come = self.come(python, made, want, owner);
            if let Ok((Outcome::Value(value), _)) = come {
                return Plainly::Value(Box::new(value));
            }
            slow = Some(Box::new(come));
            Plainly::Declined
        });
        match slow {
            None => plainly,
            Some(come) => self.conclude_slowly(*come, owner),
        }
    }

    #[cold]
    fn conclude_slowly(&self, come: Result<Come>, owner: &Arc<Owner>) -> Plainly {
        let _in_flight = self.enter();
        match self.conclude(come, false, &Bounds::default(), owner) {
            Ok(value) => Plainly::Value(Box::new(value)),
            Err(error) => Plainly::Failed(Box::new(error)),
        }
    }
}

/// How many plain calls are under way. Only attached threads count, which saves most of what atomic counting takes.
#[derive(Debug, Default)]
pub(crate) struct PlainCalls(AtomicUsize);

impl PlainCalls {
    #[inline]
    fn enter<'a>(&'a self, python: Python<'a>) -> PlainCall<'a> {
        let exclusive = is_exclusive();
        self.add(python, exclusive, 1);
        PlainCall(self, python, exclusive)
    }

    #[inline]
    fn add(&self, _attached: Python<'_>, exclusive: bool, number: usize) {
        if exclusive {
            self.0.store(self.0.load(Ordering::Relaxed).wrapping_add(number), Ordering::Release);
        } else {
            self.0.fetch_add(number, Ordering::AcqRel);
        }
    }

    pub(crate) fn count(&self) -> usize {
        self.0.load(Ordering::Acquire)
    }
}

struct PlainCall<'a>(&'a PlainCalls, Python<'a>, bool);

impl Drop for PlainCall<'_> {
    #[inline]
    fn drop(&mut self) {
        self.0.add(self.1, self.2, usize::MAX);
    }
}
