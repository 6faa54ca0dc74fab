//! [`WorkerEngine`]: starts workers.

use crate::launch::Launch;
use crate::segments;
use crate::worker::Worker;
use snakebridge_core::engine::{Engine, GeneratedFor, Interpreter, Memory, Registration};
use snakebridge_core::{EngineKind, Error, Result, Settings};
use snakebridge_wire::LARGE;
use std::sync::Arc;

/// The engine of isolated worker processes. Each session has a worker of its own.
///
/// ```no_run
/// use snakebridge_core::{Settings, engine::Engine};
/// use snakebridge_worker::WorkerEngine;
/// let engine = WorkerEngine::new(Settings::default())?;
/// println!("{:?}", engine.start()?.facts());
/// # Ok::<(), snakebridge_core::Error>(())
/// ```
/// Programs get it by default.
#[derive(Debug)]
pub struct WorkerEngine {
    launch: Launch,
}

impl WorkerEngine {
    /// Chooses the interpreter and unpacks the adapter; no Python is started.
    ///
    /// # Errors
    /// [`Error::Environment`] when there is no Python where one was named, or none at all.
    ///
    /// ```no_run
    /// let engine = snakebridge_worker::WorkerEngine::new(snakebridge_core::Settings::default())?;
    /// # Ok::<(), snakebridge_core::Error>(())
    /// ```
    pub fn new(mut settings: Settings) -> Result<Self> {
        let provided = snakebridge_adapter::provide(settings.python.as_deref(), GeneratedFor::interpreter())
            .map_err(|missing| Error::environment(missing.what, missing.fix))?;
        settings.search_path.extend(GeneratedFor::search_paths());
        let (python, reason, adapter) =
            (provided.runtime.interpreter, provided.runtime.reason, provided.adapter);
        Ok(Self { launch: Launch { python, reason, settings, adapter } })
    }
}

impl Engine for WorkerEngine {
    fn start(&self) -> Result<Arc<dyn Interpreter>> {
        Ok(Worker::start(&self.launch)?)
    }

    fn allocate(&self, length: usize) -> Option<Box<dyn Memory>> {
        if length < LARGE { None } else { segments::allocate(length) }
    }
}

inventory::submit! {
    Registration {
        kind: EngineKind::Worker,
        open: |settings| Ok(Arc::new(WorkerEngine::new(settings)?)),
    }
}
