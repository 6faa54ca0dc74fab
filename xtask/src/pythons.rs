//! The interpreters of this machine.

use snakebridge_environment::{Request, provision, search_report};
use std::path::{Path, PathBuf};
use std::process::Command;

/// One interpreter for each minor version from 3.9 on.
pub(crate) fn each_minor() -> Result<Vec<(String, PathBuf)>, String> {
    let report = search_report(None, &crate::step::root()).map_err(|error| error.to_string())?;
    let mut found: Vec<((u32, u32), String, PathBuf)> = Vec::new();
    for python in report.candidates.iter().filter_map(|candidate| candidate.outcome.as_ref().ok()) {
        let minor = (python.version.0, python.version.1);
        if !found.iter().any(|(known, ..)| *known == minor) {
            found.push((minor, python.version_text(), python.path.clone()));
        }
    }
    found.sort();
    if found.is_empty() {
        return Err("the tests need a Python 3.9 or newer; install python3".to_owned());
    }
    Ok(found.into_iter().map(|(_, version, path)| (version, path)).collect())
}

/// The newest interpreter that has a shared library: its version, path and the library's folder.
pub(crate) fn shared() -> Result<Option<(String, PathBuf, PathBuf)>, String> {
    for (version, python) in each_minor()?.into_iter().rev() {
        if let Some(folder) = shared_library(&python)? {
            return Ok(Some((version, python, folder)));
        }
    }
    Ok(None)
}

/// The folder of an interpreter's shared library, if it has one.
pub(crate) fn shared_library(python: &Path) -> Result<Option<PathBuf>, String> {
    const FOLDER: &str = "import sysconfig as s; print(s.get_config_var('LIBDIR') if s.get_config_var('Py_ENABLE_SHARED') else '')";
    let said = Command::new(python).args(["-I", "-c", FOLDER]).output().map_err(|error| error.to_string())?;
    let folder = PathBuf::from(String::from_utf8_lossy(&said.stdout).trim());
    Ok((said.status.success() && folder.is_dir()).then_some(folder))
}

/// A managed environment with these packages.
pub(crate) fn with(requirements: &[&str]) -> Result<PathBuf, String> {
    let requirements = requirements.iter().map(|&requirement| requirement.to_owned()).collect();
    let request = Request { requirements, root: crate::step::root(), ..Request::default() };
    let environment = provision(&request, &mut |progress| eprintln!("   {progress}"));
    Ok(environment.map_err(|error| error.to_string())?.interpreter.path)
}
