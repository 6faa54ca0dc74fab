//! Elixir: what a Mix project uses (`scan`), what things are called in it (`names`, `places`), the wrappers (`emit`), which are
//! trees (`syntax`) until they are printed.

mod admit;
mod emit;
mod files;
mod names;
mod places;
mod scan;
mod shape;
mod syntax;

use super::{Emission, Files, Host};
use crate::diagnostics::Diagnostics;
use crate::disk::Disk;
use crate::plan::UsesByLibrary;
use crate::project::Project;
use crate::uses::Uses;
use snakebridge_model::Manifest;
use std::path::Path;

/// Elixir as a host language.
pub(crate) struct Elixir;

impl Host for Elixir {
    fn watched(&self) -> &'static [&'static str] {
        &["mix.exs", "lib", "test"]
    }

    fn scan(&self, disk: &Disk, project: &Project, _: Option<&Path>, diagnostics: &mut Diagnostics) -> Uses {
        scan::scan(disk, project, diagnostics)
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
