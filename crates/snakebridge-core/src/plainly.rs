//! [`Plainly`]: what becomes of a plain call, in registers where it can be.

use crate::{Error, Value};

/// What has become of a [`Plain`](crate::engine::Plain) call.
///
/// ```
/// use snakebridge_core::engine::Plainly;
/// assert!(size_of::<Plainly>() <= 16); // it is returned in registers, which a `Result<Value>` is not
/// ```
#[derive(Debug)]
#[must_use = "it may have failed, or have not been evaluated at all"]
pub enum Plainly {
    /// It has to be made as any other call: nothing of it has been evaluated.
    Declined,
    /// It gave `None`.
    None,
    /// It gave `False`.
    False,
    /// It gave `True`.
    True,
    /// It gave an int of 64 bits.
    Int(i64),
    /// It gave a float with these bits; see [`float`](Self::float). That all variants have a word, or nothing, is what lets registers do.
    FloatBits(u64),
    /// It gave something else.
    Value(Box<Value>),
    /// It failed.
    Failed(Box<Error>),
}

impl Plainly {
    /// It gave a truth value.
    ///
    /// ```
    /// use snakebridge_core::engine::Plainly;
    /// assert!(matches!(Plainly::bool(true), Plainly::True));
    /// ```
    #[inline]
    pub fn bool(truth: bool) -> Self {
        if truth { Self::True } else { Self::False }
    }

    /// It gave a float.
    ///
    /// ```
    /// use snakebridge_core::engine::Plainly;
    /// assert!(matches!(Plainly::float(2.5).outcome(), Some(Ok(value)) if value == 2.5.into()));
    /// ```
    #[inline]
    pub fn float(number: f64) -> Self {
        Self::FloatBits(number.to_bits())
    }

    /// The value or the error; `None` if it has to be made as any other call.
    ///
    /// ```
    /// use snakebridge_core::engine::Plainly;
    /// assert!(Plainly::Declined.outcome().is_none());
    /// ```
    #[inline(always)]
    pub fn outcome(self) -> Option<crate::Result<Value>> {
        if matches!(self, Self::Declined) {
            return None;
        }
        Some(self.read(Ok, || Ok(Value::None)))
    }

    /// What is read from it, or what is made of the call otherwise. Each kind is read where it is known, so that nothing is left of it for a
    /// scalar read as what it is.
    #[inline(always)]
    pub(crate) fn read<T>(
        self,
        read: impl Fn(Value) -> crate::Result<T>,
        otherwise: impl FnOnce() -> crate::Result<T>,
    ) -> crate::Result<T> {
        match self {
            Self::Declined => otherwise(),
            Self::None => read(Value::None),
            Self::False => read(Value::Bool(false)),
            Self::True => read(Value::Bool(true)),
            Self::Int(number) => read(Value::Int(number)),
            Self::FloatBits(bits) => read(Value::Float(f64::from_bits(bits))),
            Self::Value(value) => read(*value),
            Self::Failed(error) => Err(*error),
        }
    }
}
