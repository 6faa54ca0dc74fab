//! Why an interpreter is not taken. This is data for a report, not yet an error.

use crate::interpreter::{Interpreter, dotted};
use std::path::PathBuf;

/// Why a candidate is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unusable {
    /// There is no such file.
    Missing,
    /// It is a folder, or a file that may not be run.
    NotExecutable,
    /// A shim of pyenv, for which the selected versions have nothing.
    NotSelected {
        /// The versions that pyenv selects here.
        selected: Vec<String>,
    },
    /// It could not be started.
    NotStarted {
        /// What the system said.
        message: String,
    },
    /// It ended with an error.
    Failed {
        /// The last thing it said.
        message: String,
    },
    /// It ran, and is not Python.
    NotPython,
    /// It did not answer in time.
    Silent,
    /// It is older than what SnakeBridge runs on.
    TooOld {
        /// Its version.
        version: (u32, u32, u32),
    },
    /// It is another implementation: it must be named to be taken.
    NotCPython {
        /// Which.
        implementation: String,
    },
    /// It is not the version asked for.
    NotWanted {
        /// Its version.
        version: (u32, u32, u32),
        /// What was asked for.
        wanted: String,
    },
    /// It is the same as one found before.
    Same {
        /// The one found before.
        as_path: PathBuf,
    },
}

impl std::fmt::Display for Unusable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Missing => f.write_str("does not exist"),
            Self::NotExecutable => f.write_str("is not an executable file"),
            Self::NotSelected { selected } => {
                write!(
                    f,
                    "is a shim, and the version pyenv selects here (`{}`) does not have it",
                    selected.join("`, `")
                )
            }
            Self::NotStarted { message } => write!(f, "cannot be started: {message}"),
            Self::Failed { message } => write!(f, "fails: {message}"),
            Self::NotPython => f.write_str("is not Python"),
            Self::Silent => f.write_str("did not answer in time"),
            Self::TooOld { version } => {
                let (major, minor) = Interpreter::OLDEST;
                write!(f, "is Python {}, older than {major}.{minor}", dotted(*version))
            }
            Self::NotCPython { implementation } => write!(f, "is `{implementation}`, not CPython"),
            Self::NotWanted { version, wanted } => {
                write!(f, "is Python {}, wanted is `{wanted}`", dotted(*version))
            }
            Self::Same { as_path } => write!(f, "is the same as `{}`", as_path.display()),
        }
    }
}

impl std::error::Error for Unusable {}
