//! Errors as terms.

use crate::etf::Atom;
use crate::value::Encoder;
use snakebridge_core::{Error, Exception, Frame, Hint, Result, Stopped, TimedOut, WorkerDeath};
use std::fmt::{self, Display, Formatter};

/// An error of the host on its way through Python: what it is, the host has said in its own terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostTerm {
    message: String,
    term: Vec<u8>,
}

impl HostTerm {
    /// With what Python gets to read of it, and what the host wants to have back.
    pub fn new(message: impl Into<String>, term: impl Into<Vec<u8>>) -> Self {
        Self { message: message.into(), term: term.into() }
    }

    /// What the host wants to have back.
    #[must_use]
    pub fn term(&self) -> &[u8] {
        &self.term
    }
}

impl Display for HostTerm {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for HostTerm {}

impl Encoder<'_> {
    /// An error.
    ///
    /// # Errors
    /// As [`value`](Self::value), for the arguments of an exception.
    pub fn error(&mut self, error: &Error) -> Result<()> {
        match error {
            Error::Python(exception) => {
                self.headline(Atom::PYTHON, EXCEPTION, error);
                self.exception(exception)?;
            }
            Error::Conversion(wrong) => {
                self.headline(Atom::CONVERSION, 3, error);
                self.text(Atom::EXPECTED, &wrong.expected);
                self.text(Atom::FOUND, &wrong.found);
                self.text(Atom::AT, &wrong.at);
            }
            Error::TimedOut(late) => {
                self.headline(Atom::TIMED_OUT, 2, error);
                self.late(late);
            }
            Error::WorkerDied(death) => {
                self.headline(Atom::WORKER_DIED, 5, error);
                self.death(death);
            }
            Error::SessionLost { reason } => {
                self.headline(Atom::SESSION_LOST, 1, error);
                self.text(Atom::REASON, reason);
            }
            Error::CrossSession { object } => {
                self.headline(Atom::CROSS_SESSION, 1, error);
                self.text(Atom::OBJECT, object);
            }
            Error::Environment(missing) => {
                self.headline(Atom::ENVIRONMENT, 2, error);
                self.text(Atom::WHAT, &missing.what);
                self.text(Atom::FIX, &missing.fix);
            }
            Error::Cancelled => self.headline(Atom::CANCELLED, 0, error),
            Error::Denied { path, rule } => {
                self.headline(Atom::DENIED, 2, error);
                self.text(Atom::PATH, path);
                self.text(Atom::RULE, rule);
            }
            Error::Saturated { workers, waiting } => {
                self.headline(Atom::SATURATED, 2, error);
                self.uint(Atom::WORKERS, *workers as u64);
                self.uint(Atom::WAITING, *waiting as u64);
            }
            Error::Host(host) => match host.downcast_ref::<HostTerm>() {
                Some(own) => {
                    self.headline(Atom::HOST, 1, error);
                    self.out.atom(Atom::TERM);
                    self.out.binary(own.term());
                }
                // Such as a callback of the server itself that panicked.
                None => self.headline(Atom::PROTOCOL, 0, error),
            },
            Error::Protocol(_) => self.headline(Atom::PROTOCOL, 0, error),
            _ => self.headline(Atom::USAGE, 0, error),
        }
        Ok(())
    }

    /// The map of an error with so many more keys, and the two that all have.
    fn headline(&mut self, kind: Atom, more: usize, error: &Error) {
        self.out.map(2 + more);
        self.out.atom(Atom::KIND);
        self.out.atom(kind);
        self.text(Atom::MESSAGE, &error.to_string());
    }

    pub(super) fn text(&mut self, key: Atom, text: &str) {
        self.out.atom(key);
        self.out.binary(text.as_bytes());
    }

    pub(super) fn uint(&mut self, key: Atom, number: u64) {
        self.out.atom(key);
        self.out.uint(number);
    }

