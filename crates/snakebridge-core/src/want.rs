//! [`Want`]: what the caller wants back.

/// What is to come back from an evaluation. [`FromPy`](crate::FromPy) types say it themselves: `(Object, Vec<f64>)` asks for a pair whose first
/// item stays in Python and whose second is sent.
///
/// ```
/// use snakebridge_core::{FromPy, Object, Want};
/// assert_eq!(Option::<Object>::WANT, Want::Optional(&Want::Object));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Want {
    /// The value; what cannot be sent without loss comes as handles.
    Value,
    /// A handle, always.
    Object,
    /// Nothing: the result is dropped in Python.
    Nothing,
    /// A tuple of exactly these.
    Tuple(&'static [Want]),
    /// A list or tuple of such items.
    List(&'static Want),
    /// A dict with such keys and values.
    Dict(&'static Want, &'static Want),
    /// `None`, or this.
    Optional(&'static Want),
}

impl Want {
    /// The same in the least words: what asks for no handle anywhere is a [`Value`](Self::Value).
    ///
    /// ```
    /// use snakebridge_core::{FromPy, Want};
    /// assert_eq!(<(i64, Vec<f64>)>::WANT.reduced(), Want::Value);
    /// ```
    #[must_use]
    pub const fn reduced(self) -> Self {
        if self.is_value() { Self::Value } else { self }
    }

    /// Whether nothing in it asks for a handle, so that the engine need not look into the result.
    ///
    /// ```
    /// use snakebridge_core::Want;
    /// assert!(Want::List(&Want::Value).is_value());
    /// assert!(!Want::List(&Want::Object).is_value());
    /// ```
    #[must_use]
    pub const fn is_value(&self) -> bool {
        match self {
            Self::Value => true,
            Self::Object | Self::Nothing => false,
            Self::List(item) | Self::Optional(item) => item.is_value(),
            Self::Dict(key, value) => key.is_value() && value.is_value(),
            Self::Tuple(items) => {
                let mut at = 0;
                while at < items.len() {
                    if !items[at].is_value() {
                        return false;
                    }
                    at += 1;
                }
                true
            }
        }
    }
}
