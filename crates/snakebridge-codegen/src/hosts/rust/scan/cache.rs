//! What was read before: a file that has not changed is not read again as Rust.

use super::scopes::FileScan;
use super::tokens;
use crate::items::{Reader, Writer};
use crate::lock;
use std::collections::BTreeMap;
use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash as _, Hasher as _};
use std::path::{Path, PathBuf};

/// Scans of files by their content.
#[derive(Debug, Default)]
pub(super) struct Cache {
    /// By the hash of a file's content: its scan as JSON, `null` for what is not made of Rust's tokens.
    scans: BTreeMap<u64, Vec<u8>>,
    used: BTreeMap<u64, Vec<u8>>,
    /// Whether a file was read that was not known.
    has_grown: bool,
}

impl Cache {
    const FILE: &str = "snakebridge.scan";

    /// The cache in a folder; an empty one if there is none that can be used.
    pub(super) fn open(folder: Option<&Path>) -> Self {
        let found = folder.and_then(|folder| fs::read(folder.join(Self::FILE)).ok());
        let scans = found.and_then(|content| Self::scans(&content)).unwrap_or_default();
        Self { scans, ..Self::default() }
    }

    /// What is in a file; nothing if another generator made it, which may see other things.
    fn scans(content: &[u8]) -> Option<BTreeMap<u64, Vec<u8>>> {
        let mut reader = Reader::new(content);
        let is_ours = reader.take()? == lock::generator_digest().as_bytes();
        let mut scans = BTreeMap::new();
        while is_ours && !reader.is_empty() {
            scans.insert(reader.number()?, reader.take()?.to_vec());
        }
        Some(scans)
    }

    /// Reads the text of a file, unless that was done before; see [`tokens::read`].
    pub(super) fn read(&mut self, text: &str, with_bare: bool) -> Option<FileScan> {
        let mut hasher = DefaultHasher::new();
        (text, with_bare).hash(&mut hasher);
        let hash = hasher.finish();
        let known = self.scans.remove(&hash).or_else(|| self.used.remove(&hash));
        if let Some(known) = known
            && let Ok(scan) = serde_json::from_slice(&known)
        {
            self.used.insert(hash, known);
            return scan;
        }
        self.has_grown = true;
        let scan = tokens::read(text, with_bare);
        self.used.extend(serde_json::to_vec(&scan).ok().map(|scan_text| (hash, scan_text)));
        scan
    }

    /// What the next run needs of it, if that is something else than before: the path and the content of its file.
    pub(super) fn close(self, folder: &Path) -> Option<(PathBuf, Vec<u8>)> {
        if !self.has_grown && self.scans.is_empty() {
            return None;
        }
        let mut writer = Writer::default();
        writer.put(lock::generator_digest().as_bytes());
        for (hash, scan) in &self.used {
            writer.number(*hash);
            writer.put(scan);
        }
        Some((folder.join(Self::FILE), writer.into_bytes()))
    }
}
