//! Evaluating plain expressions without writing them down.

use crate::adapter::{ForDirect, outcome};
use crate::bounds::{self, Bounds, Watch};
use crate::exchange::wait_for_answer;
use crate::interpreter::{Embedded, Outcome, value_of};
use crate::python::{self, Direct, Made, Python, attach};
use crate::runtime;
use snakebridge_core::engine::{Ask, Request};
use snakebridge_core::{Array, Result, Value, Want};

/// What is wanted, as flags.
const VALUE: u8 = 0;
const NOTHING: u8 = 2;

impl Embedded {
    /// Evaluates on this thread without writing anything down, if that can be done: the value or the error.
    pub(crate) fn evaluate_directly(&self, request: &Request<'_>) -> Option<Result<Value>> {
        let Ask::Evaluate { expr, want: want @ (Want::Value | Want::Nothing), awaiting: false } = request.ask
        else {
            return None;
        };
        let ForDirect { objects, resolve, framed, framed_with_keywords, builtins, sys } =
            self.adapter().direct.as_ref()?;
        if !python::is_direct(expr, request.owner) {
            return None;
        }
        let bounds = Bounds::of(request);
        let (framed, frame_watchers) = ([framed, framed_with_keywords], [builtins, sys]);
        let array = |python: Python<'_>, array: &Array| self.copied(python, array);
        let direct = Direct { owner: request.owner, objects, resolve, framed, frame_watchers, array: &array };
        let (outcome, token, interrupted) = attach(|python| {
            self.tell_released(python);
            let evaluate = || direct.evaluate(python, expr).and_then(|result| python.read(result));
            let flags = if want == Want::Nothing { NOTHING } else { VALUE };
            let (made, interrupted) = if bounds.is_bounded() || bounds::is_watched() {
                let watch = Watch::begin(python, &bounds);
                (watch.run(python, evaluate), watch.was_interrupted())
            } else {
                (evaluate(), false)
            };
            let made = match made {
                Ok(Made::Object(result)) => Ok(match self.by_value(python, flags, result) {
                    Ok(value) => Made::Value(value),
                    Err(result) => Made::Object(result),
                }),
                made => made,
            };
            let answered = match made {
                Ok(Made::Value(value)) => {
                    self.tell_dropped(python);
                    let value = if want == Want::Nothing { Value::None } else { value };
                    return (Ok(Ok(value)), 0, interrupted);
                }
                Ok(Made::Object(result)) => (|| {
                    let token = self.next_token();
                    let arguments = [python.int(flags.into())?, result, python.int(token.cast_signed())?];
                    Ok((self.adapter().finish.call(python, arguments)?, token))
                })(),
                Err(raised) => self.adapter().failed.call(python, [raised.0]).map(|answer| (answer, 0)),
            };
            let answered = answered.and_then(|(answer, token)| Ok((outcome(python, &answer)?, token)));
            match answered {
                Ok((outcome, token)) => (Ok(Err(outcome)), token, interrupted),
                Err(raised) => (Err(runtime::broken(python, &raised)), 0, interrupted),
            }
        });
        let reply = match outcome {
            Ok(Ok(value)) => return Some(Ok(value)),
            Ok(Err(Outcome::Value(value))) => return Some(Ok(value)),
            Ok(Err(Outcome::Answer(answer))) => bounds.judge(interrupted, self.read(&answer, request.owner)),
            Ok(Err(Outcome::Deferred)) => wait_for_answer(self, token, &bounds, request.owner),
            Err(error) => Err(error),
        };
        Some(reply.and_then(value_of))
    }
}
