//! Results of packages, kept as long as what they were made from is the same.

use crate::peer::Compared;
use crate::project::Generated;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::fs;
use std::path::Path;

/// What came of one package.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Outcome {
    pub(crate) package: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) version: String,
    #[serde(flatten)]
    pub(crate) generated: Option<Generated>,
    /// Seconds of `cargo check`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) check: Option<f64>,
    /// Seconds of `cargo doc`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) doc: Option<f64>,
    /// Why it failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) failure: Option<String>,
    /// What another generator makes of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) peer: Option<Compared>,
}

/// An outcome, and what it was made from.
#[derive(Serialize, Deserialize)]
struct Kept {
    made_from: String,
    outcome: Outcome,
}

const FILE: &str = "outcome.json";

/// The outcome of a former run, if it was made from the same.
pub(crate) fn kept(folder: &Path, made_from: &str) -> Option<Outcome> {
    let kept: Kept = serde_json::from_slice(&fs::read(folder.join(FILE)).ok()?).ok()?;
    (kept.made_from == made_from).then_some(kept.outcome)
}

/// Keeps an outcome.
pub(crate) fn keep(folder: &Path, made_from: &str, outcome: &Outcome) -> Result<(), String> {
    let kept = Kept { made_from: made_from.to_owned(), outcome: outcome.clone() };
    let text = serde_json::to_vec_pretty(&kept).map_err(|error| error.to_string())?;
    fs::write(folder.join(FILE), text).map_err(|error| error.to_string())
}

/// A digest of the sources of the crates that generated code is compiled with.
pub(crate) fn runtime_digest(repository: &Path) -> String {
    let mut hash = Sha256::new();
    for name in ["snakebridge", "snakebridge-core", "snakebridge-derive"] {
        let sources =
            walkdir::WalkDir::new(repository.join("crates").join(name).join("src")).sort_by_file_name();
        for file in sources.into_iter().flatten().filter(|entry| entry.file_type().is_file()) {
            hash.update(fs::read(file.path()).unwrap_or_default());
        }
    }
    hex(hash)
}

/// A digest of texts.
pub(crate) fn digest(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    hex(hash)
}

fn hex(hash: Sha256) -> String {
    hash.finalize()[..16].iter().map(|byte| format!("{byte:02x}")).collect()
}
