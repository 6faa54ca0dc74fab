//! [`Stream`] and [`AsyncStream`]: what Python iterates over, item by item.

mod batch;
mod items;
mod source;

pub use items::Items;

use crate::asking::Asking;
use crate::terms::Goal;
use crate::{Call, ConversionError, FromPy, Object, Result, ToPy, Value, Want};
use source::Source;
use std::fmt::{self, Debug, Formatter};
use std::iter::FusedIterator;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

/// The items of a Python iterable: an iterator, a generator (an async one, too), a file ... They come in batches that grow from one item to many, so that
/// the first is there at once and a million take few round trips.
///
/// An exception comes after the items before it, and is the last item; an item that is no `T` is an error in its place, and the
/// stream goes on. Dropping the stream early releases the iterator at once, which closes a generator.
///
/// It is an argument, too: the iterator, no item lost.
///
/// ```no_run
/// # use snakebridge_core::Call;
/// # fn main() -> snakebridge_core::Result<()> {
/// for pair in Call::to("itertools.combinations").arg("abc").arg(2).stream::<(String, String)>()? {
///     let (left, right) = pair?;
///     println!("{left}{right}");
/// }
/// # Ok(())
/// # }
/// ```
#[must_use = "a stream gives nothing until it is iterated over"]
pub struct Stream<T> {
    source: Source,
    item: PhantomData<fn() -> T>,
}

impl<R> Call<R> {
    /// Evaluates it and iterates over the result; see [`Stream`].
    ///
    /// # Errors
    /// As [`Call::call`]; also when the result is not iterable.
    ///
    /// ```no_run
    /// # use snakebridge_core::Call;
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let total: i64 = Call::to("builtins.range").arg(9).stream::<i64>()?.sum::<snakebridge_core::Result<i64>>()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn stream<T: FromPy>(&self) -> Result<Stream<T>> {
        let iterator = Object::from_value(self.evaluate(Goal::Iterate)?)?;
        Ok(Stream { source: Source::new(iterator, T::WANT, self.terms().clone()), item: PhantomData })
    }

    /// The same for async code: nothing happens until the first item is awaited; see [`AsyncStream`].
    ///
    /// ```no_run
    /// # use snakebridge_core::Call;
    /// # async fn example() -> snakebridge_core::Result<()> {
    /// let mut numbers = Call::to("builtins.range").arg(9).stream_async::<i64>();
    /// while let Some(number) = numbers.next().await {
    ///     println!("{}", number?);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn stream_async<T: FromPy>(&self) -> AsyncStream<T> {
        let asking = Asking::new(self.clone(), Goal::Iterate);
        AsyncStream { state: State::Opening(Box::new(asking)), batch: None, item: PhantomData }
    }
}

impl<T> Stream<T> {
    /// Asks for so many items at a time, from now on. With 1 Python is never ahead: an item is made when it is asked for.
    ///
    /// ```no_run
    /// # use snakebridge_core::Call;
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let mut events = Call::to("consumer.events").stream::<String>()?.batch(1);
    /// # Ok(())
    /// # }
    /// ```
    pub fn batch(mut self, count: u32) -> Self {
        self.source.fix_batch(count);
        self
    }

    /// The same for async code; nothing is lost.
    ///
    /// ```no_run
    /// # use snakebridge_core::Call;
    /// # async fn example() -> snakebridge_core::Result<()> {
    /// let mut lines = Call::to("builtins.open").arg("data.csv").stream::<String>()?;
    /// let header = lines.next();
    /// let first = lines.into_async().next().await;
    /// # Ok(())
    /// # }
    /// ```
    pub fn into_async(self) -> AsyncStream<T> {
        AsyncStream { state: State::Open(Box::new(self.source)), batch: None, item: PhantomData }
    }
}

impl<T: FromPy> Iterator for Stream<T> {
    type Item = Result<T>;

    fn next(&mut self) -> Option<Result<T>> {
        self.source.next().map(read)
    }
}

impl<T: FromPy> FusedIterator for Stream<T> {}

