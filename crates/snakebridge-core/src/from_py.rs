//! [`FromPy`]: what a result can be read as.

mod containers;

use crate::{Array, BigInt, BigUint, Complex, ConversionError, Object, Value, Want};
use half::f16;
use num_traits::ToPrimitive;

/// A Rust type that a Python value can be read as. Nothing is rounded, wrapped or guessed: `i64` takes no `1.0` and no
/// `True`, `f64` takes an `int` that it holds exactly, `u8` no 256.
///
/// | Rust | read from |
/// |---|---|
/// | [`Value`] | anything |
/// | [`Object`] | anything; it stays in Python |
/// | `()` | `None` |
/// | `Option<T>` | `None`, or what `T` is read from |
/// | `bool` | `bool` |
/// | integers, `BigInt`, `BigUint` | `int` that fits |
/// | `f64`, `f32`, `f16` | `float`, `int`; what is held exactly |
/// | [`Complex`] | `complex` |
/// | `String`, `char` | `str` |
/// | `PathBuf`, `OsString` | `str`, `bytes`, any `os.PathLike` (one more round trip) |
/// | `Vec<u8>` | `bytes`, `bytearray`, and as `Vec<T>` |
/// | `Vec<T>`, `[T; N]` | `list`, `tuple`, array |
/// | tuples | `tuple`, `list` |
/// | sets, maps | `set` and `frozenset`, `dict` |
/// | [`Array`] | `numpy.ndarray` |
/// | [`DateTime`](crate::DateTime), [`Date`](crate::Date), [`Time`](crate::Time), [`Delta`](crate::Delta) | `datetime`, `date`, `time`, `timedelta` |
/// | `Duration`, `SystemTime` | `timedelta` that is not negative, `datetime` with a fixed offset |
/// | [`Decimal`](crate::Decimal), [`Fraction`](crate::Fraction), [`Uuid`](crate::Uuid) | the same |
///
/// With the feature of that name also
///
/// | feature | Rust | read from |
/// |---|---|---|
/// | `arrow` | `arrow_array::RecordBatch`, `Vec` of it | table or record batch of `pyarrow`, data frame of `pandas` or `polars` |
/// | `chrono`, `jiff` | dates, times, spans | `datetime`, `date`, `time`, `timedelta` |
/// | `ndarray` | `ndarray::Array<A, D>` | `numpy.ndarray` of as many axes |
/// | `num-complex` | `Complex<f64>`, `Complex<f32>` | `complex` |
/// | `rust_decimal`, `uuid` | `Decimal`, `Uuid` | `Decimal`, `UUID` |
/// | `serde` | `Serde<T>` of any `T: DeserializeOwned` | what the parts of `T` are |
///
/// `#[derive(FromPy)]` reads structs and enums of the program's own.
///
/// ```
/// use snakebridge_core::{ConversionError, FromPy, Value};
/// struct Celsius(f64);
///
/// impl FromPy for Celsius {
///     fn from_value(value: Value) -> Result<Self, ConversionError> {
///         f64::from_value(value).map(Self)
///     }
/// }
/// assert_eq!(Celsius::from_value(21.into())?.0, 21.0);
/// assert!(u8::from_value(256.into()).is_err());
/// # Ok::<(), snakebridge_core::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "a Python value cannot be read as `{Self}`",
    label = "this has no Python counterpart",
    note = "numbers, strings, `Vec`, tuples, maps, `Value` and `Object` can; implement `FromPy` for types of your own"
)]
pub trait FromPy: Sized {
    /// What is asked of Python for it.
    ///
    /// ```
    /// use snakebridge_core::{FromPy, Object, Want};
    /// assert_eq!(<(Object, f64)>::WANT, Want::Tuple(&[Want::Object, Want::Value]));
    /// ```
    const WANT: Want = Want::Value;

    /// Reads the value.
    ///
    /// # Errors
    /// When the value is of another type or does not fit; the error says where.
    ///
    /// ```
    /// use snakebridge_core::FromPy;
    /// assert_eq!(f64::from_value(1.into())?, 1.0);
    /// assert_eq!(i64::from_value(1.5.into()).unwrap_err().to_string(), "expected `int`, found `float`");
    /// # Ok::<(), snakebridge_core::Error>(())
    /// ```
    fn from_value(value: Value) -> Result<Self, ConversionError>;

