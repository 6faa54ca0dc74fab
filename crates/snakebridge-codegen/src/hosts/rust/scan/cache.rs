//! What was read before: a file that has not changed is not read again as Rust.

use super::scopes::FileScan;
use super::tokens;
use crate::lock;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash as _, Hasher as _};
use std::path::{Path, PathBuf};

/// Scans of files by their content.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Cache {
    /// The generator that made it: another one may see other things.
    generator: String,
    /// By the hash of a file's content; `None` for what is not made of Rust's tokens.
    scans: BTreeMap<u64, Option<FileScan>>,
    #[serde(skip)]
    used: BTreeMap<u64, Option<FileScan>>,
    /// Whether a file was read that was not known.
    #[serde(skip)]
    has_grown: bool,
}

impl Cache {
    const FILE: &str = "snakebridge.scan";

    /// The cache in a folder; an empty one if there is none that can be used.
    pub(super) fn open(folder: Option<&Path>) -> Self {
        let generator = lock::generator_digest();
        let found = folder.and_then(|folder| fs::read(folder.join(Self::FILE)).ok());
        let cache: Option<Self> = found.and_then(|text| serde_json::from_slice(&text).ok());
        match cache {
            Some(cache) if cache.generator == generator => cache,
            _ => Self { generator, ..Self::default() },
        }
    }

    /// Reads the text of a file, unless that was done before; see [`tokens::read`].
    pub(super) fn read(&mut self, text: &str, with_bare: bool) -> Option<FileScan> {
        let mut hasher = DefaultHasher::new();
        (text, with_bare).hash(&mut hasher);
        let hash = hasher.finish();
        let known = self.scans.remove(&hash).or_else(|| self.used.get(&hash).cloned());
        let scan = known.unwrap_or_else(|| {
            self.has_grown = true;
            tokens::read(text, with_bare)
        });
        self.used.insert(hash, scan.clone());
        scan
    }

    /// What the next run needs of it, if that is something else than before: the path and the content of its file.
    pub(super) fn close(self, folder: &Path) -> Option<(PathBuf, String)> {
        if !self.has_grown && self.scans.is_empty() {
            return None;
        }
        let next = Self { generator: self.generator, scans: self.used, ..Self::default() };
        Some((folder.join(Self::FILE), serde_json::to_string(&next).ok()?))
    }
}
