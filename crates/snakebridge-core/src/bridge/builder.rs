//! [`BridgeBuilder`]: what can be said of a bridge before there is one.

use super::kind::engine_from_environment;
use super::{Bridge, EngineKind};
use crate::engine::Registration;
use crate::pool::{Limits, Pool};
use crate::terms::Deadlines;
use crate::{Error, Result, StalePolicy};
use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// What an engine is told.
///
/// ```
/// use snakebridge_core::Settings;
/// let settings = Settings { preload: vec!["numpy".to_owned()], ..Settings::default() };
/// assert_eq!(settings.python, None);
/// ```
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// An interpreter or a virtual environment; without one, the engine looks where people expect it to.
    pub python: Option<PathBuf>,
    /// Folders to search for modules before all others.
    pub search_path: Vec<PathBuf>,
    /// Environment variables to set for Python, beside the program's own.
    pub env: Vec<(OsString, OsString)>,
    /// Environment variables of the program that Python is not to see.
    pub env_remove: Vec<OsString>,
    /// Python's working directory, where it is not the program's.
    pub current_dir: Option<PathBuf>,
    /// Modules to import when an interpreter starts.
    pub preload: Vec<String>,
    /// Dotted paths that may be used, with all below them; everything if there are none.
    pub allow: Option<Vec<String>>,
    /// Dotted paths that may not be used, with all below them. The most specific rule decides.
    pub deny: Vec<String>,
    /// How many bytes of memory an interpreter may have (of address space, on Unix); to ask for more is Python's `MemoryError`.
    pub memory_limit: Option<u64>,
    /// What to do about libraries that are installed in another version than their wrappers were made for.
    pub stale: StalePolicy,
}

/// Configures a [`Bridge`].
///
/// ```no_run
/// use snakebridge_core::Bridge;
/// # fn main() -> snakebridge_core::Result<()> {
/// let bridge = Bridge::builder().name("reports").workers(2).preload(["pandas"]).build()?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Default)]
#[must_use]
pub struct BridgeBuilder {
    engine: Option<EngineKind>,
    stale: Option<StalePolicy>,
    settings: Settings,
    deadlines: Deadlines,
    limits: Limits,
    name: Option<String>,
}

impl BridgeBuilder {
    /// The engine; without it `SNAKEBRIDGE_ENGINE`, else what `snakebridge.toml` says (`engine = "embed"`), else [`EngineKind::Worker`].
    ///
    /// ```no_run
    /// # use snakebridge_core::{Bridge, EngineKind};
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let bridge = Bridge::builder().engine(EngineKind::Worker).build()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn engine(mut self, engine: EngineKind) -> Self {
        self.engine = Some(engine);
        self
    }

    /// The interpreter, or a virtual environment's folder.
    ///
    /// ```no_run
    /// # use snakebridge_core::Bridge;
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let bridge = Bridge::builder().python("/opt/ml/venv").build()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn python(mut self, python: impl Into<PathBuf>) -> Self {
        self.settings.python = Some(python.into());
        self
    }

    /// A folder to search for modules before all others; may be given several times.
    ///
    /// ```no_run
    /// # use snakebridge_core::Bridge;
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let bridge = Bridge::builder().search_path("scripts").search_path("vendored").build()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn search_path(mut self, folder: impl Into<PathBuf>) -> Self {
        self.settings.search_path.push(folder.into());
        self
    }

    /// What to do when a library is installed in another version than its wrappers were made for; without it
    /// `SNAKEBRIDGE_STALE` (`warn`, `error`, `ignore`), else [`StalePolicy::Warn`].
    ///
    /// ```no_run
    /// # use snakebridge_core::{Bridge, StalePolicy};
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let bridge = Bridge::builder().stale(StalePolicy::Error).build()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn stale(mut self, policy: StalePolicy) -> Self {
        self.stale = Some(policy);
        self
    }

    /// An environment variable for Python; may be given several times.
    ///
    /// ```no_run
    /// # use snakebridge_core::Bridge;
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let bridge = Bridge::builder().env("OMP_NUM_THREADS", "1").build()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn env(mut self, name: impl Into<OsString>, value: impl Into<OsString>) -> Self {
        self.settings.env.push((name.into(), value.into()));
        self
    }