fn read<T: FromPy>(item: Result<Value>) -> Result<T> {
    Ok(T::from_value(item?)?)
}

/// The iterator itself. If items were read ahead, Python gets them first. (Items of an async iterator that were read ahead cannot be given back; it is an
/// error in Python then.)
impl<T> ToPy for Stream<T> {
    fn into_value(self) -> Result<Value> {
        self.source.into_iterator()
    }
}

/// From anything that can be iterated over: the result of a call whose [default](crate::Call::call) is a stream. (That is one round trip more than [`Call::stream`],
/// which also lets the deadline and the token of the call hold for the items.)
impl<T: FromPy> FromPy for Stream<T> {
    const WANT: Want = Want::Object;

    fn from_value(value: Value) -> Result<Self, ConversionError> {
        let object = Object::from_value(value)?;
        let stream = Call::of(&object).stream();
        stream.map_err(|error| {
            ConversionError::because("iterable", format!("{} ({error})", object.type_name()))
        })
    }
}

impl<T> Debug for Stream<T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "Stream({:?})", self.source)
    }
}

/// A [`Stream`] for async code: a [`futures_core::Stream`], with whatever executor. Dropping it, and so dropping what awaits its next item for good, releases the iterator.
///
/// ```no_run
/// # use snakebridge_core::{AsyncStream, Call};
/// # async fn example() -> snakebridge_core::Result<()> {
/// let mut ticks: AsyncStream<i64> = Call::to("clock.ticks").stream_async();
/// while let Some(tick) = ticks.next().await {
///     println!("{}", tick?);
/// }
/// # Ok(())
/// # }
/// ```
#[must_use = "a stream gives nothing until it is iterated over"]
pub struct AsyncStream<T> {
    state: State,
    /// To be fixed when it is open.
    batch: Option<u32>,
    item: PhantomData<fn() -> T>,
}

enum State {
    Opening(Box<Asking>),
    Open(Box<Source>),
    Over,
}

impl<T: FromPy> AsyncStream<T> {
    /// As [`Stream::batch`].
    ///
    /// ```no_run
    /// # use snakebridge_core::Call;
    /// # async fn example() -> snakebridge_core::Result<()> {
    /// let mut events = Call::to("consumer.events").stream_async::<String>().batch(1);
    /// let first = events.next().await;
    /// # Ok(())
    /// # }
    /// ```
    pub fn batch(mut self, count: u32) -> Self {
        match &mut self.state {
            State::Open(source) => source.fix_batch(count),
            State::Opening(_) | State::Over => self.batch = Some(count),
        }
        self
    }

    /// The next item. Dropping this future loses nothing.
    ///
    /// ```no_run
    /// # use snakebridge_core::Call;
    /// # async fn example() -> snakebridge_core::Result<()> {
    /// let mut ticks = Call::to("clock.ticks").stream_async::<i64>();
    /// let first: Option<i64> = ticks.next().await.transpose()?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn next(&mut self) -> Option<Result<T>> {
        std::future::poll_fn(|context| self.poll(context)).await
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T>>> {
        loop {
            match &mut self.state {
                State::Opening(asking) => {
                    match ready!(asking.poll(context)).and_then(|value| Ok(Object::from_value(value)?)) {
                        Ok(iterator) => {
                            let mut source = Source::new(iterator, T::WANT, asking.terms().clone());
                            self.batch.into_iter().for_each(|count| source.fix_batch(count));
                            self.state = State::Open(Box::new(source));
                        }
                        Err(error) => {
                            self.state = State::Over;
                            return Poll::Ready(Some(Err(error)));
                        }
                    }
                }
                State::Open(source) => return source.poll_next(context).map(|item| item.map(read)),
                State::Over => return Poll::Ready(None),
            }
        }
    }
}

impl<T: FromPy> futures_core::Stream for AsyncStream<T> {
    type Item = Result<T>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<T>>> {
        self.poll(context)
    }
}

/// From an iterable or async iterable; what is not one shows with the first item.
impl<T: FromPy> FromPy for AsyncStream<T> {
    const WANT: Want = Want::Object;

