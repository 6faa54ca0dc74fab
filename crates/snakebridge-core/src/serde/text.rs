//! What stands for a value where serde asks for a string.

use crate::{ConversionError, Delta, Time, Value, Zone};

/// The text of a `str`, or the usual one of a value that has such.
pub(super) fn of(value: Value, expected: &'static str) -> Result<String, ConversionError> {
    match value {
        Value::Str(text) => Ok(text),
        Value::Wtf8(_) => Err(ConversionError::because("str of Unicode text", "str with lone surrogates")),
        Value::DateTime(datetime) => told(datetime.time()).map(|()| datetime.to_string()),
        Value::Date(date) => Ok(date.to_string()),
        Value::Time(time) => told(&time).map(|()| time.to_string()),
        Value::Delta(delta) => Ok(iso_8601(delta)),
        Value::Decimal(decimal) => Ok(decimal.to_string()),
        Value::Fraction(fraction) => Ok(fraction.to_string()),
        Value::Uuid(uuid) => Ok(uuid.to_string()),
        other => Err(ConversionError::new(expected, &other)),
    }
}

/// The second of two times that read the same has no string of its own, unless its offset tells them apart.
fn told(time: &Time) -> Result<(), ConversionError> {
    match time.zone() {
        Zone::Naive | Zone::Named(_) if time.fold() => {
            Err(ConversionError::because("time without fold", format!("{time}, fold=1")))
        }
        _ => Ok(()),
    }
}

/// A duration in nothing but seconds: not everyone who reads ISO 8601 takes a day for 24 hours.
fn iso_8601(delta: Delta) -> String {
    let total = delta.total_microseconds();
    let (sign, total) = (if total < 0 { "-" } else { "" }, total.unsigned_abs());
    let (seconds, microseconds) = (total / 1_000_000, total % 1_000_000);
    let fraction = if microseconds > 0 { format!(".{microseconds:06}") } else { String::new() };
    format!("{sign}PT{seconds}{}S", fraction.trim_end_matches('0'))
}