    /// An environment variable of the program that Python is not to see; may be given several times.
    ///
    /// ```no_run
    /// # use snakebridge_core::Bridge;
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let bridge = Bridge::builder().env_remove("DATABASE_PASSWORD").build()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn env_remove(mut self, name: impl Into<OsString>) -> Self {
        self.settings.env_remove.push(name.into());
        self
    }

    /// Python's working directory.
    ///
    /// ```no_run
    /// # use snakebridge_core::Bridge;
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let bridge = Bridge::builder().current_dir("/srv/data").build()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn current_dir(mut self, folder: impl Into<PathBuf>) -> Self {
        self.settings.current_dir = Some(folder.into());
        self
    }

    /// A name, under which it can be [registered](Bridge::register).
    ///
    /// ```no_run
    /// # use snakebridge_core::Bridge;
    /// # fn main() -> snakebridge_core::Result<()> {
    /// Bridge::builder().name("ml").build()?.register()?;
    /// let same = Bridge::named("ml")?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// How many interpreters there may be at once; one, if nothing is said, and at least one. They start as they are needed.
    ///
    /// ```no_run
    /// # use snakebridge_core::Bridge;
    /// # use std::time::Duration;
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let bridge = Bridge::builder()
    ///     .workers(4)
    ///     .queue(100)
    ///     .preload(["numpy", "sklearn.svm"])
    ///     .recycle_after_calls(10_000)
    ///     .recycle_after(Duration::from_secs(3600))
    ///     .recycle_above(2 << 30)
    ///     .memory_limit(8 << 30)
    ///     .build()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn workers(mut self, count: usize) -> Self {
        self.limits.workers = count.max(1);
        self
    }

    /// How many calls without a session may wait for an idle interpreter, 1024 if nothing is said; one more is [`Error::Saturated`].
    ///
    /// ```no_run
    /// # use snakebridge_core::{Bridge, Error};
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let bridge = Bridge::builder().workers(4).queue(16).build()?;
    /// let outcome = bridge.to("reports.render").arg("weekly").run();
    /// if let Err(Error::Saturated { waiting, .. }) = outcome {
    ///     println!("try again later: {waiting} are before you");
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn queue(mut self, waiting: usize) -> Self {
        self.limits.queue = waiting;
        self
    }

    /// Modules that an interpreter imports when it starts, so that the first call does not wait for them. One that cannot be imported is an error of the
    /// calls that need it.
    ///
    /// ```no_run
    /// # use snakebridge_core::Bridge;
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let bridge = Bridge::builder().preload(["numpy", "sklearn.svm"]).build()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn preload<N: Into<String>>(mut self, modules: impl IntoIterator<Item = N>) -> Self {
        self.settings.preload.extend(modules.into_iter().map(Into::into));
        self
    }

    /// Replaces an interpreter after so many calls without a session. This, and the others of its kind, happens between calls, and only while no session and no object
    /// lives there.
    ///
    /// ```no_run
    /// # use snakebridge_core::Bridge;
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let bridge = Bridge::builder().recycle_after_calls(10_000).build()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn recycle_after_calls(mut self, calls: u64) -> Self {
        self.limits.recycle.calls = Some(calls);
        self
    }

    /// Replaces an interpreter at this age; see [`recycle_after_calls`](Self::recycle_after_calls).
    ///
    /// ```no_run
    /// # use snakebridge_core::Bridge;
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let bridge = Bridge::builder().recycle_after(std::time::Duration::from_secs(3600)).build()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn recycle_after(mut self, age: Duration) -> Self {
        self.limits.recycle.age = Some(age);
        self
    }

    /// Replaces an interpreter that holds more resident memory than so many bytes; see [`recycle_after_calls`](Self::recycle_after_calls).
    ///
    /// ```no_run
    /// # use snakebridge_core::Bridge;
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let bridge = Bridge::builder().recycle_above(2 << 30).build()?; // 2 GiB
    /// # Ok(())
    /// # }
    /// ```
    pub fn recycle_above(mut self, bytes: u64) -> Self {
        self.limits.recycle.bytes = Some(bytes);
        self
    }

    /// How many bytes of memory an interpreter may have (of address space, on Unix). Asking for more is Python's `MemoryError`, if the library heeds it.
    ///
    /// ```no_run
    /// # use snakebridge_core::Bridge;
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let bridge = Bridge::builder().memory_limit(8 << 30).build()?; // 8 GiB
    /// let outcome = bridge.to("builtins.bytearray").arg(16_u64 << 30).run();
    /// assert!(outcome.unwrap_err().is_instance("MemoryError"));
    /// # Ok(())
    /// # }
    /// ```
    pub fn memory_limit(mut self, bytes: u64) -> Self {
        self.settings.memory_limit = Some(bytes);
        self
    }

    /// Admits these dotted paths, with all below them, and nothing else; may be given several times. Anything else is [`Error::Denied`]. The most specific
    /// of all rules decides, and between equals [`deny`](Self::deny).
    ///
    /// ```no_run
    /// # use snakebridge_core::{Bridge, Error};
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let bridge = Bridge::builder().allow(["math", "json"]).deny(["json.load"]).build()?;
    /// let outcome = bridge.to("os.system").arg("date").run();
    /// assert!(matches!(outcome, Err(Error::Denied { .. })));
    /// # Ok(())
    /// # }
    /// ```
    pub fn allow<N: Into<String>>(mut self, paths: impl IntoIterator<Item = N>) -> Self {
        self.settings.allow.get_or_insert_default().extend(paths.into_iter().map(Into::into));
        self
    }

    /// Refuses these dotted paths, with all below them; may be given several times. See [`allow`](Self::allow).
    ///
    /// ```no_run
    /// # use snakebridge_core::Bridge;
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let bridge = Bridge::builder().deny(["os", "subprocess"]).allow(["os.path", "json"]).build()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn deny<N: Into<String>>(mut self, paths: impl IntoIterator<Item = N>) -> Self {
        self.settings.deny.extend(paths.into_iter().map(Into::into));
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
    ///
    /// ```no_run
    /// # use snakebridge_core::Bridge;
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let bridge = Bridge::builder().deadline_for("sklearn", std::time::Duration::from_secs(600)).build()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn deadline_for(mut self, path: impl Into<String>, allowed: Duration) -> Self {
        self.deadlines.of_paths.push((path.into(), allowed));
        self
    }

    /// How long an interrupted call may take to end, before its worker is killed. Two seconds, if nothing is said.
    ///
    /// ```no_run
    /// # use snakebridge_core::Bridge;
    /// # fn main() -> snakebridge_core::Result<()> {
    /// # use std::time::Duration;
    /// let bridge = Bridge::builder().deadline(Duration::from_secs(10)).grace(Duration::from_secs(5)).build()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn grace(mut self, patience: Duration) -> Self {
        self.deadlines.grace = patience;
        self
    }

    /// Makes the bridge. No Python is started yet.
    ///
    /// # Errors
    /// [`Error::Environment`] when the engine or its interpreter cannot be found.
    ///
    /// ```no_run
    /// # use snakebridge_core::{Bridge, Error};
    /// # fn main() -> snakebridge_core::Result<()> {
    /// match Bridge::builder().python("/opt/ml/venv").build() {
    ///     Ok(bridge) => println!("{bridge:?}"),
    ///     Err(Error::Environment(missing)) => println!("{}\nwhat to do: {}", missing.what, missing.fix),
    ///     Err(other) => return Err(other),
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn build(self) -> Result<Bridge> {
        let kind = self.engine.map_or_else(engine_from_environment, Ok)?;
        let registered = inventory::iter::<Registration>.into_iter().find(|engine| engine.kind == kind);
        let registration = registered.ok_or_else(|| {
            Error::environment(
                format!("the engine `{kind}` is not part of this program"),
                "depend on the `snakebridge` crate with its feature switched on",
            )
        })?;
        let stale = self.stale.map_or_else(StalePolicy::from_environment, Ok)?;
        let engine = (registration.open)(Settings { stale, ..self.settings })?;
        let pool = Pool::new(&engine, self.limits, self.deadlines);
        Ok(Bridge { pool, kind, name: self.name.map(Arc::from) })
    }
}