    fn optional(&mut self, key: Atom, number: Option<i32>) {
        self.out.atom(key);
        match number {
            Some(number) => self.out.int(number.into()),
            None => self.out.atom(Atom::NIL),
        }
    }

    fn texts<T: AsRef<str>>(&mut self, key: Atom, texts: &[T]) {
        self.out.atom(key);
        self.out.list(texts.len());
        texts.iter().for_each(|text| self.out.binary(text.as_ref().as_bytes()));
        self.out.end_list();
    }

    fn late(&mut self, late: &TimedOut) {
        self.uint(Atom::AFTER, u64::try_from(late.after.as_millis()).unwrap_or(u64::MAX));
        self.out.atom(Atom::STOPPED);
        self.out.atom(match late.stopped {
            Stopped::BeforeItBegan => Atom::BEFORE_IT_BEGAN,
            Stopped::Interrupted => Atom::INTERRUPTED,
            Stopped::Killed => Atom::KILLED,
        });
    }

    fn death(&mut self, death: &WorkerDeath) {
        self.uint(Atom::PID, death.pid.into());
        self.optional(Atom::CODE, death.code);
        self.optional(Atom::SIGNAL, death.signal);
        self.text(Atom::TRACE, &death.trace);
        self.text(Atom::EXPRESSION, &death.expression);
    }

    /// The keys of an exception, [`EXCEPTION`] of them.
    fn exception(&mut self, exception: &Exception) -> Result<()> {
        self.text(Atom::TYPE, &exception.type_name);
        self.texts(Atom::BASES, &exception.bases);
        self.text(Atom::TEXT, &exception.message);
        self.out.atom(Atom::ARGS);
        self.list(&exception.args)?;
        self.out.atom(Atom::FRAMES);
        self.out.list(exception.frames.len());
        exception.frames.iter().for_each(|frame| self.frame(frame));
        self.out.end_list();
        self.related(Atom::CAUSE, exception.cause.as_deref())?;
        self.related(Atom::CONTEXT, exception.context.as_deref())?;
        self.out.atom(Atom::SUPPRESS_CONTEXT);
        self.out.bool(exception.suppress_context);
        self.texts(Atom::NOTES, &exception.notes);
        self.out.atom(Atom::GROUP);
        self.out.list(exception.group.len());
        for member in &exception.group {
            self.out.map(EXCEPTION);
            self.exception(member)?;
        }
        self.out.end_list();
        let hints: Vec<String> = exception.hints.iter().map(Hint::to_string).collect();
        self.texts(Atom::HINTS, &hints);
        let nearest = exception.hints.iter().find_map(|hint| match hint {
            Hint::Nearest(names) => Some(names.as_slice()),
            _ => None,
        });
        self.texts(Atom::NEAREST, nearest.unwrap_or_default());
        self.out.atom(Atom::OBJECT);
        match &exception.object {
            Some(object) => self.value(&snakebridge_core::Value::Object(object.clone()))?,
            None => self.out.atom(Atom::NIL),
        }
        self.text(Atom::EXPRESSION, &exception.expression);
        self.text(Atom::TRACEBACK, &exception.traceback());
        Ok(())
    }

    fn related(&mut self, key: Atom, exception: Option<&Exception>) -> Result<()> {
        self.out.atom(key);
        match exception {
            Some(exception) => {
                self.out.map(EXCEPTION);
                self.exception(exception)
            }
            None => {
                self.out.atom(Atom::NIL);
                Ok(())
            }
        }
    }

    fn frame(&mut self, frame: &Frame) {
        self.out.tuple(4);
        self.out.binary(frame.file.as_bytes());
        self.out.uint(frame.line.into());
        self.out.binary(frame.function.as_bytes());
        match &frame.source {
            Some(source) => self.out.binary(source.as_bytes()),
            None => self.out.atom(Atom::NIL),
        }
    }
}

/// How many keys an exception has.
const EXCEPTION: usize = 15;
