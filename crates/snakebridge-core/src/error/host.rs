//! Errors of the host's own.

use std::fmt::{self, Display, Formatter};
use std::sync::Arc;

/// An error of the host's own, of any type.
///
/// ```
/// use snakebridge_core::Error;
/// let Error::Host(error) = Error::host("out of stock") else { unreachable!() };
/// assert_eq!(error.to_string(), "out of stock");
/// ```
#[derive(Debug, Clone)]
pub struct HostError(pub(super) Arc<dyn std::error::Error + Send + Sync>);

impl HostError {
    /// The error as it is.
    ///
    /// ```
    /// use snakebridge_core::Error;
    /// let Error::Host(error) = Error::host("out of stock") else { unreachable!() };
    /// assert!(error.get().source().is_none());
    /// ```
    #[must_use]
    pub fn get(&self) -> &(dyn std::error::Error + Send + Sync + 'static) {
        &*self.0
    }

    /// The error, if it is an `E`.
    ///
    /// ```
    /// use snakebridge_core::Error;
    /// let Error::Host(error) = Error::host(std::fmt::Error) else { unreachable!() };
    /// assert_eq!(error.downcast_ref::<std::fmt::Error>(), Some(&std::fmt::Error));
    /// ```
    #[must_use]
    pub fn downcast_ref<E: std::error::Error + 'static>(&self) -> Option<&E> {
        self.0.downcast_ref()
    }
}

impl Display for HostError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        Display::fmt(&self.0, f)
    }
}

/// A callback panicked. Python saw an exception with this message, and this is what comes back.
///
/// ```
/// use snakebridge_core::{Error, Panicked};
/// let error = Error::panicked(&"no such row");
/// assert_eq!(error.host_error::<Panicked>().unwrap().message, "no such row");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a callback panicked: {message}")]
pub struct Panicked {
    /// What the panic said.
    pub message: String,
}