    /// What a field of this type is where Python has no such field.
    #[doc(hidden)]
    fn missing() -> Option<Self> {
        None
    }

    /// Reads a sequence of these: a list, tuple or array.
    #[doc(hidden)]
    fn sequence_from_value(value: Value) -> Result<Vec<Self>, ConversionError> {
        match value {
            Value::List(items) | Value::Tuple(items) => collect(items),
            Value::Array(array) if !array.shape().is_empty() => match array.to_value() {
                Value::List(items) => collect(items),
                other => Err(ConversionError::new("list", &other)),
            },
            other => Err(ConversionError::new("list", &other)),
        }
    }
}

fn collect<T: FromPy>(items: Vec<Value>) -> Result<Vec<T>, ConversionError> {
    let indexed = items.into_iter().enumerate();
    indexed.map(|(index, item)| T::from_value(item).map_err(|error| error.at_index(index))).collect()
}

impl FromPy for Value {
    fn from_value(value: Value) -> Result<Self, ConversionError> {
        Ok(value)
    }
}

impl FromPy for Object {
    const WANT: Want = Want::Object;

    fn from_value(value: Value) -> Result<Self, ConversionError> {
        match value {
            Value::Object(object) => Ok(object),
            other => Err(ConversionError::new("object", &other)),
        }
    }
}

impl FromPy for () {
    fn from_value(value: Value) -> Result<Self, ConversionError> {
        match value {
            Value::None => Ok(()),
            other => Err(ConversionError::new("None", &other)),
        }
    }
}

macro_rules! exactly {
    ($($type:ty = $expected:literal: $pattern:pat => $value:expr;)*) => {
        $(impl FromPy for $type {
            #[inline]
            fn from_value(value: Value) -> Result<Self, ConversionError> {
                match value {
                    $pattern => Ok($value),
                    other => Err(ConversionError::new($expected, &other)),
                }
            }
        })*
    };
}

exactly! {
    bool = "bool": Value::Bool(b) => b;
    String = "str": Value::Str(text) => text;
    Array = "numpy.ndarray": Value::Array(array) => *array;
    Complex = "complex": Value::Complex(complex) => complex;
}

impl FromPy for BigInt {
    fn from_value(value: Value) -> Result<Self, ConversionError> {
        match value {
            Value::Int(int) => Ok(int.into()),
            Value::BigInt(int) => Ok(*int),
            other => Err(ConversionError::new("int", &other)),
        }
    }
}

/// From an `int` that is not negative.
impl FromPy for BigUint {
    fn from_value(value: Value) -> Result<Self, ConversionError> {
        let int = BigInt::from_value(value)?;
        Self::try_from(int).map_err(|error| {
            let found = crate::Expr::Value(error.into_original().into()).to_string();
            ConversionError::because("int that is not negative", found)
        })
    }
}

macro_rules! integers {
    ($($type:ident)*) => {
        $(impl FromPy for $type {
            #[inline]
            fn from_value(value: Value) -> Result<Self, ConversionError> {
                if let Value::Int(int) = value
                    && let Ok(int) = $type::try_from(int)
                {
                    return Ok(scalar(value, int));
                }
                let fits = match &value {
                    Value::BigInt(int) => $type::try_from(&**int).ok(),
                    Value::Int(_) => None,
                    other => return Err(ConversionError::new("int", other)),
                };
                fits.ok_or_else(|| {
                    let narrow = concat!("int that fits ", stringify!($type));
                    let wide = concat!("int that fits ", stringify!($type), " (.get::<BigInt>() reads any)");
                    ConversionError::because(if Self::BITS < 64 { narrow } else { wide }, shown(value))
                })
            }
        })*
    };
}

/// What a value is that has no memory: to drop it would be a call that finds nothing to do.
#[inline(always)]
fn scalar<T>(value: Value, scalar: T) -> T {
    std::mem::forget(value);
    scalar
}

#[cold]
fn shown(value: Value) -> String {
    crate::Expr::Value(value).to_string()
}

integers!(i8 i16 i32 i64 i128 isize u16 u32 u64 u128 usize);

impl FromPy for u8 {
    fn from_value(value: Value) -> Result<Self, ConversionError> {
        let wide = u16::from_value(value)?;
        Self::try_from(wide).map_err(|_| ConversionError::because("int that fits u8", wide.to_string()))
    }

