//! [`ConversionError`]: a value is not what was asked for, with the place.

use crate::Value;
use std::borrow::Cow;
use std::fmt::{self, Display, Formatter};

/// A value could not be converted. The place is a path from the whole value, `$`, inwards.
///
/// ```
/// use snakebridge_core::{FromPy, Value};
/// let error = Vec::<i64>::from_value(Value::List(vec![Value::from(1), Value::from("two")])).unwrap_err();
/// assert_eq!(error.to_string(), "expected `int`, found `str` at `$[1]`");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConversionError {
    /// What was expected, such as `int` or `int that fits u8`.
    pub expected: Cow<'static, str>,
    /// What was found instead.
    pub found: String,
    /// Where, such as `$[2].name`; `$` alone is the whole value.
    pub at: String,
    /// What the path starts from, where that is not the result of a call: ``argument 2 of `f` ``.
    pub of: Option<String>,
}

impl ConversionError {
    /// `expected`, but found `value`.
    ///
    /// ```
    /// use snakebridge_core::ConversionError;
    /// assert_eq!(ConversionError::new("int", &"a".into()).to_string(), "expected `int`, found `str`");
    /// ```
    #[must_use]
    pub fn new(expected: impl Into<Cow<'static, str>>, value: &Value) -> Self {
        Self::because(expected, value.type_name())
    }

    /// `expected`, but found what `found` describes.
    ///
    /// ```
    /// use snakebridge_core::ConversionError;
    /// let error = ConversionError::because("even int", "7");
    /// assert_eq!(error.to_string(), "expected `even int`, found `7`");
    /// ```
    #[must_use]
    pub fn because(expected: impl Into<Cow<'static, str>>, found: impl Into<String>) -> Self {
        Self { expected: expected.into(), found: found.into(), at: "$".to_owned(), of: None }
    }

    /// The same, found at an index of a sequence.
    ///
    /// ```
    /// use snakebridge_core::ConversionError;
    /// assert_eq!(ConversionError::because("int", "str").at_index(2).at, "$[2]");
    /// ```
    #[must_use]
    pub fn at_index(self, index: usize) -> Self {
        self.inside(&format!("[{index}]"))
    }

    /// The same, found under a key of a dict.
    ///
    /// ```
    /// use snakebridge_core::ConversionError;
    /// assert_eq!(ConversionError::because("int", "str").at_key(&"a".into()).at, r#"$["a"]"#);
    /// ```
    #[must_use]
    pub fn at_key(self, key: &Value) -> Self {
        let shown = crate::Expr::Value(key.clone()).to_string();
        self.inside(&format!("[{shown}]"))
    }

    /// The same, found in a field.
    ///
    /// ```
    /// use snakebridge_core::ConversionError;
    /// assert_eq!(ConversionError::because("int", "str").at_index(0).at_field("x").at, "$.x[0]");
    /// ```
    #[must_use]
    pub fn at_field(self, name: &str) -> Self {
        self.inside(&format!(".{name}"))
    }

    /// The same, found in something that is not the result of a call.
    ///
    /// ```
    /// use snakebridge_core::ConversionError;
    /// let error = ConversionError::because("int", "str").of("the configuration");
    /// assert_eq!(error.to_string(), "expected `int`, found `str` in the configuration");
    /// ```
    #[must_use]
    pub fn of(mut self, whole: impl Into<String>) -> Self {
        self.of = Some(whole.into());
        self
    }

    fn inside(mut self, step: &str) -> Self {
        self.at.insert_str(1, step);
        self
    }
}

impl Display for ConversionError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { expected, found, at, of } = self;
        write!(f, "expected `{expected}`, found `{found}`")?;
        if at != "$" {
            write!(f, " at `{at}`")?;
        }
        of.as_ref().map_or(Ok(()), |whole| write!(f, " in {whole}"))
    }
}

impl std::error::Error for ConversionError {}
