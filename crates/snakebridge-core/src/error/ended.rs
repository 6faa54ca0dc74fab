//! How work ended that did not come to an end by itself: [`TimedOut`], and [`WorkerDeath`].

use std::fmt::{self, Display, Formatter};
use std::time::Duration;

/// What became of a call that was not over at its deadline.
///
/// ```no_run
/// use snakebridge_core::{Call, Error};
/// use std::time::Duration;
/// let outcome = Call::to("time.sleep").arg(60).deadline(Duration::from_secs(1)).run();
/// let Err(Error::TimedOut(timed_out)) = outcome else { unreachable!() };
/// assert_eq!(timed_out.after, Duration::from_secs(1));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct TimedOut {
    /// How long it was allowed to take.
    pub after: Duration,
    /// What became of the work.
    pub stopped: Stopped,
}

/// How work was stopped.
///
/// ```
/// use snakebridge_core::Stopped;
/// fn objects_are_lost(stopped: Stopped) -> bool {
///     matches!(stopped, Stopped::Killed)
/// }
/// assert!(!objects_are_lost(Stopped::Interrupted));
/// ```
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
    ///
    /// ```
    /// use snakebridge_core::{Stopped, TimedOut};
    /// let timed_out = TimedOut::new(std::time::Duration::from_secs(2), Stopped::Interrupted);
    /// assert_eq!(timed_out.to_string(), "the call was not over after 2s and was interrupted");
    /// ```
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
///
/// ```no_run
/// use snakebridge_core::{Call, Error};
/// # fn main() -> snakebridge_core::Result<()> {
/// let outcome = Call::to("os.abort").run();
/// let Err(Error::WorkerDied(death)) = outcome else { unreachable!() };
/// println!("signal {:?} at\n{}", death.signal, death.trace);
/// # Ok(())
/// # }
/// ```
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
    ///
    /// ```
    /// use snakebridge_core::WorkerDeath;
    /// let death = WorkerDeath::new(4711, Some(3), None, String::new());
    /// assert!(death.to_string().starts_with("the Python worker (process 4711) exited with status 3"));
    /// ```
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
