//! [`Error`]: all that can go wrong with a call.

use crate::{ConversionError, Exception};
use std::fmt::{self, Display, Formatter};
use std::sync::Arc;
use std::time::Duration;

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

/// An error of the host's own, of any type.
#[derive(Debug, Clone)]
pub struct HostError(Arc<dyn std::error::Error + Send + Sync>);

impl HostError {
    /// The error as it is.
    #[must_use]
    pub fn get(&self) -> &(dyn std::error::Error + Send + Sync + 'static) {
        &*self.0
    }

    /// The error, if it is an `E`.
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

/// What became of a call that was not over at its deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct TimedOut {
    /// How long it was allowed to take.
    pub after: Duration,
    /// What became of the work.
    pub stopped: Stopped,
}

/// How work was stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stopped {
    /// It had not begun, and never will.
    BeforeItBegan,
    /// By an interrupt; the worker goes on.
    Interrupted,
    /// It did not heed the interrupt: its worker was killed. Objects that lived there are lost, the next call gets a new worker.
    Killed,
}

impl TimedOut {
    /// For engines: a call that was allowed to take so long.
    #[must_use]
    pub fn new(after: Duration, stopped: Stopped) -> Self {
        Self { after, stopped }
    }
}

impl Display for TimedOut {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "the call was not over after {:?} and was ", self.after)?;
        f.write_str(match self.stopped {
            Stopped::BeforeItBegan => "stopped before it began",
            Stopped::Interrupted => "interrupted",
            Stopped::Killed => {
                "killed with its worker; objects it held are lost, the next call gets a new worker"
            }
        })
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

    /// An error of the host's own, from a callback: Python sees an exception `snakebridge.HostError`, and who called Python gets this one back.
    /// A [`Error`] that was boxed is taken out.
    #[must_use]
    pub fn host(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        match error.into().downcast::<Self>() {
            Ok(own) => *own,
            Err(error) => Self::Host(HostError(error.into())),
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
