//! What awaits. Inside a coroutine it is awaited there; elsewhere a coroutine is made for it, so that all of it is evaluated in an
//! event loop.

use super::{Evaluator, Names, Result, Trouble};
use crate::case::{Node, WithNode};
use snakebridge::{Call, Callback, Expr, Object, Value};
use std::sync::Arc;

impl Evaluator {
    /// `await`
    pub(super) fn awaited(&self, of: &Arc<Node>, names: &Names) -> Result<Object> {
        let of = Arc::clone(of);
        self.in_coroutine(names, move |evaluator, names| {
            evaluator.complete(&of, names, |expr| evaluator.call(expr).awaited().object())
        })
    }

    /// `async with`, as the language reference spells it out.
    pub(super) fn async_with(&self, with: &Arc<WithNode>, names: &Names) -> Result<Object> {
        let with = Arc::clone(with);
        self.in_coroutine(names, move |evaluator, names| {
            let ended = evaluator.managed(&with, names, ["__aenter__", "__aexit__"], Call::awaited)?;
            Ok(evaluator.call(ended).object()?)
        })
    }

    /// As `take`, of an async iterator.
    pub(super) fn async_take(&self, of: &Arc<Node>, count: usize, names: &Names) -> Result<Object> {
        let of = Arc::clone(of);
        self.in_coroutine(names, move |evaluator, names| {
            let of = evaluator.object(&of, names)?;
            let special = |object: &Object, name: &'static str| {
                let class = evaluator.session.to("builtins.type").arg(object);
                class.attr(name).invoke().arg(object)
            };
            let iterator = special(&of, "__aiter__").object()?;
            let mut items = Vec::new();
            while items.len() < count {
                match special(&iterator, "__anext__").awaited().object() {
                    Ok(item) => items.push(Value::Object(item)),
                    Err(error) if error.is_instance("StopAsyncIteration") => break,
                    Err(error) => return Err(error.into()),
                }
            }
            Ok(evaluator.call(Expr::Value(Value::List(items))).object()?)
        })
    }

    /// Does the work within a coroutine: this one, or one that is made for it.
    fn in_coroutine(
        &self,
        names: &Names,
        work: impl Fn(&Self, &Names) -> Result<Object> + Send + Sync + 'static,
    ) -> Result<Object> {
        if self.in_coroutine {
            return work(self, names);
        }
        let (evaluator, names) = (self.inside(true), names.clone());
        let run = move || -> snakebridge::Result<Object> {
            work(&evaluator.inside(true), &names).map_err(Trouble::into_error)
        };
        let coroutine = Call::of(Callback::new(run).coroutine()).invoke();
        Ok(coroutine.in_session(&self.session).awaited().object()?)
    }
}
