//! The scenario table: same input, same result, same error on every engine, every Python and every host.

mod arrays;
mod buffers;
mod callbacks;
mod calls;
mod conversions;
mod dice;
mod errors;
mod handles;
mod managers;
mod objects;
mod plain;
mod processes;
mod records;
mod routes;
mod standard;
mod streams;
mod surroundings;
mod tasks;
mod values;
mod views;

use snakebridge::Session;
use std::error::Error;

/// What a scenario comes to; the error says what was not as it should be.
pub type Outcome = Result<(), Box<dyn Error>>;

/// One row of the table.
#[derive(Clone, Copy)]
pub struct Scenario {
    /// Says what has to hold.
    pub name: &'static str,
    /// Whether numpy has to be importable.
    pub numpy: bool,
    /// Why it takes an interpreter that is a process of its own, if it does.
    pub process: Option<&'static str>,
    /// Runs it. The toys are on the search path, and the session is the current one of this thread.
    pub run: fn(&Session) -> Outcome,
}

/// The rows that every engine passes. Which of them covers what is in `docs/testing.md`.
#[must_use]
pub fn all() -> Vec<Scenario> {
    [
        values::SCENARIOS,
        routes::SCENARIOS,
        standard::SCENARIOS,
        calls::SCENARIOS,
        plain::SCENARIOS,
        objects::SCENARIOS,
        handles::SCENARIOS,
        records::SCENARIOS,
        conversions::SCENARIOS,
        errors::SCENARIOS,
        arrays::SCENARIOS,
        buffers::SCENARIOS,
        views::SCENARIOS,
        streams::SCENARIOS,
        callbacks::SCENARIOS,
        managers::SCENARIOS,
        tasks::SCENARIOS,
        surroundings::SCENARIOS,
    ]
    .concat()
}

/// The rows for engines whose interpreters are processes of their own. Each says why it holds for no other.
#[must_use]
pub fn of_processes() -> Vec<Scenario> {
    processes::SCENARIOS.to_vec()
}

/// Makes the table of one file from its functions: their names say what has to hold.
macro_rules! scenarios {
    (numpy: $($name:ident),+ $(,)?) => { scenarios!(@true $($name),+); };
    (@$numpy:literal $($name:ident),+) => {
        pub(super) const SCENARIOS: &[super::Scenario] =
            &[$(super::Scenario { name: stringify!($name), numpy: $numpy, process: None, run: $name }),+];
    };
    (process: $($name:ident: $why:literal),+ $(,)?) => {
        pub(super) const SCENARIOS: &[super::Scenario] =
            &[$(super::Scenario { name: stringify!($name), numpy: false, process: Some($why), run: $name }),+];
    };
    ($($name:ident),+ $(,)?) => { scenarios!(@false $($name),+); };
}
use scenarios;

/// Fails the scenario unless both are equal.
macro_rules! same {
    ($left:expr, $right:expr $(,)?) => {
        match (&$left, &$right) {
            (left, right) if left == right => {}
            (left, right) => {
                return Err(format!("{}:{}: {left:?} is not {right:?}", file!(), line!()).into());
            }
        }
    };
}
use same;

/// Fails the scenario unless the call gives this value.
macro_rules! gives {
    ($result:expr, $expected:expr $(,)?) => {
        let given: snakebridge::Value = $result?;
        super::same!(given, $expected);
    };
}
use gives;

/// Fails the scenario unless it holds.
macro_rules! holds {
    ($condition:expr $(, $($shown:tt)+)?) => {
        if !$condition {
            let shown = String::new() $(+ &format!($($shown)+))?;
            return Err(format!("{}:{}: `{}` does not hold {shown}", file!(), line!(), stringify!($condition)).into());
        }
    };
}
use holds;
