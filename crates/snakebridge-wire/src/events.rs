//! Log records and warnings of Python, as `tracing` events.

use super::decode::{NoObjects, decode};
use snakebridge_core::Value;
use tracing::level_filters::LevelFilter;

/// Levels of Python's `logging`.
const ERROR: i64 = 40;
const WARNING: i64 = 30;
const INFO: i64 = 20;
const DEBUG: i64 = 10;

/// The lowest level that somebody here listens to, as Python numbers them; `None` if nobody does.
#[must_use]
pub fn lowest_level() -> Option<i64> {
    Some(match LevelFilter::current() {
        LevelFilter::OFF => return None,
        LevelFilter::ERROR => ERROR,
        LevelFilter::WARN => WARNING,
        LevelFilter::INFO => INFO,
        LevelFilter::DEBUG => DEBUG,
        LevelFilter::TRACE => 0,
    })
}

/// Passes the payload of an event on. What cannot be read is dropped: a strange log record is no reason to end anything.
pub fn emit(payload: &[u8]) {
    let Ok(event) = decode(payload, &mut NoObjects) else { return };
    let text = |name: &str| match event.key(name) {
        Some(Value::Str(text)) => text.as_str(),
        _ => "",
    };
    let number = |name: &str| match event.key(name) {
        Some(Value::Int(number)) => *number,
        _ => 0,
    };
    let (message, file, line) = (text("message"), text("file"), number("line"));
    if text("kind") == "warning" {
        let category = text("category");
        tracing::warn!(target: "snakebridge::python::warnings", category, file, line, "{message}");
        return;
    }
    let (logger, function) = (text("logger"), text("function"));
    // The level of an event is part of what the compiler makes of it.
    macro_rules! log {
        ($level:ident) => {
            tracing::$level!(target: "snakebridge::python", logger, function, file, line, "{message}")
        };
    }
    match number("level") {
        ERROR.. => log!(error),
        WARNING.. => log!(warn),
        INFO.. => log!(info),
        DEBUG.. => log!(debug),
        _ => log!(trace),
    }
}
