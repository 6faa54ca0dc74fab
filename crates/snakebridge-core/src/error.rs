//! [`Error`]: all that can go wrong with a call.

mod ended;
mod host;

pub use ended::{Stopped, TimedOut, WorkerDeath};
pub use host::{HostError, Panicked};

use crate::{ConversionError, Exception};
use std::fmt::{self, Display, Formatter};

/// The result of everything that talks to Python.
///
/// ```no_run
/// use snakebridge_core::{Call, Result};
/// fn root(of: f64) -> Result<f64> {
///     Call::to("math.sqrt").arg(of).get()
/// }
/// ```
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a call gave no result.
///
/// ```no_run
/// use snakebridge_core::{Call, Error};
/// # fn main() -> snakebridge_core::Result<()> {
/// match Call::to("json.loads").arg("{").get::<f64>() {
///     Ok(number) => println!("{number}"),
///     Err(error) if error.is_instance("ValueError") => println!("no JSON: {error}"),
///     Err(Error::Conversion(error)) => println!("no number: {error}"),
///     Err(other) => return Err(other),
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Python raised an exception.
    #[error("{0}")]
    Python(Box<Exception>),
    /// The result, or an argument, is not of the type that was asked for.
    #[error("{0}")]
    Conversion(#[from] ConversionError),
    /// The worker process ended during the call. The next call gets a new worker.
    #[error("{0}")]
    WorkerDied(Box<WorkerDeath>),
    /// The session was closed, or the interpreter that held its objects is gone.
    #[error("the session is lost: {reason}; objects made in it cannot be used any more, make them anew")]
    SessionLost {
        /// What ended it.
        reason: String,
    },
    /// An object of one session was used in another.
    #[error(
        "`{object}` belongs to another session than this call; objects live in the session that made them"
    )]
    CrossSession {
        /// The object, described without asking Python.
        object: String,
    },
    /// Python, a package or a folder is not there or not usable.
    #[error("{0}")]
    Environment(Box<Environment>),
    /// The call was not over at its deadline.
    #[error("{0}")]
    TimedOut(Box<TimedOut>),
    /// The call was cancelled.
    #[error("the call was cancelled")]
    Cancelled,
    /// The bridge's policy does not admit it.
    #[error("`{path}` is denied by the policy of this bridge (rule `{rule}`)")]
    Denied {
        /// What was to be used.
        path: String,
        /// The rule that matched.
        rule: String,
    },
    /// All workers are busy, and as many calls as are allowed wait for one.
    #[error(
        "all {workers} workers are busy and {waiting} calls wait already; call again later, or allow more of either"
    )]
    Saturated {
        /// How many workers there are.
        workers: usize,
        /// How many calls wait.
        waiting: usize,
    },
    /// A callback gave an error that is no error of Python; it comes back to who called Python as it was.
    #[error("{0}")]
    Host(HostError),
    /// For callbacks: the exception that an expression makes is to be raised in Python; see [`Error::raise`].
    #[error("`{0}` is to be raised in Python, but no callback is being answered")]
    Raise(Box<crate::Expr>),
    /// The call was put together in a way that cannot be sent.
    #[error("{0}")]
    Usage(String),
    /// The two sides did not understand each other; the interpreter was stopped.
    #[error(
        "protocol error: {0}; this is a fault of SnakeBridge or of something that wrote to its descriptor"
    )]
    Protocol(String),
}

/// What is missing, and what to do about it.
///
/// ```
/// use snakebridge_core::Error;
/// let Error::Environment(missing) = Error::environment("there is no Python", "install one") else { unreachable!() };
/// assert_eq!((&*missing.what, &*missing.fix), ("there is no Python", "install one"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Environment {
    /// What happened, and where.
    pub what: String,
    /// What to do.
    pub fix: String,
}

impl Display for Environment {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}; {}", self.what, self.fix)
    }
}

/// For people, because this is what a `main` that returns an error shows: the message, and of an exception the whole traceback.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Python(exception) => f.write_str(exception.traceback().trim_end()),
            other => write!(f, "{other}"),
        }
    }
}

impl Error {
    /// Something of the environment is not as it should be.
    ///
    /// ```
    /// use snakebridge_core::Error;
    /// let error = Error::environment("`model.bin` is not there", "run `train` first");
    /// assert_eq!(error.to_string(), "`model.bin` is not there; run `train` first");
    /// ```
    #[must_use]
    pub fn environment(what: impl Into<String>, fix: impl Into<String>) -> Self {
        Self::Environment(Box::new(Environment { what: what.into(), fix: fix.into() }))
    }

