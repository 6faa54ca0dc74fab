//! Evaluating plain expressions without writing them down.

use crate::adapter::{ForDirect, outcome};
use crate::bounds::{self, Bounds, Watch};
use crate::exchange::wait_for_answer;
use crate::interpreter::{Embedded, Outcome, value_of};
use crate::python::{self, Direct, Made, PyResult, Python, attach};
use crate::runtime;
use snakebridge_core::engine::{Ask, Owner, Request};
use snakebridge_core::{Result, Value, Want};
use std::sync::Arc;

/// What is wanted, as flags.
const VALUE: i64 = 0;
const NOTHING: i64 = 2;

/// What an evaluation has come to, while this thread was attached.
pub(crate) enum Come {
    Value(Value),
    /// The adapter answers, maybe later: to this token.
    Answer(Outcome, u64),
}

impl ForDirect {
    /// With whose objects.
    #[inline]
    pub(crate) fn of<'a>(&'a self, owner: &'a Arc<Owner>) -> Direct<'a> {
        let Self { objects, resolve, framed, framed_with_keywords, builtins, sys } = self;
        let (framed, frame_watchers) = ([framed, framed_with_keywords], [builtins, sys]);
        Direct { owner, objects, resolve, framed, frame_watchers }
    }
}

impl Embedded {
    /// Evaluates on this thread without writing anything down, if that can be done: the value or the error.
    pub(crate) fn evaluate_directly(&self, request: &Request<'_>) -> Option<Result<Value>> {
        let Ask::Evaluate { expr, want: want @ (Want::Value | Want::Nothing), awaiting: false } = request.ask
        else {
            return None;
        };
        let direct = self.adapter().direct.as_ref()?;
        if !python::is_direct(expr, request.owner) {
            return None;
        }
        let bounds = Bounds::of(request);
        let direct = direct.of(request.owner);
        let (come, interrupted) = attach(|python| {
            self.tell_released(python);
            let evaluate = || direct.evaluate(python, expr).and_then(|result| python.read(result));
            let (made, interrupted) = if bounds.is_bounded() || bounds::is_watched() {
                let watch = Watch::begin(python, &bounds);
                (watch.run(python, evaluate), watch.was_interrupted())
            } else {
                (evaluate(), false)
            };
            (self.come(python, made, want), interrupted)
        });
        Some(self.conclude(come, interrupted, &bounds, request.owner))
    }

    /// What an evaluation has come to.
    #[inline]
    pub(crate) fn come(&self, python: Python<'_>, made: PyResult<Made>, want: Want) -> Result<Come> {
        match made {
            Ok(Made::Value(value)) => {
                self.tell_dropped(python);
                Ok(Come::Value(if want == Want::Nothing { Value::None } else { value }))
            }
            made => self.come_by_adapter(python, made, want),
        }
    }

    /// What is no value, the adapter answers.
    #[cold]
    fn come_by_adapter(&self, python: Python<'_>, made: PyResult<Made>, want: Want) -> Result<Come> {
        let answered = match made {
            Ok(Made::Value(value)) => return Ok(Come::Value(value)),
            Ok(Made::Object(result)) => (|| {
                let token = self.next_token();
                let flags = python.int(if want == Want::Nothing { NOTHING } else { VALUE })?;
                let arguments = [flags, result, python.int(token.cast_signed())?];
                Ok((self.adapter().finish.call(python, arguments)?, token))
            })(),
            Err(raised) => self.adapter().failed.call(python, [raised.0]).map(|answer| (answer, 0)),
        };
        let answered =
            answered.and_then(|(answer, token)| Ok(Come::Answer(outcome(python, &answer)?, token)));
        answered.map_err(|raised| runtime::broken(python, &raised))
    }

    /// The value or the error, on a thread that is not attached any more.
    #[inline]
    pub(crate) fn conclude(
        &self,
        come: Result<Come>,
        interrupted: bool,
        bounds: &Bounds,
        owner: &Arc<Owner>,
    ) -> Result<Value> {
        match come? {
            Come::Value(value) => Ok(value),
            Come::Answer(Outcome::Answer(answer), _) => {
                bounds.judge(interrupted, self.read(&answer, owner)).and_then(value_of)
            }
            Come::Answer(Outcome::Deferred, token) => {
                wait_for_answer(self, token, bounds, owner).and_then(value_of)
            }
        }
    }
}
