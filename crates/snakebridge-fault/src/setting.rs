//! [`Setting`]: how hard faults hit, and how patient a run is.

use snakebridge::{Bridge, BridgeBuilder};
use std::path::PathBuf;
use std::time::Duration;

/// How hard faults hit, and how patient a run is.
#[derive(Debug, Clone)]
pub struct Setting {
    /// This program, which is started again where a host of its own is needed.
    pub program: PathBuf,
    /// The interpreter, if not the one that is found.
    pub python: Option<PathBuf>,
    /// The deadline of calls that do not end by themselves.
    pub deadline: Duration,
    /// How long an interrupted call may take to end.
    pub grace: Duration,
    /// What a busy machine may add to that.
    pub slack: Duration,
    /// What one injection may take.
    pub patience: Duration,
    /// Bytes to each of stdout and stderr.
    pub flood: usize,
    /// Workers to kill under load.
    pub kills: usize,
}

impl Setting {
    /// That of `cargo xtask fault`.
    #[must_use]
    pub fn whole(program: PathBuf, python: Option<PathBuf>) -> Self {
        Self {
            program,
            python,
            deadline: Duration::from_millis(500),
            grace: Duration::from_millis(500),
            slack: Duration::from_millis(500),
            patience: Duration::from_secs(40),
            flood: 32 << 20,
            kills: 200,
        }
    }

    /// The same in seconds, for tests, which share the machine with others.
    #[must_use]
    pub fn short(program: PathBuf) -> Self {
        Self {
            deadline: Duration::from_millis(100),
            grace: Duration::from_millis(100),
            slack: Duration::from_secs(20),
            patience: Duration::from_secs(60),
            flood: 4 << 20,
            kills: 12,
            ..Self::whole(program, None)
        }
    }

    /// A bridge to inject faults into.
    pub(crate) fn bridge(&self) -> BridgeBuilder {
        let bridge = with_modules().grace(self.grace);
        match &self.python {
            Some(python) => bridge.python(python),
            None => bridge,
        }
    }
}

/// A bridge whose workers find the modules of this crate.
pub(crate) fn with_modules() -> BridgeBuilder {
    Bridge::builder().search_path(concat!(env!("CARGO_MANIFEST_DIR"), "/python"))
}
