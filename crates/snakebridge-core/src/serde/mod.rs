//! [`Serde`]: whatever `serde` can write or read, as plain values.

mod de;
mod enums;
mod failure;
mod objects;
mod parts;
mod ser;
mod text;

use crate::{ConversionError, FromPy, Result, ToPy, Value};
use ::serde::Serialize;
use ::serde::de::DeserializeOwned;

/// Sends a `T: Serialize` to Python and reads a `T: DeserializeOwned` from it, for types that have no `#[derive(ToPy, FromPy)]`.
///
/// | serde | sent as | read from |
/// |---|---|---|
/// | unit, `None` | `None` | `None` |
/// | `bool`, integers, floats, `char`, strings | `bool`, `int`, `float`, `str` | the same, as strictly as [`FromPy`] does |
/// | bytes (not `Vec<u8>`, which is a sequence to serde) | `bytes` | `bytes`, `bytearray`, a sequence of `int` |
/// | sequence | `list` | `list`, `tuple`, `set`, `frozenset`, `bytes`, array |
/// | tuple | `tuple` | `tuple`, `list`, array |
/// | map | `dict` with keys of any kind | `dict`, and as a struct |
/// | struct | `dict` | `dict`, any object with such attributes or a subclass of `dict` (more round trips) |
/// | newtype | what is inside | what is inside |
/// | unit variant | `str`, its name | the same, or a member of a Python `Enum` of that name or value |
/// | other variant | `dict` of one item, its name | the same |
///
/// What is a string to serde is also read from a `datetime`, `date`, `time` (ISO 8601), `timedelta` (the same: `PT1.5S`), `Decimal`, `Fraction` and
/// `UUID`; so types of `chrono`, `jiff`, `rust_decimal` and `uuid` read from what they stand for. (Their own features send them back as that, too;
/// `Serde` sends what their `Serialize` says, a `str`.) Where serde reads ahead (`flatten`, `untagged`, tagged enums), it converts numbers by its own rules.
///
/// ```
/// use serde::{Deserialize, Serialize};
/// use snakebridge_core::{FromPy, Serde, ToPy, Value};
/// #[derive(Serialize, Deserialize, Debug, PartialEq)]
/// struct Point {
///     x: f64,
///     label: Option<String>,
/// }
/// let dict = Value::Dict(vec![("x".into(), 1.5.into()), ("label".into(), Value::None)]);
/// assert_eq!(Serde(Point { x: 1.5, label: None }).into_value().unwrap(), dict);
/// let Serde(point) = Serde::<Point>::from_value(dict).unwrap();
/// assert_eq!(point, Point { x: 1.5, label: None });
///
/// let wrong = Value::List(vec![Value::Dict(vec![("x".into(), "wide".into())])]);
/// let error = Serde::<Vec<Point>>::from_value(wrong).unwrap_err();
/// assert_eq!(error.to_string(), "expected `float`, found `str` at `$[0].x`");
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Serde<T>(pub T);

crate::fits::anything! { [T: Serialize] Serde<T>; }

impl<T: Serialize> ToPy for Serde<T> {
    fn into_value(self) -> Result<Value> {
        Ok(self.0.serialize(ser::ToValue).map_err(ConversionError::from)?)
    }
}

impl<T: DeserializeOwned> FromPy for Serde<T> {
    fn from_value(value: Value) -> Result<Self, ConversionError> {
        Ok(Self(T::deserialize(de::FromValue(value))?))
    }

    fn missing() -> Option<Self> {
        T::deserialize(de::Missing).ok().map(Self)
    }
}

#[cfg(test)]
mod tests;
