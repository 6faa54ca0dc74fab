//! A Python interpreter that works.

use crate::surroundings::Surroundings;
use crate::{Unusable, probe};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// A Python interpreter, and what it says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interpreter {
    /// What to run. Never resolved further than needed: the path into a virtual environment is what makes Python use it.
    pub path: PathBuf,
    /// Major, minor and micro version.
    pub version: (u32, u32, u32),
    /// `sys.implementation.name`, such as `cpython`.
    pub implementation: String,
    /// `sys.implementation.cache_tag`, such as `cpython-311`.
    pub abi: String,
    /// `sysconfig.get_platform()`, such as `linux-x86_64`.
    pub platform: String,
    /// `sys.prefix`: the folder of the virtual environment, if it is in one.
    pub prefix: PathBuf,
    /// `sys.base_prefix`: where Python itself is installed.
    pub base_prefix: PathBuf,
    /// `sys.executable`.
    pub executable: PathBuf,
    /// The executable outside of any virtual environment.
    pub base_executable: PathBuf,
}

impl Interpreter {
    /// The oldest version that the adapter runs on.
    pub const OLDEST: (u32, u32) = (3, 9);

    /// Starts `path` and asks it. Any version of Python that answers is a success.
    ///
    /// # Errors
    /// When it is not there, does not run, or is not Python.
    pub fn probe(path: &Path) -> Result<Self, Unusable> {
        probe::probe(&Surroundings::of_process(), path)
    }

    /// Like [`probe`](Self::probe), but starts nothing as long as the executable is the one that answered last time.
    ///
    /// # Errors
    /// When it is not there, does not run, or is not Python.
    pub fn probe_cached(path: &Path) -> Result<Self, Unusable> {
        probe::probe_cached(&Surroundings::of_process(), path)
    }

    /// Whether it is that of a virtual environment.
    #[must_use]
    pub fn is_venv(&self) -> bool {
        self.prefix != self.base_prefix
    }

    /// The version as text, such as `3.11.7`.
    #[must_use]
    pub fn version_text(&self) -> String {
        dotted(self.version)
    }

    /// Whether SnakeBridge runs on it: it is [`OLDEST`](Self::OLDEST) or newer.
    #[must_use]
    pub fn is_supported(&self) -> bool {
        (self.version.0, self.version.1) >= Self::OLDEST
    }
}

pub(crate) fn dotted((major, minor, micro): (u32, u32, u32)) -> String {
    format!("{major}.{minor}.{micro}")
}

/// Where the interpreter of a virtual environment is.
pub(crate) fn in_venv(folder: &Path) -> PathBuf {
    if cfg!(windows) { folder.join("Scripts").join("python.exe") } else { folder.join("bin").join("python") }
}
