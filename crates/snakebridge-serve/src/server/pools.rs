//! [`Pools`]: the interpreters that sessions can live in.

use super::Options;
use crate::message::{Info, PROTOCOL};
use serde::Deserialize;
use snakebridge_core::{
    Bridge, BridgeBuilder, EngineKind, Error, FromPy, Result, Serde, Session, StalePolicy, Value,
};
use snakebridge_model::ServeSection;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

/// What the host wants, as its hello says.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Wanted {
    /// The lowest level of log records.
    pub(crate) logs: Option<Level>,
    /// Whether to tell of workers.
    pub(crate) workers: bool,
    pub(super) settings: ServeSection,
}

/// A level of log records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Level {
    Error,
    Warning,
    Info,
    Debug,
    Trace,
}

impl Wanted {
    pub(super) fn read(version: u64, options: Value) -> Result<Self> {
        if version != PROTOCOL {
            return Err(Error::Usage(format!(
                "the host speaks version {version} of the protocol, and this server version {PROTOCOL}: use versions of SnakeBridge that go together"
            )));
        }
        let Serde(wanted) = Serde::from_value(options).map_err(|error| error.of("the options of `hello`"))?;
        Ok(wanted)
    }
}

/// The default pool and those that have names.
pub(super) struct Pools {
    default: Arc<Pool>,
    others: BTreeMap<String, Arc<Pool>>,
    profiles: BTreeMap<String, u64>,
    engine: EngineKind,
}

/// A bridge whose interpreters stay when the last session goes.
pub(super) struct Pool {
    pub(super) bridge: Bridge,
    workers: usize,
    /// One session for each interpreter, once there are others.
    stays: OnceLock<Vec<Session>>,
}

impl Pool {
    /// A session with an interpreter of this pool.
    pub(super) fn session(&self) -> Session {
        self.stays.get_or_init(|| (0..self.workers).map(|_| self.bridge.session()).collect());
        self.bridge.session()
    }

    fn open(options: &Options, settings: ServeSection) -> Result<Arc<Self>> {
        let workers = settings.workers.unwrap_or(1).max(1);
        let bridge = builder(options, settings)?.build()?;
        Ok(Arc::new(Self { bridge, workers, stays: OnceLock::new() }))
    }
}

impl Pools {
    pub(super) fn open(mut options: Options, wanted: ServeSection) -> Result<Self> {
        if let Some(fault) = options.fault.take() {
            return Err(fault);
        }
        let settings = std::mem::take(&mut options.settings).overlaid_with(wanted);
        let engine = engine(&settings)?;
        let mut others = BTreeMap::new();
        for (name, settings) in settings.other_pools() {
            others.insert(name, Pool::open(&options, settings)?);
        }
        let profiles = settings.profiles.clone();
        Ok(Self { default: Pool::open(&options, settings)?, others, profiles, engine })
    }

    pub(super) fn info(&self) -> Info {
        Info { engine: self.engine.to_string(), pools: self.others.keys().cloned().collect() }
    }

    pub(super) fn default_pool(&self) -> &Arc<Pool> {
        &self.default
    }

    pub(super) fn find(&self, name: &str) -> Result<&Arc<Pool>> {
        let known = || self.others.keys().map(String::as_str);
        self.others
            .get(name)
            .ok_or_else(|| Error::Usage(format!("there is no pool `{name}`; {}", list(known()))))
    }

    pub(super) fn profile(&self, name: &str) -> Result<Duration> {
        let known = || self.profiles.keys().map(String::as_str);
        let unknown = || Error::Usage(format!("there is no profile `{name}`; {}", list(known())));
        self.profiles.get(name).map(|&allowed| Duration::from_millis(allowed)).ok_or_else(unknown)
    }

    /// Ends all interpreters, at once.
    pub(super) fn close(&self, patience: Duration) {
        std::thread::scope(|scope| {
            for pool in self.others.values() {
                let thread = std::thread::Builder::new();
                // Without another thread, they end with the program.
                let _closing = thread.spawn_scoped(scope, move || pool.bridge.close(patience));
            }
            self.default.bridge.close(patience);
        });
    }
}

fn list<'a>(known: impl Iterator<Item = &'a str>) -> String {
    let known: Vec<String> = known.map(|name| format!("`{name}`")).collect();
    if known.is_empty() { "there are none".to_owned() } else { format!("there are {}", known.join(", ")) }
}

/// The engine that settings name, unless the environment does.
fn engine(settings: &ServeSection) -> Result<EngineKind> {
    let from_environment = std::env::var("SNAKEBRIDGE_ENGINE").ok();
    let name = from_environment.as_deref().or(settings.engine.as_deref());
    let unknown = |name| Error::Usage(format!("`{name}` is no engine; there are `worker` and `embed`"));
    name.map_or(Ok(EngineKind::default()), |name| EngineKind::from_name(name).ok_or_else(|| unknown(name)))
}

fn builder(options: &Options, settings: ServeSection) -> Result<BridgeBuilder> {
    let mut builder = Bridge::builder().engine(engine(&settings)?).stale(stale(settings.stale.as_deref())?);
    let python = settings.python.or_else(|| options.python.clone());
    let milliseconds = Duration::from_millis;
    macro_rules! set {
        ($($method:ident($value:expr));* $(;)?) => { $(if let Some(value) = $value { builder = builder.$method(value); })* };
    }
    set! {
        python(python);
        current_dir(settings.current_dir);
        workers(settings.workers);
        queue(settings.queue);
        preload(settings.preload);
        recycle_after_calls(settings.recycle_after_calls);
        recycle_after(settings.recycle_after.map(milliseconds));
        recycle_above(settings.recycle_above);
        memory_limit(settings.memory_limit);
        allow(settings.allow);
        deny(settings.deny);
        deadline(settings.deadline.map(milliseconds));
        grace(settings.grace.map(milliseconds));
    }
    for folder in options.search_path.iter().cloned().chain(settings.search_path.unwrap_or_default()) {
        builder = builder.search_path(folder);
    }
    for (name, value) in settings.env.unwrap_or_default() {
        builder = builder.env(name, value);
    }
    for name in settings.env_remove.unwrap_or_default() {
        builder = builder.env_remove(name);
    }
    for (path, allowed) in settings.deadlines.unwrap_or_default() {
        builder = builder.deadline_for(path, milliseconds(allowed));
    }
    Ok(builder)
}

fn stale(name: Option<&str>) -> Result<StalePolicy> {
    match name {
        None | Some("warn") => Ok(StalePolicy::Warn),
        Some("error") => Ok(StalePolicy::Error),
        Some("ignore") => Ok(StalePolicy::Ignore),
        Some(other) => {
            Err(Error::Usage(format!("`stale` is `{other}`, and can be `warn`, `error`, `ignore`")))
        }
    }
}
