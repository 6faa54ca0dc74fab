//! The interpreters that tests run on.

use snakebridge_environment::{Request, provision, search_report};
use std::path::{Path, PathBuf};

/// An interpreter to test with.
#[derive(Debug, Clone)]
pub struct Python {
    /// Such as `3.11.7`.
    pub version: String,
    /// What to run.
    pub path: PathBuf,
}

/// Of the versions that the issue of the day asks for (3.9, 3.11, 3.13) those that are on this machine. A machine with
/// none of them gets whatever Python it has, so that no test passes by running on nothing.
///
/// # Panics
/// When there is no Python at all.
#[must_use]
pub fn oldest_middle_newest() -> Vec<Python> {
    found(&[9, 11, 13])
}

/// As [`oldest_middle_newest`], of all versions that are supported.
///
/// # Panics
/// When there is no Python at all.
#[must_use]
pub fn supported() -> Vec<Python> {
    found(&[9, 10, 11, 12, 13])
}

fn found(minors: &[u32]) -> Vec<Python> {
    let report = search_report(None, Path::new(".")).expect("no version is asked for");
    let found = || report.candidates.iter().filter_map(|candidate| candidate.outcome.as_ref().ok());
    let mut chosen: Vec<Python> = Vec::new();
    for &minor in minors {
        let this = found().find(|python| python.version.0 == 3 && python.version.1 == minor);
        chosen
            .extend(this.map(|python| Python { version: python.version_text(), path: python.path.clone() }));
    }
    if chosen.is_empty() {
        let any = found().next().expect("the tests need a Python");
        chosen.push(Python { version: any.version_text(), path: any.path.clone() });
    }
    chosen
}

/// A managed environment with numpy, provisioned on first use and shared by all tests.
///
/// # Panics
/// When it cannot be provisioned; the message says why.
#[must_use]
pub fn with_numpy() -> Python {
    with(None, &["numpy>=2,<3"])
}

/// A managed environment with libraries of tables and of records, provisioned on first use and shared by all tests.
///
/// # Panics
/// When it cannot be provisioned; the message says why.
#[must_use]
pub fn with_tables_and_records() -> Python {
    let tables = ["pandas==3.1.1", "polars==2.1.0", "pyarrow==26.0.1"];
    let records = ["attrs==26.1.0", "msgspec==0.22.0", "pydantic==2.14.3"];
    with(Some(">=3.11,<3.14"), &[tables, records].concat())
}

/// A managed environment with numpy and a library that pybind11 made, provisioned on first use and shared by all tests.
///
/// # Panics
/// When it cannot be provisioned; the message says why.
#[must_use]
pub fn with_numpy_and_pybind11() -> Python {
    with(None, &["numpy>=2,<3", "contourpy==1.3.3"])
}

fn with(version: Option<&str>, requirements: &[&str]) -> Python {
    let request = Request {
        version: version.map(str::to_owned),
        requirements: requirements.iter().map(|&requirement| requirement.to_owned()).collect(),
        ..Request::default()
    };
    let environment = provision(&request, &mut |_progress| {})
        .unwrap_or_else(|error| panic!("no {} to test with: {error}", requirements.join(", ")));
    Python { version: environment.interpreter.version_text(), path: environment.interpreter.path.clone() }
}
