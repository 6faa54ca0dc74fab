//! Evaluating plain expressions without writing them down.

use crate::adapter::{ForDirect, outcome};
use crate::bounds::{self, Bounds, Watch};
use crate::exchange::wait_for_answer;
use crate::interpreter::{Embedded, Outcome, value_of};
use crate::python::{self, Direct, Made, MakeArray, PyResult, Python, attach};
use crate::runtime;
use snakebridge_core::engine::{Ask, Owner, Request};
use snakebridge_core::{Array, Result, Value, Want};
use std::sync::Arc;

/// What is wanted, as flags.
const VALUE: u8 = 0;
const NOTHING: u8 = 2;

/// What an evaluation has come to, while this thread was attached; if it is deferred, to this token.
pub(crate) type Come = (Outcome, u64);

impl ForDirect {
    /// With whose objects.
    #[inline]
    pub(crate) fn of<'a>(&'a self, owner: &'a Arc<Owner>, array: &'a MakeArray<'a>) -> Direct<'a> {
        let Self { objects, resolve, framed, framed_with_keywords, builtins, sys } = self;
        let (framed, frame_watchers) = ([framed, framed_with_keywords], [builtins, sys]);
        Direct { owner, objects, resolve, framed, frame_watchers, array }
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
        let array = |python: Python<'_>, array: &Array| self.copied(python, array);
        let direct = direct.of(request.owner, &array);
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
                Ok((Outcome::Value(if want == Want::Nothing { Value::None } else { value }), 0))
            }
            made => self.come_otherwise(python, made, want),
        }
    }

    /// What is no scalar: an array, or else the adapter answers.
    #[cold]
    fn come_otherwise(&self, python: Python<'_>, made: PyResult<Made>, want: Want) -> Result<Come> {
        let flags = if want == Want::Nothing { NOTHING } else { VALUE };
        let answered = match made {
            Ok(Made::Value(value)) => return Ok((Outcome::Value(value), 0)),
            Ok(Made::Object(result)) => match self.by_value(python, flags, result) {
                Ok(array) => return Ok((Outcome::Value(array), 0)),
                Err(result) => (|| {
                    let token = self.next_token();
                    let arguments = [python.int(flags.into())?, result, python.int(token.cast_signed())?];
                    Ok((self.adapter().finish.call(python, arguments)?, token))
                })(),
            },
            Err(raised) => self.adapter().failed.call(python, [raised.0]).map(|answer| (answer, 0)),
        };
        let answered = answered.and_then(|(answer, token)| Ok((outcome(python, &answer)?, token)));
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
        let (outcome, token) = come?;
        let reply = match outcome {
            Outcome::Value(value) => return Ok(value),
            Outcome::Answer(answer) => bounds.judge(interrupted, self.read(&answer, owner)),
            Outcome::Deferred => wait_for_answer(self, token, bounds, owner),
        };
        reply.and_then(value_of)
    }
}
