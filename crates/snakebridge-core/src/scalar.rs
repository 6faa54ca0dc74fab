//! [`Scalar`]: what the arguments of plain calls are.

use crate::{Object, Result, Value};

/// An argument of a [`Plain`](crate::engine::Plain) call.
///
/// ```
/// use snakebridge_core::Value;
/// use snakebridge_core::engine::Scalar;
/// assert_eq!(Value::from(Scalar::Str("text")), Value::from("text"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Scalar<'a> {
    /// `None`
    None,
    /// A truth value.
    Bool(bool),
    /// An int of 64 bits.
    Int(i64),
    /// A float.
    Float(f64),
    /// Text.
    Str(&'a str),
    /// Bytes.
    Bytes(&'a [u8]),
    /// A live object.
    Object(&'a Object),
}

/// What an argument comes to.
#[doc(hidden)]
#[derive(Debug)]
pub enum Argument {
    /// Without memory of its own.
    Scalar(Scalar<'static>),
    Value(Result<Value>),
}

impl From<Scalar<'_>> for Value {
    #[inline]
    fn from(scalar: Scalar<'_>) -> Self {
        match scalar {
            Scalar::None => Self::None,
            Scalar::Bool(truth) => Self::Bool(truth),
            Scalar::Int(number) => Self::Int(number),
            Scalar::Float(number) => Self::Float(number),
            Scalar::Str(text) => Self::Str(text.to_owned()),
            Scalar::Bytes(bytes) => Self::Bytes(bytes.to_vec()),
            Scalar::Object(object) => Self::Object(object.clone()),
        }
    }
}
