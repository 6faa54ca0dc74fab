//! [`ToPy`]: what can be an argument.

use crate::scalar::{Argument, Scalar};
use crate::{Array, BigInt, BigUint, Complex, Object, Result, Value};
use half::f16;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ffi::{OsStr, OsString};
use std::hash::{BuildHasher, Hash};
use std::path::{Path, PathBuf};

/// A Rust value that can be sent to Python. References convert by cloning, so `&v` is as good an argument as `v`.
///
/// | Rust | Python |
/// |---|---|
/// | `()`, `Option::None` | `None` |
/// | `bool`, integers, `BigInt`, `BigUint`, `f16`, `f32`, `f64`, [`Complex`] | `bool`, `int`, `float`, `complex` |
/// | `&str`, `String`, `char`, paths | `str` |
/// | `Vec<u8>`, `&[u8]`, `[u8; N]` | `bytes` |
/// | `Vec<T>`, `&[T]`, `[T; N]` | `list` |
/// | tuples | `tuple` |
/// | sets, maps | `set`, `dict` |
/// | [`Array`] | `numpy.ndarray` |
/// | [`DateTime`](crate::DateTime), [`Date`](crate::Date), [`Time`](crate::Time), [`Delta`](crate::Delta) | `datetime`, `date`, `time`, `timedelta` |
/// | `Duration`, `SystemTime` | `timedelta`, `datetime` in UTC: whole microseconds, else an error |
/// | [`Decimal`](crate::Decimal), [`Fraction`](crate::Fraction), [`Uuid`](crate::Uuid) | the same |
/// | [`Object`] | the object itself |
/// | [`Callback`](crate::Callback) | a function |
/// | [`Call`](crate::Call) | what the call gives, evaluated in the same round trip |
///
/// With the feature of that name also
///
/// | feature | Rust | Python |
/// |---|---|---|
/// | `arrow` | `arrow_array::RecordBatch`, `Vec` of it | `pyarrow.RecordBatch`, `pyarrow.Table` |
/// | `chrono`, `jiff` | dates, times, spans | `datetime`, `date`, `time`, `timedelta` |
/// | `ndarray` | arrays and views of any layout | `numpy.ndarray` |
/// | `num-complex` | `Complex<f64>`, `Complex<f32>` | `complex` |
/// | `rust_decimal`, `uuid` | `Decimal`, `Uuid` | `Decimal`, `UUID` |
/// | `serde` | `Serde<T>` of any `T: Serialize` | plain values |
///
/// `#[derive(ToPy)]` sends structs and enums of the program's own.
///
/// ```
/// use snakebridge_core::{Result, ToPy, Value};
/// #[derive(Clone)]
/// struct Celsius(f64);
///
/// impl ToPy for Celsius {
///     fn into_value(self) -> Result<Value> {
///         self.0.into_value()
///     }
/// }
/// assert_eq!(vec![Celsius(21.5)].into_value()?, Value::List(vec![21.5.into()]));
/// # Ok::<(), snakebridge_core::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent to Python",
    label = "this has no Python counterpart",
    note = "numbers, strings, `Vec`, tuples, maps, `Object` and unevaluated calls can; implement `ToPy` for types of your own"
)]
pub trait ToPy: Sized {
    /// Turns it into a value.
    ///
    /// # Errors
    /// When the value has no counterpart in Python.
    ///
    /// ```
    /// use snakebridge_core::{ToPy, Value};
    /// assert_eq!("a".into_value()?, Value::Str("a".to_owned()));
    /// assert_eq!((1, true).into_value()?, Value::Tuple(vec![1.into(), true.into()]));
    /// # Ok::<(), snakebridge_core::Error>(())
    /// ```
    fn into_value(self) -> Result<Value>;

    /// Whether it is a scalar, which takes no memory to be one.
    #[doc(hidden)]
    const IS_SCALAR: bool = false;

    /// As [`into_value`](Self::into_value), for an argument of a call.
    #[doc(hidden)]
    #[inline(always)]
    fn into_argument(self) -> Argument {
        Argument::Value(self.into_value())
    }

    /// What a sequence of these is in Python: a list, for `u8` a `bytes`.
    #[doc(hidden)]
    fn sequence_into_value(items: impl ExactSizeIterator<Item = Self>) -> Result<Value> {
        // Collecting results would let the list grow step by step.
        let mut list = Vec::with_capacity(items.len());
        for item in items {
            list.push(item.into_value()?);
        }
        Ok(Value::List(list))
    }
}

impl<T: ToPy + Clone> ToPy for &T {
    const IS_SCALAR: bool = T::IS_SCALAR;

    fn into_value(self) -> Result<Value> {
        self.clone().into_value()
    }

    #[inline(always)]
    fn into_argument(self) -> Argument {
        if T::IS_SCALAR { self.clone().into_argument() } else { Argument::Value(self.into_value()) }
    }
}

macro_rules! scalars {
    ($($type:ty => |$name:ident| $scalar:expr;)*) => {
        $(impl ToPy for $type {
            const IS_SCALAR: bool = true;

            #[inline]
            fn into_value(self) -> Result<Value> {
                let $name = self;
                Ok($scalar.into())
            }

            #[inline(always)]
            fn into_argument(self) -> Argument {
                let $name = self;
                Argument::Scalar($scalar)
            }
        })*
    };
}

scalars! {
    () => |_unit| Scalar::None;
    bool => |b| Scalar::Bool(b);
    i8 => |i| Scalar::Int(i.into());
    i16 => |i| Scalar::Int(i.into());
    i32 => |i| Scalar::Int(i.into());
    i64 => |i| Scalar::Int(i);
    u16 => |i| Scalar::Int(i.into());
    u32 => |i| Scalar::Int(i.into());
    f16 => |f| Scalar::Float(f.into());
    f32 => |f| Scalar::Float(f.into());
    f64 => |f| Scalar::Float(f);
}

