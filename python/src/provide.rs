//! What engines begin with: an interpreter, and the adapter for it.

use crate::unpack;
use snakebridge_environment::{Runtime, find_runtime};
use std::path::{Path, PathBuf};

/// What a program runs Python with.
#[derive(Debug, Clone)]
pub struct Provided {
    /// The interpreter, and why it is this one.
    pub runtime: Runtime,
    /// The folder of the adapter.
    pub adapter: PathBuf,
}

/// Why a program cannot run Python.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotProvided {
    /// What is not there.
    pub what: String,
    /// What to do.
    pub fix: String,
}

/// Chooses the interpreter, see [`find_runtime`], and unpacks the adapter; no Python is started.
///
/// # Errors
/// When there is no Python where one was named, or none at all, or when the cache folder cannot be written.
///
/// ```
/// let provided = snakebridge_adapter::provide(None, None).map_err(|missing| missing.what)?;
/// println!("{}: {}", provided.runtime.interpreter.display(), provided.runtime.reason);
/// # Ok::<(), String>(())
/// ```
pub fn provide(explicit: Option<&Path>, generated_for: Option<&Path>) -> Result<Provided, NotProvided> {
    let runtime = find_runtime(explicit, generated_for)
        .map_err(|error| NotProvided { what: error.what(), fix: error.fix() })?;
    let adapter = unpack().map_err(|error| NotProvided {
        what: error.to_string(),
        fix: "set `SNAKEBRIDGE_CACHE` to a folder that can be written to".to_owned(),
    })?;
    Ok(Provided { runtime, adapter })
}
