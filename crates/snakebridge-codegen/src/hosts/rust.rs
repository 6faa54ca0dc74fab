//! Rust: what a crate uses (`scan`), what things are called in it (`resolve`), the wrappers (`emit`).

mod admit;
mod docs;
mod emit;
mod files;
mod parts;
mod resolve;
mod scan;

pub use docs::markdown;
pub(crate) use docs::python_signature;
pub(crate) use emit::emit_one;

use super::{Emission, Files, Host};
use crate::diagnostics::Diagnostics;
use crate::disk::Disk;
use crate::plan::UsesByLibrary;
use crate::project::Project;
use crate::uses::Uses;
use snakebridge_model::Manifest;
use std::path::Path;

/// Rust as a host language.
pub(crate) struct Rust;

impl Host for Rust {
    fn watched(&self) -> &'static [&'static str] {
        &["Cargo.toml", "src", "examples", "tests", "benches"]
    }

    fn scan(
        &self,
        disk: &Disk,
        project: &Project,
        out_dir: Option<&Path>,
        diagnostics: &mut Diagnostics,
    ) -> Uses {
        scan::scan(disk, &project.root, &project.configuration, out_dir, diagnostics)
    }

    fn is_same_use(&self, before: &str, now: &str) -> bool {
        scan::is_same_use(before, now)
    }

    fn admit(&self, uses: &UsesByLibrary, manifest: &Manifest, diagnostics: &mut Diagnostics) {
        admit::admit(uses, manifest, diagnostics);
    }

    fn files(&self, emission: &Emission<'_>, folder: &Path) -> Files {
        files::files(emission, folder)
    }
}