/// Most fit into 64 bits, whatever their type.
fn int<I: TryInto<i64> + Into<BigInt> + Copy>(number: I) -> Value {
    number.try_into().map_or_else(|_| Value::from(number.into()), Value::Int)
}

macro_rules! infallible {
    ($($type:ty => |$name:ident| $value:expr;)*) => {
        $(impl ToPy for $type {
            fn into_value(self) -> Result<Value> {
                let $name = self;
                Ok($value)
            }
        })*
    };
}

infallible! {
    Value => |value| value;
    u64 => |i| int(i);
    i128 => |i| int(i);
    u128 => |i| int(i);
    isize => |i| int(i);
    usize => |i| int(i);
    BigInt => |i| Value::from(i);
    BigUint => |i| Value::from(BigInt::from(i));
    Complex => |c| Value::Complex(c);
    &str => |s| Value::Str(s.to_owned());
    String => |s| Value::Str(s);
    Cow<'_, str> => |s| Value::Str(s.into_owned());
    char => |c| Value::Str(c.to_string());
    &OsStr => |s| os_str(s);
    OsString => |s| os_str(&s);
    &Path => |p| os_str(p.as_os_str());
    PathBuf => |p| os_str(p.as_os_str());
    Array => |a| Value::from(a);
    Object => |o| Value::Object(o);
}

impl ToPy for u8 {
    const IS_SCALAR: bool = true;

    fn into_value(self) -> Result<Value> {
        Ok(Value::Int(self.into()))
    }

    #[inline(always)]
    fn into_argument(self) -> Argument {
        Argument::Scalar(Scalar::Int(self.into()))
    }

    fn sequence_into_value(items: impl ExactSizeIterator<Item = Self>) -> Result<Value> {
        Ok(Value::Bytes(items.collect()))
    }
}

/// As `os.fsdecode` does (PEP 383): bytes that are not UTF-8 become lone surrogates, and come back as they were.
fn os_str(text: &OsStr) -> Value {
    let bytes = text.as_encoded_bytes();
    let mut wtf8 = Vec::with_capacity(bytes.len());
    let mut lone = false;
    for chunk in bytes.utf8_chunks() {
        wtf8.extend_from_slice(chunk.valid().as_bytes());
        for byte in chunk.invalid() {
            let code = 0xdc00 + u16::from(*byte);
            wtf8.extend_from_slice(&[0xed, 0x80 | ((code >> 6) & 0x3f) as u8, 0x80 | (code & 0x3f) as u8]);
            lone = true;
        }
    }
    match (lone, String::from_utf8(wtf8)) {
        (false, Ok(text)) => Value::Str(text),
        (_, Err(error)) => Value::Wtf8(error.into_bytes()),
        (true, Ok(text)) => Value::Str(text),
    }
}

impl<T: ToPy> ToPy for Option<T> {
    fn into_value(self) -> Result<Value> {
        self.map_or(Ok(Value::None), T::into_value)
    }
}

impl<T: ToPy> ToPy for Box<T> {
    fn into_value(self) -> Result<Value> {
        (*self).into_value()
    }
}

impl<T: ToPy> ToPy for Vec<T> {
    fn into_value(self) -> Result<Value> {
        T::sequence_into_value(self.into_iter())
    }
}

impl<T: ToPy + Clone> ToPy for &[T] {
    fn into_value(self) -> Result<Value> {
        T::sequence_into_value(self.iter().cloned())
    }
}

impl<T: ToPy, const N: usize> ToPy for [T; N] {
    fn into_value(self) -> Result<Value> {
        T::sequence_into_value(self.into_iter())
    }
}

fn set_into_value<T: ToPy>(items: impl Iterator<Item = T>) -> Result<Value> {
    items.map(T::into_value).collect::<Result<_>>().map(Value::Set)
}

fn map_into_value<K: ToPy, V: ToPy>(items: impl Iterator<Item = (K, V)>) -> Result<Value> {
    items
        .map(|(key, value)| Ok((key.into_value()?, value.into_value()?)))
        .collect::<Result<_>>()
        .map(Value::Dict)
}

impl<T: ToPy + Eq + Hash, S: BuildHasher> ToPy for HashSet<T, S> {
    fn into_value(self) -> Result<Value> {
        set_into_value(self.into_iter())
    }
}

impl<T: ToPy + Ord> ToPy for BTreeSet<T> {
    fn into_value(self) -> Result<Value> {
        set_into_value(self.into_iter())
    }
}

impl<K: ToPy + Eq + Hash, V: ToPy, S: BuildHasher> ToPy for HashMap<K, V, S> {
    fn into_value(self) -> Result<Value> {
        map_into_value(self.into_iter())
    }
}

impl<K: ToPy + Ord, V: ToPy> ToPy for BTreeMap<K, V> {
    fn into_value(self) -> Result<Value> {
        map_into_value(self.into_iter())
    }
}

macro_rules! tuples {
    ($count:literal: $($name:ident)*) => {
        impl<$($name: ToPy),*> ToPy for ($($name,)*) {
            #[expect(non_snake_case, reason = "the type parameters double as the names of the parts")]
            fn into_value(self) -> Result<Value> {
                let ($($name,)*) = self;
                Ok(Value::Tuple(vec![$($name.into_value()?),*]))
            }
        }
    };
}

crate::tuples::for_tuples!(tuples);
