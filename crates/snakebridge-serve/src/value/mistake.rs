//! [`Mistake`]: a term that makes no sense, with the place.

use crate::etf::FormatError;
use snakebridge_core::{ConversionError, Error};

/// A term of the host that is no value or expression, or names something that is not there.
#[derive(Debug, Clone)]
pub struct Mistake {
    what: What,
    /// From the inside out.
    path: Vec<String>,
}

#[derive(Debug, Clone)]
enum What {
    /// The bytes themselves are wrong, so that what comes after them cannot be read.
    Format(FormatError),
    Text(String),
    Error(Box<Error>),
}

impl Mistake {
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Self { what: What::Text(what.into()), path: Vec::new() }
    }

    pub(crate) fn inside(mut self, step: impl Into<String>) -> Self {
        self.path.push(step.into());
        self
    }

    /// As the error of whoever sent it.
    #[must_use]
    pub fn into_error(self) -> Error {
        let place: String = self.path.iter().rev().map(String::as_str).collect();
        let place = if place.is_empty() { String::new() } else { format!(" at `${place}`") };
        match self.what {
            What::Format(error) => Error::Usage(format!("{error}{place}")),
            What::Text(text) => Error::Usage(format!("{text}{place}")),
            What::Error(error) => *error,
        }
    }
}

impl From<FormatError> for Mistake {
    fn from(error: FormatError) -> Self {
        Self { what: What::Format(error), path: Vec::new() }
    }
}

impl From<Error> for Mistake {
    fn from(error: Error) -> Self {
        Self { what: What::Error(Box::new(error)), path: Vec::new() }
    }
}

impl From<ConversionError> for Mistake {
    fn from(error: ConversionError) -> Self {
        Self::new(error.to_string())
    }
}
