//! Interpreters and virtual environments that a user names.

use crate::candidates::executable;
use crate::interpreter::in_venv;
use crate::surroundings::Surroundings;
use crate::{EnvironmentError, Unusable, probe, shim};
use std::path::{Path, PathBuf};

/// The interpreter that `path` stands for: a file, a virtual environment, or the name of a command. Starts nothing.
pub(crate) fn resolve(
    surroundings: &Surroundings,
    path: &Path,
    by: &str,
) -> Result<PathBuf, EnvironmentError> {
    let unusable = |reason| EnvironmentError::Named { path: path.to_path_buf(), by: by.to_owned(), reason };
    let full = surroundings.working_dir().join(path);
    if full.is_dir() {
        let python = in_venv(&full);
        probe::check_executable(&python).map_err(|reason| match reason {
            Unusable::Missing => EnvironmentError::NotVenv { path: path.to_path_buf(), by: by.to_owned() },
            reason => unusable(reason),
        })?;
        return Ok(python);
    }
    let is_command = !full.exists() && path.components().count() == 1;
    let found = if is_command { command(surroundings, path) } else { None };
    let python = shim::resolve(surroundings, &found.unwrap_or(full)).map_err(unusable)?;
    probe::check_executable(&python).map_err(unusable)?;
    Ok(python)
}

fn command(surroundings: &Surroundings, name: &Path) -> Option<PathBuf> {
    let name = name.to_str()?;
    surroundings
        .search_path()
        .iter()
        .map(|folder| executable(folder, name))
        .find(|path| probe::check_executable(path).is_ok() && shim::resolve(surroundings, path).is_ok())
}
