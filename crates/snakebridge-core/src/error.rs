//! [`Error`]: all that can go wrong with a call.

use crate::{ConversionError, Exception};
use std::fmt::{self, Display, Formatter};

/// The result of everything that talks to Python.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a call gave no result.
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

/// How a worker process ended.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct WorkerDeath {
    /// Its process id.
    pub pid: u32,
    /// Its exit status, if it ended by itself.
    pub code: Option<i32>,
    /// The signal that ended it.
    pub signal: Option<i32>,
    /// What `faulthandler` wrote: the Python stack at the time of a crash. Empty if there was no crash that it saw.
    pub trace: String,
    /// The expression that was being evaluated, shortened.
    pub expression: String,
}

impl WorkerDeath {
    /// The death of a process.
    #[must_use]
    pub fn new(pid: u32, code: Option<i32>, signal: Option<i32>, trace: String) -> Self {
        Self { pid, code, signal, trace, expression: String::new() }
    }
}

impl Display for WorkerDeath {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "the Python worker (process {}) ", self.pid)?;
        match (self.signal, self.code) {
            (Some(signal), _) => write!(f, "was ended by signal {signal}{}", signal_name(signal))?,
            (None, Some(code)) => write!(f, "exited with status {code}")?,
            (None, None) => f.write_str("ended")?,
        }
        if !self.expression.is_empty() {
            write!(f, " while it evaluated `{}`", self.expression)?;
        }
        f.write_str("; objects it held are lost, the next call gets a new worker")?;
        if self.trace.is_empty() { Ok(()) } else { write!(f, "\n{}", self.trace.trim_end()) }
    }
}

fn signal_name(signal: i32) -> &'static str {
    match signal {
        2 => " (SIGINT)",
        4 => " (SIGILL)",
        6 => " (SIGABRT)",
        7 => " (SIGBUS)",
        8 => " (SIGFPE)",
        9 => " (SIGKILL)",
        11 => " (SIGSEGV)",
        15 => " (SIGTERM)",
        _ => "",
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
    #[must_use]
    pub fn environment(what: impl Into<String>, fix: impl Into<String>) -> Self {
        Self::Environment(Box::new(Environment { what: what.into(), fix: fix.into() }))
    }

    /// The Python exception, if that is what went wrong.
    #[must_use]
    pub fn exception(&self) -> Option<&Exception> {
        match self {
            Self::Python(exception) => Some(exception),
            _ => None,
        }
    }

    /// Whether Python raised an instance of this class; see [`Exception::is_instance`].
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
