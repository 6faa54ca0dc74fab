//! Conversions of the types of other crates, each behind the feature of that crate's name. What a type cannot hold exactly is a
//! [`ConversionError`](crate::ConversionError).

#[cfg(feature = "arrow")]
mod arrow;
#[cfg(feature = "arrow")]
pub use arrow::Tables;
#[cfg(feature = "chrono")]
mod chrono;
#[cfg(feature = "jiff")]
mod jiff;
#[cfg(feature = "ndarray")]
mod ndarray;
#[cfg(feature = "num-complex")]
mod num_complex;
#[cfg(feature = "rust_decimal")]
mod rust_decimal;
#[cfg(feature = "uuid")]
mod uuid;

#[cfg(any(feature = "chrono", feature = "jiff"))]
mod clock {
    //! What `chrono` and `jiff` have in common: clocks that count nanoseconds and know no fold.

    use crate::{ConversionError, DateTime, Time, Zone};

    /// Whole microseconds: Python's clocks have no finer ones.
    pub(super) fn microsecond(nanosecond: u32) -> Result<u32, ConversionError> {
        if nanosecond.is_multiple_of(1000) {
            return Ok(nanosecond / 1000);
        }
        Err(ConversionError::because("whole microseconds", format!("{nanosecond} nanoseconds")))
    }

    /// The time, if it is nothing but a reading of a clock.
    pub(super) fn plain(time: &Time) -> Result<&Time, ConversionError> {
        match (time.zone(), time.fold()) {
            (Zone::Naive, false) => Ok(time),
            (Zone::Naive, true) => {
                Err(ConversionError::because("time without fold", format!("{time}, fold=1")))
            }
            _ => Err(ConversionError::because("naive time", time.to_string())),
        }
    }

    /// The offset in seconds, if it is one, and a whole number of them.
    pub(super) fn offset_seconds(datetime: &DateTime) -> Result<i32, ConversionError> {
        match datetime.zone() {
            Zone::Offset(offset) if offset.microseconds() == 0 => Ok(offset.seconds()),
            Zone::Offset(offset) => {
                Err(ConversionError::because("offset of whole seconds", offset.to_string()))
            }
            _ => Err(ConversionError::because("datetime with a fixed offset", datetime.to_string())),
        }
    }
}