    fn from_value(value: Value) -> Result<Self, ConversionError> {
        Ok(Call::of(Object::from_value(value)?).stream_async())
    }
}

impl<T> Debug for AsyncStream<T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.state {
            State::Opening(asking) => write!(f, "AsyncStream({asking:?})"),
            State::Open(source) => write!(f, "AsyncStream({source:?})"),
            State::Over => f.write_str("AsyncStream(over)"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pretend::{Pretend, block_on};
    use std::sync::atomic::Ordering;

    fn shown<T: Debug>(item: Option<Result<T>>) -> String {
        match item {
            Some(Ok(item)) => format!("{item:?}"),
            Some(Err(error)) => error.to_string(),
            None => "over".to_owned(),
        }
    }

    #[test]
    fn batches_grow_and_an_exception_comes_after_the_items_before_it() {
        let (fake, session) = Pretend::session();
        let all: Result<Vec<i64>> = session.to("range").arg(7).stream().unwrap().collect();
        assert_eq!(all.unwrap(), [0, 1, 2, 3, 4, 5, 6]);
        assert_eq!(fake.log(), ["pull 1", "pull 4", "pull 16"]);
        let mut failing = session.to("failing").arg(2).stream::<i64>().unwrap();
        let items: Vec<String> = (0..4).map(|_| shown(failing.next())).collect();
        assert_eq!(items, ["0", "1", "ValueError: failed", "over"]);
        drop(failing);
        assert_eq!(fake.released.lock().unwrap().len(), 2);
        assert_eq!(fake.flushed.load(Ordering::Acquire), 0);
    }

    #[test]
    fn dropping_early_releases_the_iterator_at_once() {
        let (fake, session) = Pretend::session();
        let mut endless = session.to("range").arg(i64::MAX).stream::<i64>().unwrap().batch(1);
        assert_eq!([shown(endless.next()), shown(endless.next())], ["0", "1"]);
        drop(endless);
        assert_eq!(fake.log(), ["pull 1", "pull 1"]);
        assert_eq!((fake.released.lock().unwrap().len(), fake.flushed.load(Ordering::Acquire)), (1, 1));
    }

    #[test]
    fn an_item_of_another_type_is_an_error_in_its_place() {
        let (_, session) = Pretend::session();
        let bools = session.to("range").arg(2).stream::<bool>().unwrap();
        let items: Vec<String> = bools.map(|item| shown(Some(item))).collect();
        assert_eq!(items, ["expected `bool`, found `int`"; 2]);
    }

    #[test]
    fn as_an_argument_nothing_is_lost() {
        let (_, session) = Pretend::session();
        let fresh = session.to("range").arg(9).stream::<i64>().unwrap();
        assert!(matches!(fresh.into_value().unwrap(), Value::Object(_)));
        let mut ahead = session.to("range").arg(9).stream::<i64>().unwrap().batch(3);
        ahead.next();
        let chained = Call::of(ahead).into_expr().unwrap().to_string();
        assert!(chained.starts_with("itertools.chain([1, 2], <fake.Thing"), "{chained}");
        let mut failed = session.to("failing").arg(2).stream::<i64>().unwrap().batch(3);
        failed.next();
        let chained = Call::of(failed).into_expr().unwrap().to_string();
        assert!(chained.starts_with("itertools.chain([1], builtins.map(<callback next>"), "{chained}");
    }

    #[test]
    fn async_streams_are_the_same() {
        let (fake, session) = Pretend::session();
        let mut stream = session.to("failing").arg(2).stream_async::<i64>().batch(2);
        let items: Vec<String> = block_on(async {
            let mut items = Vec::new();
            for _ in 0..4 {
                items.push(shown(stream.next().await));
            }
            items
        });
        assert_eq!(items, ["0", "1", "ValueError: failed", "over"]);
        assert_eq!(fake.log(), ["pull 2", "pull 2"]);
        let mut refused = session.to("range").arg(std::time::Duration::from_nanos(1)).stream_async::<i64>();
        assert!(block_on(refused.next()).unwrap().is_err());
        assert!(block_on(refused.next()).is_none());
    }
}
