//! What can be seen of the work from outside: spans and events of `tracing`, metrics of `metrics`. The names are those of `docs/observing.md`.

use crate::plainly::Plainly;
use crate::{Error, Result};
use std::fmt::Display;
use tracing::Span;
use tracing::field::Empty;

#[cfg_attr(feature = "metrics", path = "telemetry/metered.rs")]
#[cfg_attr(not(feature = "metrics"), path = "telemetry/unmetered.rs")]
mod meter;

pub(crate) use meter::{LiveObject, Waiting};

/// One call, from when it is asked for until its outcome is known; if it is dropped before, it was cancelled.
pub(crate) struct Observed {
    span: Span,
    meter: meter::InFlight,
    outcome: &'static str,
}

impl Observed {
    /// The expression is written out only if somebody listens.
    pub(crate) fn begin(expr: &impl Display) -> Self {
        let span = tracing::debug_span!(target: "snakebridge", "call", call = %expr, outcome = Empty);
        Self { span, meter: meter::InFlight::begin(), outcome: "cancelled" }
    }

    /// Works at it. Whatever is traced meanwhile on this thread belongs to it.
    pub(crate) fn work<T>(&self, work: impl FnOnce() -> T) -> T {
        self.span.in_scope(work)
    }

    pub(crate) fn end<T>(mut self, outcome: &Result<T>) {
        self.outcome = outcome_of(outcome);
    }
}

impl Drop for Observed {
    fn drop(&mut self) {
        self.span.record("outcome", self.outcome);
        self.meter.end(self.outcome);
    }
}

/// A call that holds up its thread.
pub(crate) fn observe<T>(expr: &impl Display, work: impl FnOnce() -> Result<T>) -> Result<T> {
    let call = Observed::begin(expr);
    let outcome = call.work(work);
    call.end(&outcome);
    outcome
}

/// Whether anybody would see the span of a call.
#[inline]
pub(crate) fn is_watched() -> bool {
    tracing::span_enabled!(target: "snakebridge", tracing::Level::DEBUG)
}

/// A call that is counted, and has no span.
pub(crate) struct Metered(meter::InFlight);

impl Metered {
    #[inline]
    pub(crate) fn begin() -> Self {
        Self(meter::InFlight::begin())
    }

    #[inline]
    pub(crate) fn end(self, outcome: &Plainly) {
        match outcome {
            // It is begun anew by another way.
            Plainly::Declined => self.0.forget(),
            Plainly::Failed(error) => self.0.end(outcome_of_error(error)),
            _ => self.0.end("ok"),
        }
    }
}

/// Answers one call of a callback.
pub(crate) fn answer(name: &impl Display, work: impl FnOnce()) {
    tracing::debug_span!(target: "snakebridge", "callback", callback = %name).in_scope(work);
}

/// An interpreter that was lost has a successor.
pub(crate) fn replaced(reason: &str) {
    tracing::warn!(target: "snakebridge", reason, "a Python worker was replaced: {reason}");
    meter::restarted_after_loss();
}

/// An interpreter that was due to be replaced was taken away; the next call gets a new one.
pub(crate) fn recycled() {
    tracing::debug!(target: "snakebridge", "a Python worker is recycled");
    meter::recycled();
}

fn outcome_of<T>(outcome: &Result<T>) -> &'static str {
    outcome.as_ref().map_or_else(outcome_of_error, |_| "ok")
}

fn outcome_of_error(error: &Error) -> &'static str {
    match error {
        Error::Python(_) => "python",
        Error::TimedOut(_) => "timed_out",
        Error::Cancelled => "cancelled",
        Error::WorkerDied(_) => "worker_died",
        _ => "other",
    }
}

#[cfg(test)]
mod tests;
