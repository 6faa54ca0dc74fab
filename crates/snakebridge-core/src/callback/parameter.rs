//! [`Parameter`]: a parameter in a callback's signature.

use crate::{Error, Name, ToPy, Value};

/// A parameter in a callback's signature; see [`Callback::parameters`](crate::Callback::parameters).
///
/// ```
/// use snakebridge_core::{Call, Parameter, ParameterKind};
/// let x = Parameter::new("x").default(1).annotation(Call::path("builtins.int"));
/// assert_eq!(x.kind, ParameterKind::PositionalOrKeyword);
/// let others = [Parameter::var_positional("args"), Parameter::keyword_only("key"), Parameter::var_keyword("kwargs")];
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Parameter {
    /// Its name.
    pub name: Name,
    /// How it is given.
    pub kind: ParameterKind,
    /// Its default; may be an unevaluated expression.
    pub default: Option<Value>,
    /// Its annotation; may be an unevaluated expression.
    pub annotation: Option<Value>,
    /// A default or annotation that could not be converted; told when the callback is sent, so that building never fails.
    pub(super) failure: Option<Box<Error>>,
}

/// How a parameter is given; the names are those of `inspect.Parameter`.
///
/// ```
/// use snakebridge_core::{Parameter, ParameterKind};
/// assert_eq!(Parameter::new("x").kind, ParameterKind::PositionalOrKeyword);
/// assert_eq!(Parameter::keyword_only("y").kind, ParameterKind::KeywordOnly);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ParameterKind {
    /// Before `/`.
    PositionalOnly,
    /// The usual kind.
    #[default]
    PositionalOrKeyword,
    /// `*args`
    VarPositional,
    /// After `*`.
    KeywordOnly,
    /// `**kwargs`
    VarKeyword,
}

impl Parameter {
    /// A parameter of the usual kind, by position or by keyword.
    ///
    /// ```
    /// use snakebridge_core::Parameter;
    /// assert_eq!(Parameter::new("x").name, "x");
    /// ```
    #[must_use]
    pub fn new(name: impl Into<Name>) -> Self {
        Self::of_kind(name, ParameterKind::default())
    }

    /// A parameter before `/`.
    ///
    /// ```
    /// use snakebridge_core::{Callback, Parameter};
    /// let double = Callback::new(|x: i64| 2 * x).parameters([Parameter::positional_only("x")]); // def double(x, /)
    /// ```
    #[must_use]
    pub fn positional_only(name: impl Into<Name>) -> Self {
        Self::of_kind(name, ParameterKind::PositionalOnly)
    }

    /// `*args`: the function gets a `tuple`.
    ///
    /// ```
    /// use snakebridge_core::{Callback, Parameter};
    /// let count = Callback::new(|all: Vec<i64>| all.len()).parameters([Parameter::var_positional("all")]); // def count(*all)
    /// ```
    #[must_use]
    pub fn var_positional(name: impl Into<Name>) -> Self {
        Self::of_kind(name, ParameterKind::VarPositional)
    }

    /// A parameter after `*`.
    ///
    /// ```
    /// use snakebridge_core::{Callback, Parameter};
    /// let wait = Callback::new(|seconds: f64| seconds).parameters([Parameter::keyword_only("seconds")]); // def wait(*, seconds)
    /// ```
    #[must_use]
    pub fn keyword_only(name: impl Into<Name>) -> Self {
        Self::of_kind(name, ParameterKind::KeywordOnly)
    }

    /// `**kwargs`: the function gets a `dict`.
    ///
    /// ```
    /// use snakebridge_core::{Callback, Parameter};
    /// use std::collections::HashMap;
    /// let total = Callback::new(|prices: HashMap<String, f64>| prices.values().sum::<f64>())
    ///     .parameters([Parameter::var_keyword("prices")]); // def total(**prices)
    /// ```
    #[must_use]
    pub fn var_keyword(name: impl Into<Name>) -> Self {
        Self::of_kind(name, ParameterKind::VarKeyword)
    }

    fn of_kind(name: impl Into<Name>, kind: ParameterKind) -> Self {
        Self { name: name.into(), kind, default: None, annotation: None, failure: None }
    }

    /// Its default; may be an unevaluated call.
    ///
    /// ```
    /// use snakebridge_core::Parameter;
    /// assert_eq!(Parameter::new("x").default(1).default, Some(1.into()));
    /// ```
    #[must_use]
    pub fn default(mut self, value: impl ToPy) -> Self {
        self.default = self.convert(value);
        self
    }

    /// Its annotation; may be an unevaluated call.
    ///
    /// ```
    /// use snakebridge_core::{Call, Parameter};
    /// let x = Parameter::new("x").annotation(Call::path("builtins.int"));
    /// assert!(x.annotation.is_some());
    /// ```
    #[must_use]
    pub fn annotation(mut self, value: impl ToPy) -> Self {
        self.annotation = self.convert(value);
        self
    }

    fn convert(&mut self, value: impl ToPy) -> Option<Value> {
        match value.into_value() {
            Ok(value) => Some(value),
            Err(error) => {
                self.failure.get_or_insert_with(|| Box::new(error));
                None
            }
        }
    }
}

impl PartialEq for Parameter {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
            && self.kind == other.kind
            && self.default == other.default
            && self.annotation == other.annotation
    }
}
