//! What is known before an engine is there: the engines of a program, and what its configuration and its wrappers say.

use super::Engine;
use crate::Result;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How an engine makes itself known: the crate of an engine submits one of these through `inventory`, and nothing else has to
/// know the engine.
///
/// ```standalone_crate
/// use snakebridge_core::engine::Registration;
/// use snakebridge_core::{EngineKind, Error};
///
/// inventory::submit! {
///     Registration {
///         kind: EngineKind::Embed,
///         open: |_settings| Err(Error::environment("there is no Python here", "use workers")),
///     }
/// }
/// # fn main() {
/// let all: Vec<EngineKind> = inventory::iter::<Registration>().map(|engine| engine.kind).collect();
/// assert_eq!(all, [EngineKind::Embed]);
/// # }
/// ```
pub struct Registration {
    /// Which engine it is.
    pub kind: crate::EngineKind,
    /// Makes the engine.
    pub open: fn(crate::Settings) -> Result<Arc<dyn Engine>>,
}

inventory::collect!(Registration);

/// What `snakebridge.toml` says of the run time; `bindings!()` submits it through `inventory`.
///
/// ```standalone_crate
/// use snakebridge_core::engine::Configured;
/// inventory::submit! { Configured { engine: "worker" } }
/// # fn main() {
/// assert_eq!(inventory::iter::<Configured>().next().unwrap().engine, "worker");
/// # }
/// ```
#[derive(Debug)]
pub struct Configured {
    /// The name of the engine to use where nobody names one at run time.
    pub engine: &'static str,
}

inventory::collect!(Configured);

/// The environment that a program's wrappers were generated for; `bindings!()` submits it through `inventory`.
///
/// ```standalone_crate
/// use snakebridge_core::engine::GeneratedFor;
/// inventory::submit! { GeneratedFor { interpreter: Some("venv/bin/python"), search_path: &["python"] } }
/// # fn main() {
/// assert_eq!(GeneratedFor::interpreter().unwrap().to_str(), Some("venv/bin/python"));
/// # }
/// ```
#[derive(Debug)]
pub struct GeneratedFor {
    /// The interpreter; none if the build had none (`SNAKEBRIDGE_STRICT=1`).
    pub interpreter: Option<&'static str>,
    /// Folders of the program's own Python files.
    pub search_path: &'static [&'static str],
}

inventory::collect!(GeneratedFor);

impl GeneratedFor {
    /// The interpreter that the first wrappers in this program were generated for.
    ///
    /// ```
    /// use snakebridge_core::engine::GeneratedFor;
    /// assert_eq!(GeneratedFor::interpreter(), None); // no wrappers here
    /// ```
    #[must_use]
    pub fn interpreter() -> Option<&'static Path> {
        inventory::iter::<Self>.into_iter().find_map(|generated| generated.interpreter.map(Path::new))
    }

    /// The search path of all wrappers in this program. Where one of the folders is not there, because the program was taken
    /// to another machine, the folder `python` beside the executable stands for it.
    ///
    /// ```
    /// use snakebridge_core::engine::GeneratedFor;
    /// assert!(GeneratedFor::search_paths().is_empty()); // no wrappers here
    /// ```
    #[must_use]
    pub fn search_paths() -> Vec<PathBuf> {
        let mut folders: Vec<PathBuf> = inventory::iter::<Self>
            .into_iter()
            .flat_map(|generated| generated.search_path.iter().map(PathBuf::from))
            .collect();
        let executable = std::env::current_exe().ok();
        let beside = executable.as_deref().and_then(Path::parent).map(|folder| folder.join("python"));
        deployed(&mut folders, beside.as_deref());
        folders.sort();
        folders.dedup();
        folders
    }
}

/// Puts `beside`, if it is there, in the place of folders that are not.
fn deployed(folders: &mut [PathBuf], beside: Option<&Path>) {
    let Some(beside) = beside.filter(|folder| folder.is_dir()) else { return };
    for folder in folders.iter_mut().filter(|folder| !folder.is_dir()) {
        *folder = beside.to_path_buf();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn on_another_machine_python_files_are_beside_the_executable() {
        let here = std::env::temp_dir();
        let folders = || vec![here.clone(), PathBuf::from("/nowhere/to/be/found")];
        let search = |beside: Option<&Path>| {
            let mut folders = folders();
            deployed(&mut folders, beside);
            folders
        };
        assert_eq!(search(None), folders());
        assert_eq!(search(Some(Path::new("/nowhere/else"))), folders());
        let beside = std::env::current_dir().unwrap();
        assert_eq!(search(Some(&beside)), [here.clone(), beside.clone()]);
    }
}
