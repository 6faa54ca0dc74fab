//! What the tests of SnakeBridge share: the interpreters to test with, toy packages, and the one scenario table that
//! every engine has to pass.

pub mod pythons;
pub mod scenarios;

pub use pythons::{
    Python, oldest_middle_newest, supported, with_numpy, with_numpy_and_pybind11, with_tables_and_records,
};
pub use scenarios::{Scenario, all, of_processes};

use std::path::PathBuf;

/// The folder of toy modules, to be put on the search path.
#[must_use]
pub fn toys() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("toys")
}
