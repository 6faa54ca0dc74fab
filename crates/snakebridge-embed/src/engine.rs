//! [`Embed`]: makes sessions of the Python in this process.

use crate::interpreter::Embedded;
use crate::runtime::Runtime;
#[cfg(target_os = "linux")]
use snakebridge_core::engine::Memory;
use snakebridge_core::engine::{Engine, GeneratedFor, Interpreter, Registration};
use snakebridge_core::{EngineKind, Error, Result, Settings};
#[cfg(target_os = "linux")]
use snakebridge_wire::LARGE;
use std::path::PathBuf;
use std::sync::Arc;

/// The engine that runs Python in this process. All its sessions share one interpreter, its modules and its globals; objects are each session's own.
///
/// ```no_run
/// use snakebridge_core::{Settings, engine::Engine};
/// use snakebridge_embed::Embed;
/// let engine = Embed::new(Settings::default())?;
/// println!("{:?}", engine.start()?.facts());
/// # Ok::<(), snakebridge_core::Error>(())
/// ```
/// Programs choose it with `Bridge::builder().engine(EngineKind::Embed)`.
#[derive(Debug)]
pub struct Embed {
    python: PathBuf,
    /// Why this interpreter, for people.
    reason: String,
    adapter: PathBuf,
    settings: Settings,
}

impl Embed {
    /// Chooses the interpreter and unpacks the adapter; no Python is started.
    ///
    /// # Errors
    /// [`Error::Environment`] when there is no Python where one was named, or none at all, or when the settings are such that only a process
    /// of its own can have them.
    ///
    /// ```no_run
    /// let engine = snakebridge_embed::Embed::new(snakebridge_core::Settings::default())?;
    /// # Ok::<(), snakebridge_core::Error>(())
    /// ```
    pub fn new(mut settings: Settings) -> Result<Self> {
        refuse_what_takes_a_process(&settings)?;
        let provided = snakebridge_adapter::provide(settings.python.as_deref(), GeneratedFor::interpreter())
            .map_err(|missing| Error::environment(missing.what, missing.fix))?;
        let (runtime, adapter) = (provided.runtime, provided.adapter);
        settings.search_path.extend(GeneratedFor::search_paths());
        let python = std::path::absolute(&runtime.interpreter).unwrap_or(runtime.interpreter);
        Ok(Self { python, reason: runtime.reason, adapter, settings })
    }
}

/// What is said of a worker's process cannot be true of this one.
fn refuse_what_takes_a_process(settings: &Settings) -> Result<()> {
    let said = [
        ("environment variables", !settings.env.is_empty() || !settings.env_remove.is_empty()),
        ("a working directory", settings.current_dir.is_some()),
        ("a memory limit", settings.memory_limit.is_some()),
    ];
    match said.into_iter().find(|(_, is_said)| *is_said) {
        Some((what, _)) => Err(Error::environment(
            format!("{what} of its own cannot be given to Python in this process (the engine `embed`)"),
            "set it for the whole program, or use the worker engine",
        )),
        None => Ok(()),
    }
}

impl Engine for Embed {
    fn start(&self) -> Result<Arc<dyn Interpreter>> {
        let runtime = Runtime::get(&self.python, &self.adapter)?;
        Ok(Embedded::start(runtime, &self.reason, &self.settings)?)
    }

    #[cfg(target_os = "linux")]
    fn allocate(&self, length: usize) -> Option<Box<dyn Memory>> {
        if length < LARGE { None } else { crate::frozen::allocate(length) }
    }
}

inventory::submit! {
    Registration {
        kind: EngineKind::Embed,
        open: |settings| Ok(Arc::new(Embed::new(settings)?)),
    }
}