    /// `bytes` and `bytearray` too.
    fn sequence_from_value(value: Value) -> Result<Vec<Self>, ConversionError> {
        match value {
            Value::Bytes(bytes) | Value::ByteArray(bytes) => Ok(bytes),
            Value::Array(array) => numbers(&array),
            Value::List(items) | Value::Tuple(items) => collect(items),
            other => Err(ConversionError::new("bytes", &other)),
        }
    }
}

/// The items of an array of one axis; more axes are lists of lists, which plain numbers are not.
fn numbers<T: crate::Element>(array: &Array) -> Result<Vec<T>, ConversionError> {
    match array.shape() {
        [_] => array.to_vec(),
        shape => Err(ConversionError::because("array of 1 axis", format!("array of {} axes", shape.len()))),
    }
}

/// What is no float, if a float can hold it exactly.
#[cold]
fn float_of(value: Value) -> Result<f64, ConversionError> {
    let exact = match &value {
        Value::Int(int) => int.to_f64().filter(|float| *float as i128 == i128::from(*int)),
        Value::BigInt(int) => {
            int.to_f64().filter(|float| num_traits::FromPrimitive::from_f64(*float).as_ref() == Some(&**int))
        }
        other => return Err(ConversionError::new("float", other)),
    };
    exact.ok_or_else(|| ConversionError::because("int that f64 holds exactly", shown(value)))
}

impl FromPy for f64 {
    #[inline]
    fn from_value(value: Value) -> Result<Self, ConversionError> {
        match value {
            Value::Float(float) => Ok(scalar(value, float)),
            other => float_of(other),
        }
    }

    fn sequence_from_value(value: Value) -> Result<Vec<Self>, ConversionError> {
        match value {
            Value::Array(array) => numbers(&array),
            Value::List(items) | Value::Tuple(items) => collect(items),
            other => Err(ConversionError::new("list", &other)),
        }
    }
}

macro_rules! narrow_floats {
    ($($type:ident: |$wide:ident| $narrow:expr;)*) => {
        $(impl FromPy for $type {
            #[inline]
            fn from_value(value: Value) -> Result<Self, ConversionError> {
                let $wide = f64::from_value(value)?;
                let narrow = $narrow;
                if f64::from(narrow) == $wide || $wide.is_nan() {
                    return Ok(narrow);
                }
                let expected = concat!("float that ", stringify!($type), " holds exactly");
                Err(ConversionError::because(expected, $wide.to_string()))
            }
        })*
    };
}

narrow_floats! {
    f32: |wide| wide as Self;
    f16: |wide| Self::from_f64(wide);
}

impl FromPy for char {
    fn from_value(value: Value) -> Result<Self, ConversionError> {
        let text = String::from_value(value)?;
        let mut chars = text.chars();
        match (chars.next(), chars.next()) {
            (Some(only), None) => Ok(only),
            _ => Err(ConversionError::because(
                "str of 1 character",
                format!("str of {}", text.chars().count()),
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ToPy;

    #[test]
    fn unsigned_ints_have_any_size_and_no_sign() {
        let huge = BigUint::from(2_u8).pow(100);
        assert_eq!(BigUint::from_value(huge.clone().into_value().unwrap()), Ok(huge));
        assert_eq!(BigUint::from_value(0.into()), Ok(BigUint::ZERO));
        let error = BigUint::from_value((-1).into()).unwrap_err();
        assert_eq!(error.to_string(), "expected `int that is not negative`, found `-1`");
        assert!(BigUint::from_value(1.0.into()).is_err() && BigUint::from_value(true.into()).is_err());
    }

    #[test]
    fn half_floats_take_what_they_hold() {
        assert_eq!(f16::from_value(1.5.into()), Ok(f16::from_f64(1.5)));
        assert_eq!(f16::from_value(2048.into()), Ok(f16::from_f64(2048.0)));
        assert!(f16::from_value(f64::NAN.into()).unwrap().is_nan());
        let error = f16::from_value(0.1.into()).unwrap_err();
        assert_eq!(error.to_string(), "expected `float that f16 holds exactly`, found `0.1`");
        assert!(f16::from_value(70_000.into()).is_err());
    }
}
