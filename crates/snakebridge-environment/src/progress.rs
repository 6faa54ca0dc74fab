//! What happens while an environment is made.

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

/// One step of the work, for people: `Display` gives a line without a full stop.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Progress {
    /// An interpreter is being looked for.
    Searching {
        /// The version asked for, if any.
        wanted: Option<String>,
    },
    /// Another process makes the same environment: this one waits for it.
    Waiting {
        /// The environment.
        dir: PathBuf,
    },
    /// An environment that somebody began and did not finish is removed.
    Discarding {
        /// The environment.
        dir: PathBuf,
    },
    /// A virtual environment is being made.
    Creating {
        /// The environment.
        dir: PathBuf,
        /// The version of its Python.
        python: String,
    },
    /// Packages are being installed.
    Installing {
        /// The requirements.
        requirements: Vec<String>,
        /// `uv` or `pip`.
        installer: String,
    },
    /// A line that the installer wrote.
    Output(String),
    /// The files of the packages are being compiled to bytecode.
    Compiling,
    /// The environment is complete.
    Ready {
        /// The environment.
        dir: PathBuf,
        /// How many packages are in it.
        packages: usize,
        /// How long it took.
        took: Duration,
    },
    /// The environment was there already.
    Cached {
        /// The environment.
        dir: PathBuf,
    },
}

impl fmt::Display for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Searching { wanted: Some(wanted) } => write!(f, "looking for Python `{wanted}`"),
            Self::Searching { wanted: None } => f.write_str("looking for Python"),
            Self::Waiting { dir } => {
                write!(f, "waiting for another process that makes the environment `{}`", dir.display())
            }
            Self::Discarding { dir } => write!(f, "removing the unfinished environment `{}`", dir.display()),
            Self::Creating { dir, python } => {
                write!(f, "creating a virtual environment with Python {python} in `{}`", dir.display())
            }
            Self::Installing { requirements, installer } => match requirements.as_slice() {
                [one] => write!(f, "installing `{one}` with {installer}"),
                many => {
                    write!(f, "installing {} packages with {installer}: `{}`", many.len(), many.join("`, `"))
                }
            },
            Self::Output(line) => f.write_str(line),
            Self::Compiling => f.write_str("compiling the installed packages to bytecode"),
            Self::Ready { dir, packages, took } => {
                let s = if *packages == 1 { "" } else { "s" };
                write!(
                    f,
                    "environment with {packages} package{s} ready in {:.1} s: `{}`",
                    took.as_secs_f64(),
                    dir.display()
                )
            }
            Self::Cached { dir } => write!(f, "environment is up to date: `{}`", dir.display()),
        }
    }
}
