//! [`Expected`]: what a call is to come to that does harm.

use snakebridge::{Error, Result, Stopped};

/// What a call is to come to that does harm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Expected {
    /// The worker is ended by this signal.
    Signal(i32),
    /// The worker exits with this status.
    Status(i32),
    /// The worker is gone, this way or that.
    Death,
    /// The worker wrote what it may not.
    Protocol,
    /// The call is interrupted at its deadline.
    Interrupted,
    /// The call does not heed the interrupt, and its worker is killed.
    Killed,
    /// An exception of this class.
    Exception(&'static str),
}

impl Expected {
    pub(crate) fn fits(self, outcome: &Result<()>) -> bool {
        match (self, outcome) {
            (Self::Signal(signal), Err(Error::WorkerDied(death))) => death.signal == Some(signal),
            (Self::Status(status), Err(Error::WorkerDied(death))) => death.code == Some(status),
            (Self::Death, Err(Error::WorkerDied(_))) | (Self::Protocol, Err(Error::Protocol(_))) => true,
            (Self::Interrupted, Err(Error::TimedOut(late))) => late.stopped == Stopped::Interrupted,
            (Self::Killed, Err(Error::TimedOut(late))) => late.stopped == Stopped::Killed,
            (Self::Exception(class), Err(error)) => error.is_instance(class),
            _ => false,
        }
    }

    /// Whether the worker goes on, and with it the objects that live there.
    pub(crate) fn spares_worker(self) -> bool {
        matches!(self, Self::Interrupted | Self::Exception(_))
    }

    /// Whether the call ends only because of its deadline.
    pub(crate) fn takes_deadline(self) -> bool {
        matches!(self, Self::Interrupted | Self::Killed)
    }
}
