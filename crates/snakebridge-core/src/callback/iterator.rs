//! Rust iterators for Python.

use super::{Callback, Returned};
use crate::{Call, Error, Result, Value};
use std::iter::Fuse;
use std::sync::{Mutex, TryLockError};

impl Callback {
    /// A Rust iterator as a Python iterator: an unevaluated call to be an argument, or what a [`generator`](Self::generator) gives. Python asks
    /// for one item at a time, and nothing is read ahead; see [`iterator_in_batches`](Self::iterator_in_batches). The iterator is dropped when Python drops
    /// its end.
    ///
    /// There is one iterator: a clone of the call, or evaluating it again, goes on where it stands. An item may be a `Result`; its error is raised
    /// in Python.
    ///
    /// ```no_run
    /// use snakebridge_core::{Call, Callback};
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let squares = Callback::iterator((1..).map(|n: i64| n * n));
    /// let first: Vec<i64> = Call::to("builtins.list").arg(Call::to("itertools.islice").arg(squares).arg(3)).get()?;
    /// assert_eq!(first, [1, 4, 9]);
    /// # Ok(())
    /// # }
    /// ```
    pub fn iterator<I, M>(items: I) -> Call
    where
        I: Iterator<Item: Returned<M>> + Send + 'static,
    {
        let items = Mutex::new(items.fuse());
        let next = move |_: Value| exclusively(&items, |items| items.next().map(Returned::into_result));
        forever(Self::new(next).named("next"))
    }

    /// As [`iterator`](Self::iterator), but Python asks for `count` items at a time, which is quicker by far where items are small. The Rust iterator runs
    /// ahead of Python by as many; an error in it is raised after the items before it.
    ///
    /// ```no_run
    /// use snakebridge_core::{Call, Callback};
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let total: i64 = Call::to("builtins.sum").arg(Callback::iterator_in_batches(0..1_000_000_i64, 4096)).get()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn iterator_in_batches<I, M>(items: I, count: usize) -> Call
    where
        I: Iterator<Item: Returned<M>> + Send + 'static,
    {
        let state = Mutex::new((items.fuse(), None));
        let batch = move |_: Value| exclusively(&state, |(items, failed)| next_batch(items, failed, count));
        Call::to("itertools.chain.from_iterable").arg(forever(Self::new(batch).named("next_batch")))
    }
}

/// `next` again and again; `map` ends where it raises `StopIteration`. (`iter(next, sentinel)` would compare every item.)
fn forever(next: Callback) -> Call {
    Call::to("builtins.map").arg(next).arg(Call::to("itertools.repeat").arg(()))
}

fn next_batch<I, M>(items: &mut Fuse<I>, failed: &mut Option<Error>, count: usize) -> Option<Result<Value>>
where
    I: Iterator<Item: Returned<M>>,
{
    if let Some(error) = failed.take() {
        return Some(Err(error));
    }
    let mut batch = Vec::new();
    for item in items.take(count.max(1)) {
        match item.into_result() {
            Ok(item) => batch.push(item),
            Err(error) if batch.is_empty() => return Some(Err(error)),
            Err(error) => {
                *failed = Some(error);
                break;
            }
        }
    }
    (!batch.is_empty()).then_some(Ok(Value::List(batch)))
}

/// As with Python's generators: one thread at a time, and not from within itself.
fn exclusively<S>(state: &Mutex<S>, next: impl FnOnce(&mut S) -> Option<Result<Value>>) -> Result<Value> {
    let mut state = match state.try_lock() {
        Ok(state) => state,
        Err(TryLockError::Poisoned(state)) => state.into_inner(),
        Err(TryLockError::WouldBlock) => {
            return Err(Error::raise_new("builtins.ValueError", "the iterator is already executing"));
        }
    };
    next(&mut state).unwrap_or_else(|| Err(Error::raise(Call::to("builtins.StopIteration"))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn batches(items: Vec<Result<i64, String>>, count: usize) -> Vec<String> {
        let (mut items, mut failed) = (items.into_iter().fuse(), None);
        let batches = std::iter::from_fn(|| next_batch(&mut items, &mut failed, count));
        let shown = |batch: Value| crate::Expr::Value(batch).to_string();
        batches.map(|batch| batch.map_or_else(|error| error.to_string(), shown)).collect()
    }

    #[test]
    fn an_error_comes_after_the_items_before_it() {
        assert_eq!(batches(vec![Ok(1), Ok(2), Ok(3)], 2), ["[1, 2]", "[3]"]);
        assert_eq!(batches(vec![Ok(1), Err("no".to_owned()), Ok(3)], 5), ["[1]", "no", "[3]"]);
        assert_eq!(batches(vec![Err("no".to_owned())], 5), ["no"]);
        assert!(batches(vec![], 5).is_empty());
    }

    #[test]
    fn an_iterator_is_no_further_than_python_asks() {
        let asked = Mutex::new((0..).inspect(|n| assert!(*n < 2)).fuse());
        for expected in 0..2 {
            let item = exclusively(&asked, |items| items.next().map(Returned::into_result)).unwrap();
            assert_eq!(item, Value::Int(expected));
        }
        let _executing = asked.lock().unwrap();
        assert!(matches!(exclusively(&asked, |_| None), Err(Error::Raise(_))));
    }
}
