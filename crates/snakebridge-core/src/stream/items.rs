//! [`Items`]: what a `for` loop over an object goes through.

use super::Stream;
use crate::{Error, FromPy, Object, Result};
use std::fmt::{self, Debug, Formatter};
use std::iter::FusedIterator;

/// The items of an object in a `for` loop: a [`Stream`] that tells as its first item if the object cannot be iterated over.
///
/// ```no_run
/// # use snakebridge_core::Call;
/// # fn main() -> snakebridge_core::Result<()> {
/// let counts = Call::to("collections.Counter").arg("abracadabra").object()?;
/// for letter in counts.iter::<String>() {
///     println!("{}", letter?);
/// }
/// for letter in &counts {
///     println!("{}", letter?); // an `Object`
/// }
/// # Ok(())
/// # }
/// ```
#[must_use = "an iterator gives nothing until it is iterated over"]
pub struct Items<T>(State<T>);

enum State<T> {
    Open(Stream<T>),
    Failed(Option<Error>),
}

impl Object {
    /// What it iterates over, for a `for` loop: as [`Object::stream`], with an error at the start as the first item.
    ///
    /// ```no_run
    /// # use snakebridge_core::Call;
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let range = Call::to("builtins.range").arg(9).object()?;
    /// let total: i64 = range.iter::<i64>().sum::<snakebridge_core::Result<i64>>()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn iter<T: FromPy>(&self) -> Items<T> {
        Items(match self.stream() {
            Ok(stream) => State::Open(stream),
            Err(error) => State::Failed(Some(error)),
        })
    }
}

impl<T: FromPy> Iterator for Items<T> {
    type Item = Result<T>;

    fn next(&mut self) -> Option<Result<T>> {
        match &mut self.0 {
            State::Open(stream) => stream.next(),
            State::Failed(error) => error.take().map(Err),
        }
    }
}

impl<T: FromPy> FusedIterator for Items<T> {}

impl IntoIterator for &Object {
    type Item = Result<Object>;
    type IntoIter = Items<Object>;

    fn into_iter(self) -> Items<Object> {
        self.iter()
    }
}

impl<T> Debug for Items<T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.0 {
            State::Open(stream) => Debug::fmt(stream, f),
            State::Failed(error) => write!(f, "Items({error:?})"),
        }
    }
}
