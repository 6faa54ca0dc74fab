//! [`Bridge`]: configuration and engine, from which sessions come.

mod builder;
mod kind;

pub use builder::{BridgeBuilder, Settings};
pub use kind::EngineKind;

use crate::pool::Pool;
use crate::{Call, Error, Name, Result, Session};
use std::collections::BTreeMap;
use std::fmt::{self, Debug, Formatter};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// A pool of interpreters with its configuration. Calls without a session go to any idle one; [`Session`]s are pinned to one of them. Cloning shares it.
///
/// Interpreters start when they are needed, and are replaced when they die. What is left of them ends with the last of the bridge, its sessions and
/// its objects, or with [`close`](Self::close).
///
/// ```no_run
/// use snakebridge_core::{Bridge, Object};
/// # fn main() -> snakebridge_core::Result<()> {
/// let bridge = Bridge::builder().workers(4).build()?;
/// let model: Object = bridge.to("joblib.load").arg("model.bin").object()?; // some worker
/// let label: i64 = model.method("predict").arg([[1.0, 2.0]]).item(0).get()?; // where the model is
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Bridge {
    pool: Arc<Pool>,
    kind: EngineKind,
    name: Option<Arc<str>>,
}

impl Bridge {
    /// The default configuration, to be changed.
    ///
    /// ```no_run
    /// # use snakebridge_core::Bridge;
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let bridge = Bridge::builder().workers(2).build()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn builder() -> BridgeBuilder {
        BridgeBuilder::default()
    }

    /// A new session; its interpreter starts with the first call. It shares a worker if there are as many sessions as workers already.
    ///
    /// ```no_run
    /// # use snakebridge_core::Bridge;
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let bridge = Bridge::builder().workers(2).build()?;
    /// let (one, other) = (bridge.session(), bridge.session());
    /// assert_ne!(one.to("os.getpid").get::<u32>()?, other.to("os.getpid").get::<u32>()?);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn session(&self) -> Session {
        self.pool.session()
    }

    /// A call in any idle interpreter; see [`Call::to`].
    ///
    /// It waits while all are busy, in a queue with a bound; see [`BridgeBuilder::queue`]. A result that is an object stays where it was made, and calls with it
    /// go there. A call made by a callback goes to the interpreter that waits for the callback.
    ///
    /// ```no_run
    /// # use snakebridge_core::Bridge;
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let bridge = Bridge::builder().workers(2).build()?;
    /// let root: f64 = bridge.to("math.sqrt").arg(2.0).get()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn to(&self, path: impl Into<Name>) -> Call {
        Call::to(path).in_bridge(self)
    }

    /// What a dotted path leads to, in any idle interpreter; see [`Call::path`].
    ///
    /// ```no_run
    /// # use snakebridge_core::Bridge;
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let bridge = Bridge::builder().build()?;
    /// let version: String = bridge.path("sys.version").get()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn path(&self, path: impl Into<Name>) -> Call {
        Call::path(path).in_bridge(self)
    }

    /// Takes no more calls without a session, waits at most so long for all calls in flight, and then ends the interpreters, and with them whatever still runs. Later
    /// use of the bridge, its sessions and its objects is [`Error::SessionLost`].
    ///
    /// ```no_run
    /// # use snakebridge_core::Bridge;
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let bridge = Bridge::builder().build()?;
    /// bridge.to("math.sqrt").arg(2.0).run()?;
    /// bridge.close(std::time::Duration::from_secs(5));
    /// # Ok(())
    /// # }
    /// ```
    pub fn close(&self, patience: Duration) {
        self.pool.close(patience);
    }

    /// Makes it known under its [name](BridgeBuilder::name) in the whole program, in place of one that had the name before.
    ///
    /// # Errors
    /// [`Error::Usage`] if it has no name.
    ///
    /// ```no_run
    /// # use snakebridge_core::Bridge;
    /// # fn main() -> snakebridge_core::Result<()> {
    /// Bridge::builder().name("ml").python("/opt/ml/venv").workers(2).build()?.register()?;
    /// // elsewhere
    /// let version: String = Bridge::named("ml")?.path("sklearn.__version__").get()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn register(&self) -> Result<()> {
        let Some(name) = &self.name else {
            let message =
                "a bridge without a name cannot be registered; give it one with `Bridge::builder().name(..)`";
            return Err(Error::Usage(message.to_owned()));
        };
        let before = registered().insert(Arc::clone(name), self.clone());
        // It may be the last of its kind and take its time to end: not while others wait for the registry.
        drop(before);
        Ok(())
    }

    /// The bridge that was [registered](Self::register) under this name.
    ///
    /// # Errors
    /// [`Error::Usage`] if there is none.
    ///
    /// ```no_run
    /// # use snakebridge_core::Bridge;
    /// # fn main() -> snakebridge_core::Result<()> {
    /// Bridge::builder().name("ml").build()?.register()?;
    /// let version: String = Bridge::named("ml")?.path("sklearn.__version__").get()?;
    /// assert!(Bridge::named("lm").is_err());
    /// # Ok(())
    /// # }
    /// ```
    pub fn named(name: &str) -> Result<Self> {
        let registered = registered();
        registered.get(name).cloned().ok_or_else(|| {
            let known: Vec<String> = registered.keys().map(|name| format!("`{name}`")).collect();
            let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
            Error::Usage(format!("no bridge is registered as `{name}`; known are: {known}"))
        })
    }

    pub(crate) fn pool(&self) -> &Arc<Pool> {
        &self.pool
    }
}

#[cfg(test)]
impl Bridge {
    pub(crate) fn of(pool: Arc<Pool>) -> Self {
        Self { pool, kind: EngineKind::default(), name: None }
    }

    pub(crate) fn called(self, name: &str) -> Self {
        Self { name: Some(name.into()), ..self }
    }
}

/// The bridges that have been made known.
fn registered() -> MutexGuard<'static, BTreeMap<Arc<str>, Bridge>> {
    static REGISTERED: Mutex<BTreeMap<Arc<str>, Bridge>> = Mutex::new(BTreeMap::new());
    REGISTERED.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Debug for Bridge {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let name = self.name.as_deref().map(|name| format!("{name}: ")).unwrap_or_default();
        write!(f, "Bridge({name}{}, workers: {})", self.kind, self.pool.workers())
    }
}
