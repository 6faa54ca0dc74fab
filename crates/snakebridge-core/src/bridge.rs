//! [`Bridge`]: configuration and engine, from which sessions come.

use crate::engine::{Engine, Registration};
use crate::terms::Deadlines;
use crate::{Error, Result, Session};
use std::ffi::OsString;
use std::fmt::{self, Debug, Display, Formatter};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// An engine with its configuration; it hands out [`Session`]s.
#[derive(Clone)]
pub struct Bridge {
    engine: Arc<dyn Engine>,
    kind: EngineKind,
    deadlines: Arc<Deadlines>,
}

/// The engines there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum EngineKind {
    /// Isolated worker processes.
    #[default]
    Worker,
}

impl EngineKind {
    /// Reads the name used in configuration.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        (name == "worker").then_some(Self::Worker)
    }
}

impl Display for EngineKind {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Worker => "worker",
        })
    }
}

/// What an engine is told.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// An interpreter or a virtual environment; without one, the engine looks where people expect it to.
    pub python: Option<PathBuf>,
    /// Folders to search for modules before all others.
    pub search_path: Vec<PathBuf>,
    /// Environment variables to set for Python, beside the program's own.
    pub env: Vec<(OsString, OsString)>,
    /// Python's working directory, where it is not the program's.
    pub current_dir: Option<PathBuf>,
}

/// Configures a [`Bridge`].
#[derive(Debug, Clone, Default)]
#[must_use]
pub struct BridgeBuilder {
    engine: Option<EngineKind>,
    settings: Settings,
    deadlines: Deadlines,
}

impl Bridge {
    /// The default configuration, to be changed.
    pub fn builder() -> BridgeBuilder {
        BridgeBuilder::default()
    }

    /// A new session; its interpreter starts with the first call.
    #[must_use]
    pub fn session(&self) -> Session {
        Session::new(Arc::clone(&self.engine), Arc::clone(&self.deadlines))
    }
}

impl Debug for Bridge {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "Bridge({})", self.kind)
    }
}

impl BridgeBuilder {
    /// The engine; without it `SNAKEBRIDGE_ENGINE`, else [`EngineKind::Worker`].
    pub fn engine(mut self, engine: EngineKind) -> Self {
        self.engine = Some(engine);
        self
    }

    /// The interpreter, or a virtual environment's folder.
    pub fn python(mut self, python: impl Into<PathBuf>) -> Self {
        self.settings.python = Some(python.into());
        self
    }

    /// A folder to search for modules before all others; may be given several times.
    pub fn search_path(mut self, folder: impl Into<PathBuf>) -> Self {
        self.settings.search_path.push(folder.into());
        self
    }

    /// An environment variable for Python; may be given several times.
    pub fn env(mut self, name: impl Into<OsString>, value: impl Into<OsString>) -> Self {
        self.settings.env.push((name.into(), value.into()));
        self
    }

    /// Python's working directory.
    pub fn current_dir(mut self, folder: impl Into<PathBuf>) -> Self {
        self.settings.current_dir = Some(folder.into());
        self
    }

    /// How long a call may take where nothing else says so. It is interrupted then and is [`Error::TimedOut`]; if that does not end it within the
    /// [`grace`](Self::grace) period, its worker is killed and replaced. Without this, a call may take for ever.
    ///
    /// ```no_run
    /// # use snakebridge_core::{Bridge, Call};
    /// # use std::time::Duration;
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let bridge = Bridge::builder()
    ///     .deadline(Duration::from_secs(10))
    ///     .deadline_for("sklearn", Duration::from_secs(600))
    ///     .grace(Duration::from_secs(5))
    ///     .build()?;
    /// let session = bridge.session();
    /// session.to("sklearn.svm.SVC").method("fit").arg([[0.0], [1.0]]).arg([0, 1]).run()?; // ten minutes
    /// session.to("time.sleep").arg(1).deadline(Duration::from_secs(2)).run()?; // two seconds
    /// # Ok(())
    /// # }
    /// ```
    pub fn deadline(mut self, allowed: Duration) -> Self {
        self.deadlines.default = Some(allowed);
        self
    }

    /// How long a call may take that goes out from this dotted path, or from an object whose type is there; may be given several times. The longest
    /// path decides.
    pub fn deadline_for(mut self, path: impl Into<String>, allowed: Duration) -> Self {
        self.deadlines.of_paths.push((path.into(), allowed));
        self
    }

    /// How long an interrupted call may take to end, before its worker is killed. Two seconds, if nothing is said.
    pub fn grace(mut self, patience: Duration) -> Self {
        self.deadlines.grace = patience;
        self
    }

    /// Makes the bridge. No Python is started yet.
    ///
    /// # Errors
    /// [`Error::Environment`] when the engine or its interpreter cannot be found.
    pub fn build(self) -> Result<Bridge> {
        let kind = self.engine.map_or_else(engine_from_environment, Ok)?;
        let registered = inventory::iter::<Registration>.into_iter().find(|engine| engine.kind == kind);
        let registration = registered.ok_or_else(|| {
            Error::environment(
                format!("the engine `{kind}` is not part of this program"),
                "depend on the `snakebridge` crate with its feature switched on",
            )
        })?;
        Ok(Bridge { engine: (registration.open)(self.settings)?, kind, deadlines: Arc::new(self.deadlines) })
    }
}

fn engine_from_environment() -> Result<EngineKind> {
    let Some(name) = std::env::var_os("SNAKEBRIDGE_ENGINE") else { return Ok(EngineKind::default()) };
    name.to_str().and_then(EngineKind::from_name).ok_or_else(|| {
        Error::environment(
            format!("`SNAKEBRIDGE_ENGINE` is `{}`, which is no engine", name.display()),
            "set it to `worker`, or unset it",
        )
    })
}
