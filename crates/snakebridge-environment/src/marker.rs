//! The file that says that a managed environment is complete.

use crate::environment::Package;
use crate::interpreter::Interpreter;
use crate::{EnvironmentError, cache};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Written last: an environment without it was interrupted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Marker {
    pub(crate) requirements: Vec<String>,
    pub(crate) pins: Vec<String>,
    pub(crate) installer: String,
    pub(crate) interpreter: Interpreter,
    pub(crate) packages: Vec<Package>,
}

impl Marker {
    const FILE: &str = "snakebridge.json";

    /// That of the environment in `dir`, if it is complete and its interpreter is still there.
    pub(crate) fn read(dir: &Path) -> Option<Self> {
        let text = fs::read_to_string(dir.join(Self::FILE)).ok()?;
        let marker: Self = serde_json::from_str(&text).ok()?;
        // This follows the links to the interpreter that the environment was made with.
        marker.interpreter.path.exists().then_some(marker)
    }

    pub(crate) fn write(&self, dir: &Path) -> Result<(), EnvironmentError> {
        let path = dir.join(Self::FILE);
        cache::write_json(&path, self).map_err(|source| EnvironmentError::Io { path, source })
    }

    /// Makes an environment one that is not complete.
    pub(crate) fn remove(dir: &Path) -> std::io::Result<()> {
        match fs::remove_file(dir.join(Self::FILE)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// Whether every package in it that `pins` mention has the version they ask for.
    pub(crate) fn agrees_with(&self, pins: &[String]) -> bool {
        let pins: BTreeMap<String, &str> = pins
            .iter()
            .filter_map(|pin| pin.split_once("=="))
            .map(|(name, version)| (crate::requirement::normalised(name.trim()), version.trim()))
            .collect();
        self.packages.iter().all(|package| pins.get(&package.name).is_none_or(|pin| *pin == package.version))
    }
}