    /// The Python exception, if that is what went wrong.
    ///
    /// ```
    /// use snakebridge_core::{Error, Exception};
    /// let error = Error::from(Exception::new("builtins.KeyError", "'a'"));
    /// assert_eq!(error.exception().unwrap().message, "'a'");
    /// assert!(Error::Cancelled.exception().is_none());
    /// ```
    #[must_use]
    pub fn exception(&self) -> Option<&Exception> {
        match self {
            Self::Python(exception) => Some(exception),
            _ => None,
        }
    }

    /// An error of the host's own, from a callback: Python sees an exception `snakebridge.HostError`, and who called Python gets this one back.
    /// A [`Error`] that was boxed is taken out.
    ///
    /// ```
    /// use snakebridge_core::{Callback, Error};
    /// let find = Callback::new(|path: String| std::fs::read_to_string(path).map_err(Error::host));
    /// assert_eq!(Error::host("out of stock").to_string(), "out of stock");
    /// ```
    #[must_use]
    pub fn host(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        match error.into().downcast::<Self>() {
            Ok(own) => *own,
            Err(error) => Self::Host(HostError(error.into())),
        }
    }

    /// For callbacks: raises an exception in Python, which a call makes or an object is.
    ///
    /// ```
    /// use snakebridge_core::{Call, Callback, Error};
    /// let find = Callback::new(|key: String| -> Result<i64, Error> {
    ///     Err(Error::raise(Call::to("builtins.KeyError").arg(key)))
    /// });
    /// ```
    #[must_use]
    pub fn raise(exception: impl crate::ToPy) -> Self {
        exception.into_value().map_or_else(|error| error, |value| Self::Raise(Box::new(value.into())))
    }

    /// For callbacks: raises a new exception of this class in Python.
    ///
    /// ```
    /// use snakebridge_core::{Callback, Error};
    /// let find = Callback::new(|key: String| -> Result<i64, Error> {
    ///     Err(Error::raise_new("builtins.LookupError", format!("there is no {key}")))
    /// });
    /// ```
    #[must_use]
    pub fn raise_new(class: impl Into<crate::Name>, message: impl Into<String>) -> Self {
        Self::raise(crate::Call::to(class).arg(message.into()))
    }

    /// For engines: the error of a callback that panicked, [`Panicked`].
    ///
    /// ```
    /// use snakebridge_core::Error;
    /// let payload = std::panic::catch_unwind(|| panic!("no such row")).unwrap_err();
    /// assert_eq!(Error::panicked(&*payload).to_string(), "a callback panicked: no such row");
    /// ```
    #[must_use]
    pub fn panicked(payload: &(dyn std::any::Any + Send)) -> Self {
        let text = payload.downcast_ref::<&str>().copied();
        let message = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
        Self::host(Panicked { message: message.unwrap_or("with a payload that is no text").to_owned() })
    }

    /// The host's own error of type `E`, if it came from a callback and through Python; see [`Error::host`].
    ///
    /// ```
    /// # use snakebridge_core::Error;
    /// let error = Error::host(std::fmt::Error);
    /// assert!(error.host_error::<std::fmt::Error>().is_some());
    /// assert!(error.host_error::<std::io::Error>().is_none());
    /// ```
    #[must_use]
    pub fn host_error<E: std::error::Error + 'static>(&self) -> Option<&E> {
        match self {
            Self::Host(error) => error.downcast_ref(),
            _ => None,
        }
    }

    /// Whether Python raised an instance of this class; see [`Exception::is_instance`].
    ///
    /// ```
    /// use snakebridge_core::{Error, Exception};
    /// let mut exception = Exception::new("builtins.KeyError", "'a'");
    /// exception.bases = vec!["builtins.KeyError".to_owned(), "builtins.LookupError".to_owned()];
    /// assert!(Error::from(exception).is_instance("LookupError"));
    /// ```
    #[must_use]
    pub fn is_instance(&self, class: &str) -> bool {
        self.exception().is_some_and(|exception| exception.is_instance(class))
    }

    /// Says which expression it was, where the error can hold that.
    pub(crate) fn during(mut self, expr: &crate::Expr) -> Self {
        match &mut self {
            Self::Python(exception) => exception.expression = expr.to_string(),
            Self::WorkerDied(death) => death.expression = expr.to_string(),
            _ => {}
        }
        self
    }
}

impl From<Exception> for Error {
    fn from(exception: Exception) -> Self {
        Self::Python(Box::new(exception))
    }
}
