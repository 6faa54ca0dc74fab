//! `snakebridge.lock`: the environment a manifest was made in.

use crate::ModelError;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What the wrappers were made from: interpreter, packages, generator and configuration. Committed beside the manifest;
/// provisioning installs exactly these packages again as long as the configuration asks for the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lock {
    /// Version of this format.
    pub version: u32,
    /// Digest of the generator, its probe and its adapter.
    pub generator: String,
    /// Digest of what `snakebridge.toml` asks of the environment.
    pub configuration: String,
    /// The interpreter.
    pub python: LockedPython,
    /// Every installed distribution by its normalised name (PEP 503).
    #[serde(default)]
    pub packages: BTreeMap<String, LockedPackage>,
    /// The distribution that the stubs of the standard library came from; `None` if they could not be had, and the
    /// manifest was made without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stubs: Option<LockedStubs>,
    /// Digests of the user's own libraries by the name they are imported under.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub own: BTreeMap<String, String>,
}

/// The interpreter of a [`Lock`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LockedPython {
    /// Such as `3.11.7`.
    pub version: String,
    /// `sys.implementation.cache_tag`, such as `cpython-311`.
    pub abi: String,
    /// `sysconfig.get_platform()`, such as `linux-x86_64`.
    pub platform: String,
}

/// The stubs of the standard library that a manifest was made with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LockedStubs {
    /// Normalised name (PEP 503) of the distribution that carries them.
    pub package: String,
    /// Its version.
    pub version: String,
    /// SHA-256 over its `RECORD`, as in [`LockedPackage`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<String>,
}

/// One distribution of a [`Lock`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LockedPackage {
    /// Its version.
    pub version: String,
    /// SHA-256 of the distribution's `RECORD` (PEP 376), which holds the hashes of its files.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<String>,
}

impl Lock {
    /// The name of the file.
    pub const FILE: &'static str = "snakebridge.lock";
    /// The version of the format that this crate reads and writes.
    pub const VERSION: u32 = 1;
    const HEADER: &'static str =
        "# Written by SnakeBridge: the environment the wrappers were made in. Commit it; do not edit it.\n\n";

    /// Reads a lock.
    ///
    /// # Errors
    /// When the text is no lock, or one of a newer version.
    pub fn from_toml(text: &str) -> Result<Self, ModelError> {
        let lock: Self =
            toml::from_str(text).map_err(|error| ModelError::parse(Self::FILE, error.to_string()))?;
        ModelError::check_version(Self::FILE, lock.version, Self::VERSION)?;
        Ok(lock)
    }

    /// Writes the lock; equal locks give equal bytes.
    #[must_use]
    pub fn to_toml(&self) -> String {
        let body = toml::to_string(self).expect("a lock holds only strings, numbers and string-keyed tables");
        format!("{}{body}", Self::HEADER)
    }
}
