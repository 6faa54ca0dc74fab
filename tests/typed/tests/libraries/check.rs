//! One row of a table: a call through generated wrappers, and the same in Python.

use snakebridge::{Bridge, Call, FromPy, Object, PythonException, Result};
use std::fmt::Debug;
use std::sync::LazyLock;

/// What is checked of one library.
#[derive(Debug)]
pub(crate) struct Checks {
    /// Statements that the expressions need before them.
    pub(crate) setup: &'static str,
    pub(crate) rows: &'static [Check],
}

/// One row.
#[derive(Debug)]
pub(crate) struct Check {
    /// The Python paths of what is called through wrappers.
    pub(crate) symbols: &'static [&'static str],
    /// The same as an expression of Python's.
    pub(crate) python: &'static str,
    /// Evaluates both; an error says how they differ.
    pub(crate) compare: fn(&Python) -> Result<(), String>,
}

/// A table: `"path", ..: "expression of Python's" => expression of Rust's`, which is a `Result` of something that can be compared.
macro_rules! checks {
    ($setup:literal; $($($symbol:literal),+: $python:literal => $rust:expr;)+) => {
        pub(crate) const CHECKS: $crate::check::Checks = $crate::check::Checks {
            setup: $setup,
            rows: &[$($crate::check::Check {
                symbols: &[$($symbol),+],
                python: $python,
                compare: |python| python.compare($python, || $rust),
            }),+],
        };
    };
}
pub(crate) use checks;

/// What all expressions may use.
const PRELUDE: &str = "
def raised(function, *arguments, **options):
    try:
        function(*arguments, **options)
    except BaseException as error:
        return f'{type(error).__module__}.{type(error).__qualname__}: {error}'
";

/// Few workers, each of which imports the libraries of several tests.
static BRIDGE: LazyLock<Bridge> = LazyLock::new(|| {
    Bridge::builder().workers(2).build().expect("the build script has provided the environment")
});

/// Where expressions of Python's are evaluated: the very interpreter that the wrappers call.
#[derive(Debug)]
pub(crate) struct Python {
    globals: Object,
}

impl Python {
    fn new(setup: &str) -> Result<Self> {
        let globals = Call::to("builtins.dict").object()?;
        for statements in [PRELUDE, setup] {
            Call::to("builtins.exec").arg(statements).arg(&globals).run()?;
        }
        Ok(Self { globals })
    }

    /// Both are read as the same type, without loss or not at all.
    pub(crate) fn compare<T>(&self, python: &str, rust: impl FnOnce() -> Result<T>) -> Result<(), String>
    where
        T: FromPy + PartialEq + Debug,
    {
        let called = rust().map_err(|error| format!("the wrapper fails: {error}"))?;
        let expected = Call::to("builtins.eval").arg(python).arg(&self.globals).get::<T>();
        let expected = expected.map_err(|error| format!("Python fails: {error}"))?;
        if called == expected {
            return Ok(());
        }
        Err(format!("the wrapper gives {called:?}, Python {expected:?}"))
    }
}

impl Checks {
    /// Runs all rows in a session of their own. Panics with all that differ.
    pub(crate) fn run(&self) {
        let session = BRIDGE.session();
        let _entered = session.enter();
        let python = Python::new(self.setup).expect("the library can be imported");
        let failures: Vec<String> = self.rows.iter().filter_map(|row| row.failure(&python)).collect();
        assert!(
            failures.is_empty(),
            "{} of {} rows fail:\n{}",
            failures.len(),
            self.rows.len(),
            failures.join("\n")
        );
    }
}

impl Check {
    fn failure(&self, python: &Python) -> Option<String> {
        let why = (self.compare)(python).err()?;
        Some(format!("{}: `{}`\n    {why}", self.symbols.join(", "), self.python))
    }
}

/// What was raised, as `raised(..)` tells it in Python, if it is an instance of `E`.
pub(crate) fn raised<E: PythonException>(outcome: Result<impl Sized>) -> Result<String> {
    match outcome {
        Ok(_) => Err(snakebridge::Error::host("nothing was raised")),
        Err(error) if error.is::<E>() => {
            let exception = error.exception().expect("it is one of Python's");
            Ok(format!("{}: {}", exception.type_name, exception.message))
        }
        Err(error) => Err(error),
    }
}
