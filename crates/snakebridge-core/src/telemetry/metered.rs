//! Metrics for whatever recorder the program has installed. Names and labels are constants, so that nothing is allocated where there is none.

use metrics::{Unit, counter, describe_counter, describe_gauge, describe_histogram, gauge, histogram};
use std::sync::Once;
use std::time::Instant;

/// A call that is under way.
pub(crate) struct InFlight {
    began: Instant,
}

impl InFlight {
    pub(crate) fn begin() -> Self {
        describe();
        gauge!("snakebridge_calls_in_flight").increment(1.0);
        Self { began: Instant::now() }
    }

    pub(crate) fn end(&self, outcome: &'static str) {
        gauge!("snakebridge_calls_in_flight").decrement(1.0);
        histogram!("snakebridge_call_seconds").record(self.began.elapsed());
        // Only labels that are literals need no memory.
        macro_rules! count {
            ($($outcome:literal),*) => {
                match outcome {
                    $($outcome => counter!("snakebridge_calls_total", "outcome" => $outcome),)*
                    _ => counter!("snakebridge_calls_total", "outcome" => "other"),
                }
            };
        }
        count!("ok", "python", "timed_out", "cancelled", "worker_died").increment(1);
    }

    /// It was no call after all.
    pub(crate) fn forget(&self) {
        gauge!("snakebridge_calls_in_flight").decrement(1.0);
    }
}

/// A call that waits for an idle interpreter.
pub(crate) struct Waiting(());

impl Waiting {
    pub(crate) fn begin() -> Self {
        gauge!("snakebridge_queue_length").increment(1.0);
        Self(())
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        gauge!("snakebridge_queue_length").decrement(1.0);
    }
}

/// An object that the program holds.
pub(crate) struct LiveObject(());

impl LiveObject {
    pub(crate) fn begin() -> Self {
        gauge!("snakebridge_live_objects").increment(1.0);
        Self(())
    }
}

impl Drop for LiveObject {
    fn drop(&mut self) {
        gauge!("snakebridge_live_objects").decrement(1.0);
    }
}

pub(crate) fn restarted_after_loss() {
    counter!("snakebridge_worker_restarts_total", "reason" => "lost").increment(1);
}

pub(crate) fn recycled() {
    counter!("snakebridge_worker_restarts_total", "reason" => "recycled").increment(1);
}

/// Tells the recorder what they are, with the first call.
fn describe() {
    static DESCRIBED: Once = Once::new();
    DESCRIBED.call_once(|| {
        describe_counter!("snakebridge_calls_total", Unit::Count, "Calls of Python that are over");
        describe_histogram!("snakebridge_call_seconds", Unit::Seconds, "How long calls of Python took");
        describe_gauge!("snakebridge_calls_in_flight", Unit::Count, "Calls of Python that are under way");
        describe_gauge!(
            "snakebridge_queue_length",
            Unit::Count,
            "Calls that wait for an idle Python interpreter"
        );
        describe_gauge!("snakebridge_live_objects", Unit::Count, "Python objects that the program holds");
        describe_counter!(
            "snakebridge_worker_restarts_total",
            Unit::Count,
            "Python workers that were replaced"
        );
    });
}
