//! The host languages: each has its own scan, resolve and emit, and knows nothing of the others.

#[cfg(feature = "elixir")]
pub(crate) mod elixir;
pub(crate) mod rust;

use crate::diagnostics::Diagnostics;
use crate::disk::Disk;
use crate::introspect::Prepared;
use crate::plan::UsesByLibrary;
use crate::project::Project;
use crate::uses::Uses;
use crate::write::Output;
use snakebridge_model::Manifest;
use std::path::{Path, PathBuf};

/// The language that wrappers are for.
///
/// ```
/// assert_eq!(snakebridge_codegen::Language::default().name(), "rust");
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Language {
    /// Rust: one file of modules, which a crate includes.
    #[default]
    Rust,
    /// Elixir: a file for each module.
    #[cfg(feature = "elixir")]
    Elixir,
}

impl Language {
    /// As it is written on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Rust => "rust",
            #[cfg(feature = "elixir")]
            Self::Elixir => "elixir",
        }
    }

    pub(crate) fn host(self) -> &'static dyn Host {
        match self {
            Self::Rust => &rust::Rust,
            #[cfg(feature = "elixir")]
            Self::Elixir => &elixir::Elixir,
        }
    }
}

/// What the pipeline needs of a host language.
pub(crate) trait Host {
    /// Files and folders, relative to the root, whose change may change the wrappers.
    fn watched(&self) -> &'static [&'static str];

    /// What the program uses of Python. What was read may be remembered in `out_dir`.
    fn scan(
        &self,
        disk: &Disk,
        project: &Project,
        out_dir: Option<&Path>,
        diagnostics: &mut Diagnostics,
    ) -> Uses;

    /// Whether two versions of a source file use the same of Python, in the same order: only where that stands may differ.
    fn is_same_use(&self, before: &str, now: &str) -> bool;

    /// Reports every call that cannot be meant as it is written.
    fn admit(&self, uses: &UsesByLibrary, manifest: &Manifest, diagnostics: &mut Diagnostics);

    /// The wrappers, as files of a folder.
    fn files(&self, emission: &Emission<'_>, folder: &Path) -> Files;
}

/// What wrappers are made from.
pub(crate) struct Emission<'a> {
    pub(crate) project: &'a Project,
    /// What there is of Python; nothing in strict mode.
    pub(crate) prepared: Option<&'a Prepared>,
    pub(crate) manifest: &'a Manifest,
    /// The manifest as its file has it.
    pub(crate) text: &'a str,
    #[cfg_attr(not(feature = "elixir"), expect(dead_code, reason = "Rust has no need of it"))]
    pub(crate) uses: &'a UsesByLibrary,
}

/// Files as they should be.
#[derive(Debug, Default)]
pub(crate) struct Files {
    pub(crate) outputs: Vec<Output>,
    /// Files of an earlier run that are of no more use.
    pub(crate) abandoned: Vec<PathBuf>,
}
