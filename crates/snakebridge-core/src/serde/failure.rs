//! A [`ConversionError`] on its way through serde.

use crate::{ConversionError, Value};
use ::serde::de::{Expected, Unexpected};
use ::serde::{de, ser};
use std::fmt::{self, Display, Formatter};

/// The error of both directions.
#[derive(Debug)]
pub(super) struct Failure(ConversionError);

impl Failure {
    pub(super) fn at_index(self, index: usize) -> Self {
        Self(self.0.at_index(index))
    }

    pub(super) fn at_key(self, key: &Value) -> Self {
        Self(self.0.at_key(key))
    }

    pub(super) fn at_field(self, name: &str) -> Self {
        Self(self.0.at_field(name))
    }
}

impl From<ConversionError> for Failure {
    fn from(error: ConversionError) -> Self {
        Self(error)
    }
}

impl From<crate::Error> for Failure {
    fn from(error: crate::Error) -> Self {
        match error {
            crate::Error::Conversion(error) => Self(error),
            other => ser::Error::custom(other),
        }
    }
}

impl From<Failure> for ConversionError {
    fn from(failure: Failure) -> Self {
        failure.0
    }
}

impl Display for Failure {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        Display::fmt(&self.0, f)
    }
}

impl std::error::Error for Failure {}

impl ser::Error for Failure {
    fn custom<T: Display>(message: T) -> Self {
        ConversionError::because("value that can be sent", message.to_string()).into()
    }
}

impl de::Error for Failure {
    fn custom<T: Display>(message: T) -> Self {
        ConversionError::because("valid value", message.to_string()).into()
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        ConversionError::because(expected.to_string(), found.to_string()).into()
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        ConversionError::because(expected.to_string(), found.to_string()).into()
    }

    fn invalid_length(found: usize, expected: &dyn Expected) -> Self {
        ConversionError::because(expected.to_string(), format!("{found} items")).into()
    }

    fn unknown_variant(found: &str, expected: &'static [&'static str]) -> Self {
        ConversionError::because(one_of(expected), found).into()
    }

    fn unknown_field(found: &str, expected: &'static [&'static str]) -> Self {
        ConversionError::because(one_of(expected), found).into()
    }

    fn missing_field(field: &'static str) -> Self {
        ConversionError::because("a value", "nothing").at_field(field).into()
    }
}

fn one_of(names: &[&str]) -> String {
    match names {
        [] => "no name at all".to_owned(),
        [only] => (*only).to_owned(),
        [some @ .., last] => format!("{} or {last}", some.join(", ")),
    }
}
