//! [`Value`]: what crosses between Python and the host by value.

use crate::{Array, Callback, Date, DateTime, Decimal, Delta, Expr, Fraction, Native, Object, Time, Uuid};
use num_bigint::BigInt;

/// A Python value, without loss.
///
/// Exact builtins, dates and times, decimals, fractions, UUIDs and arrays are held by value; anything else (an instance, a class, a function, a module, an iterator, a subclass
/// of a builtin ...) is an [`Object`], inside containers too. Nothing is ever silently turned into another type: `1`, `1.0` and
/// `True` are three different values, NaN and `-0.0` are kept, and an `int` has any size.
///
/// ```
/// use snakebridge_core::Value;
/// assert_ne!(Value::from(1), Value::from(1.0));
/// assert_ne!(Value::from(1), Value::from(true));
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Value {
    /// `None`.
    None,
    /// A `bool`, which is not an `int` here.
    Bool(bool),
    /// An `int` of 64 bits.
    Int(i64),
    /// An `int` that does not fit 64 bits. (One that does is always [`Value::Int`] when it comes from Python.)
    BigInt(Box<BigInt>),
    /// A `float`.
    Float(f64),
    /// A `complex`.
    Complex(Complex),
    /// A `str`.
    Str(String),
    /// A `str` with lone surrogates, which a Rust `String` cannot hold, as generalised UTF-8 (WTF-8).
    Wtf8(Vec<u8>),
    /// A `bytes`.
    Bytes(Vec<u8>),
    /// A `bytearray`.
    ByteArray(Vec<u8>),
    /// A `list`.
    List(Vec<Value>),
    /// A `tuple`.
    Tuple(Vec<Value>),
    /// A `set`, in Python's order of iteration.
    Set(Vec<Value>),
    /// A `frozenset`, in Python's order of iteration.
    FrozenSet(Vec<Value>),
    /// A `dict` with keys of any kind, in Python's order.
    Dict(Vec<(Value, Value)>),
    /// A `datetime.datetime`.
    DateTime(Box<DateTime>),
    /// A `datetime.date`.
    Date(Date),
    /// A `datetime.time`.
    Time(Box<Time>),
    /// A `datetime.timedelta`.
    Delta(Delta),
    /// A `decimal.Decimal`.
    Decimal(Decimal),
    /// A `fractions.Fraction`.
    Fraction(Box<Fraction>),
    /// A `uuid.UUID`.
    Uuid(Uuid),
    /// A numeric array.
    Array(Box<Array>),
    /// A live object.
    Object(Object),
    /// A function of the host: an argument may be one, a result is an [`Object`] then.
    Callback(Callback),
    /// A thing of the host's that has a counterpart in Python: an argument may be one, a result is an [`Object`] then.
    Native(Native),
    /// A part that Python has yet to evaluate: an argument may hold one, a result never does.
    Expr(Box<Expr>),
}

/// A Python `complex`.
///
/// ```
/// use snakebridge_core::{Complex, FromPy, ToPy};
/// let i = Complex { re: 0.0, im: 1.0 };
/// assert_eq!(Complex::from_value(i.into_value()?)?, i);
/// # Ok::<(), snakebridge_core::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Complex {
    /// The real part.
    pub re: f64,
    /// The imaginary part.
    pub im: f64,
}

impl Value {
    /// The Python name of the value's type, as in error messages: `int`, `str`, `numpy.ndarray`, `collections.OrderedDict` ...
    ///
    /// ```
    /// use snakebridge_core::Value;
    /// assert_eq!(Value::from(1).type_name(), "int");
    /// assert_eq!(Value::Bytes(vec![]).type_name(), "bytes");
    /// ```
    #[must_use]
    pub fn type_name(&self) -> &str {
        match self {
            Self::None => "None",
            Self::Bool(_) => "bool",
            Self::Int(_) | Self::BigInt(_) => "int",
            Self::Float(_) => "float",
            Self::Complex(_) => "complex",
            Self::Str(_) | Self::Wtf8(_) => "str",
            Self::Bytes(_) => "bytes",
            Self::ByteArray(_) => "bytearray",
            Self::List(_) => "list",
            Self::Tuple(_) => "tuple",
            Self::Set(_) => "set",
            Self::FrozenSet(_) => "frozenset",
            Self::Dict(_) => "dict",
            Self::DateTime(_) => "datetime.datetime",
            Self::Date(_) => "datetime.date",
            Self::Time(_) => "datetime.time",
            Self::Delta(_) => "datetime.timedelta",
            Self::Decimal(_) => "decimal.Decimal",
            Self::Fraction(_) => "fractions.Fraction",
            Self::Uuid(_) => "uuid.UUID",
            Self::Array(_) => "numpy.ndarray",
            Self::Object(object) => object.type_name(),
            Self::Callback(_) => "function",
            Self::Native(native) => native.type_name(),
            Self::Expr(_) => "unevaluated expression",
        }
    }

    /// The value of a `str` key in a dict.
    ///
    /// ```
    /// use snakebridge_core::Value;
    /// let person = Value::Dict(vec![("name".into(), "Ada".into())]);
    /// assert_eq!(person.key("name"), Some(&Value::from("Ada")));
    /// ```
    #[must_use]
    pub fn key(&self, name: &str) -> Option<&Value> {
        let Self::Dict(items) = self else { return None };
        items.iter().find(|(key, _)| matches!(key, Self::Str(text) if text == name)).map(|(_, value)| value)
    }

    /// The items of a list or tuple.
    ///
    /// ```
    /// use snakebridge_core::Value;
    /// assert_eq!(Value::Tuple(vec![1.into()]).items(), Some(&[Value::from(1)][..]));
    /// assert_eq!(Value::from("text").items(), None);
    /// ```
    #[must_use]
    pub fn items(&self) -> Option<&[Value]> {
        match self {
            Self::List(items) | Self::Tuple(items) => Some(items),
            _ => None,
        }
    }
}

impl From<BigInt> for Value {
    fn from(int: BigInt) -> Self {
        i64::try_from(&int).map_or_else(|_| Self::BigInt(Box::new(int)), Self::Int)
    }
}

macro_rules! value_from {
    ($($from:ty => |$name:ident| $into:expr;)*) => {
        $(impl From<$from> for Value {
            fn from($name: $from) -> Self {
                $into
            }
        })*
    };
}

value_from! {
    () => |_unit| Value::None;
    bool => |b| Value::Bool(b);
    i64 => |i| Value::Int(i);
    i32 => |i| Value::Int(i.into());
    f64 => |f| Value::Float(f);
    String => |s| Value::Str(s);
    &str => |s| Value::Str(s.to_owned());
    Complex => |c| Value::Complex(c);
    Object => |o| Value::Object(o);
    Array => |a| Value::Array(Box::new(a));
    Callback => |c| Value::Callback(c);
}

impl From<Expr> for Value {
    fn from(expr: Expr) -> Self {
        match expr {
            Expr::Value(value) => value,
            Expr::Object(object) => Self::Object(object),
            other => Self::Expr(Box::new(other)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_stays_small() {
        assert!(size_of::<Value>() <= 32, "{} bytes", size_of::<Value>());
    }
}
