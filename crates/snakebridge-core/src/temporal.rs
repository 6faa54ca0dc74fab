//! Python's `datetime` module as plain data: exact, and with no calendar beyond what validates.

mod convert;
mod date;
mod datetime;
mod delta;
mod time;
mod zone;

#[cfg(any(feature = "chrono", feature = "jiff"))]
pub(crate) use convert::instant;
pub use date::Date;
pub use datetime::DateTime;
pub use delta::Delta;
pub use time::Time;
pub use zone::{Offset, Zone};

use crate::ConversionError;
use std::fmt::Display;
use std::ops::RangeInclusive;

/// `value` as the type that holds it, if it is in the range.
fn within<T, U>(value: T, range: RangeInclusive<T>, what: &'static str) -> Result<U, ConversionError>
where
    T: PartialOrd + Display + Copy,
    U: TryFrom<T>,
{
    let fits = U::try_from(value).ok().filter(|_| range.contains(&value));
    fits.ok_or_else(|| {
        let expected = format!("{what} in {}..={}", range.start(), range.end());
        ConversionError::because(expected, value.to_string())
    })
}
