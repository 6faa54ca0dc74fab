//! Evaluating plain expressions without writing them down.

use crate::adapter::{ForDirect, outcome};
use crate::bounds::{self, Bounds, Watch};
use crate::exchange::wait_for_answer;
use crate::interpreter::{Embedded, Outcome, value_of};
use crate::objects::Objects;
use crate::python::{self, Direct, Made, MakeArray, Py, PyResult, Python, attach};
use crate::runtime;
use snakebridge_core::engine::{Ask, Owner, Request};
use snakebridge_core::{Array, Result, Value, Want};
use snakebridge_wire::flags;
use std::sync::Arc;

/// What an evaluation has come to, while this thread was attached; if it is deferred, to this token.
pub(crate) type Come = (Outcome, u64);

impl ForDirect {
    /// With whose objects.
    #[inline]
    pub(crate) fn of<'a>(
        &'a self,
        objects: &'a Objects,
        owner: &'a Arc<Owner>,
        array: &'a MakeArray<'a>,
    ) -> Direct<'a> {
        let Self { resolve, framed, framed_with_keywords, builtins, sys, .. } = self;
        let (framed, frame_watchers) = ([framed, framed_with_keywords], [builtins, sys]);
        Direct { owner, objects, resolve, framed, frame_watchers, array }
    }
}

impl Embedded {
    /// Evaluates on this thread without writing anything down, if that can be done: the value or the error.
    pub(crate) fn evaluate_directly(&self, request: &Request<'_>) -> Option<Result<Value>> {
        let Ask::Evaluate { expr, want, awaiting: false } = request.ask else { return None };
        let want = want.reduced();
        if !matches!(want, Want::Value | Want::Object | Want::Nothing) {
            return None;
        }
        let for_direct = self.adapter().direct.as_ref()?;
        if !python::is_direct(expr, request.owner) {
            return None;
        }
        let bounds = Bounds::of(request);
        let array = |python: Python<'_>, array: &Array| self.copied(python, array);
        let direct = for_direct.of(&self.objects, request.owner, &array);
        let (come, interrupted) = attach(|python| {
            self.tell_released(python);
            let evaluate = || direct.evaluate(python, expr);
            let (made, interrupted) = if bounds.is_bounded() || bounds::is_watched() {
                let watch = Watch::begin(python, &bounds);
                (watch.run(python, evaluate), watch.was_interrupted())
            } else {
                (evaluate(), false)
            };
            (self.come(python, made, want, request.owner), interrupted)
        });
        Some(self.conclude(come, interrupted, &bounds, request.owner))
    }

    /// What an evaluation has come to. Apart, so that what is read at once has no more than it needs around it.
    #[inline(never)]
    pub(crate) fn come(
        &self,
        python: Python<'_>,
        made: PyResult<Py>,
        want: Want,
        owner: &Arc<Owner>,
    ) -> Result<Come> {
        let outcome = match made {
            Ok(result) => self.result(python, result, want, owner),
            Err(raised) => self
                .adapter()
                .failed
                .call(python, [raised.0])
                .and_then(|answer| outcome(python, &answer))
                .map(|outcome| (outcome, 0)),
        };
        outcome.map_err(|raised| runtime::broken(python, &raised))
    }

    /// A result, as it is wanted; by the adapter if nobody else knows how.
    fn result(&self, python: Python<'_>, result: Py, want: Want, owner: &Arc<Owner>) -> PyResult<Come> {
        let Some(direct) = &self.adapter().direct else { return self.finish(python, result, want) };
        let value = match want {
            Want::Object => Value::Object(self.object(python, &result, owner)?),
            // What is awaited comes to something else.
            _ if result.is_exactly(python, &direct.coroutine) => return self.finish(python, result, want),
            Want::Nothing => {
                drop(result);
                Value::None
            }
            _ => match python.read(result) {
                Made::Value(value) => value,
                Made::Object(result) => match self.by_value(python, result) {
                    Ok(array) => return Ok((Outcome::Value(array), 0)),
                    Err(result) => return self.finish(python, result, want),
                },
            },
        };
        self.tell_dropped(python);
        Ok((Outcome::Value(value), 0))
    }

    #[cold]
    fn finish(&self, python: Python<'_>, result: Py, want: Want) -> PyResult<Come> {
        let flags = flags::of_want(want);
        let token = self.next_token();
        let arguments = [python.int(flags.into())?, result, python.int(token.cast_signed())?];
        let answer = self.adapter().finish.call(python, arguments)?;
        Ok((outcome(python, &answer)?, token))
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
