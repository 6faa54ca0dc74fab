//! The scratch crate of one package: its configuration, its wrappers, and what Cargo needs to compile them.

use crate::files;
use crate::packages::Package;
use serde::{Deserialize, Serialize};
use snakebridge_codegen::{Coverage, Options, Project, Severity, SystemPython, Tally, generate};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// What came of generating.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Generated {
    /// Import names.
    pub(crate) imports: Vec<String>,
    pub(crate) tally: Tally,
    /// Lines of the wrappers.
    pub(crate) lines: usize,
    /// From configuration to wrappers: the probe takes nearly all of it.
    pub(crate) seconds: f64,
    pub(crate) warnings: Vec<String>,
}

/// Where the parts of a scratch crate are.
pub(crate) struct Scratch {
    pub(crate) folder: PathBuf,
}

impl Scratch {
    pub(crate) fn wrappers(&self) -> PathBuf {
        self.folder.join("generated/snakebridge.rs")
    }

    /// Writes what does not depend on Python.
    pub(crate) fn lay_out(
        &self,
        python: &Path,
        distribution: &str,
        package: &Package,
        repository: &Path,
    ) -> Result<(), String> {
        let configuration = files::configuration(python, distribution, package)?;
        self.write(distribution, &configuration, &[("lib.rs", files::LIBRARY)], repository)
    }

    /// Writes a crate with these sources.
    pub(crate) fn write(
        &self,
        name: &str,
        configuration: &str,
        sources: &[(&str, &str)],
        repository: &Path,
    ) -> Result<(), String> {
        fs::create_dir_all(&self.folder).map_err(|error| error.to_string())?;
        let manifest = files::manifest(name, repository)?;
        let files = [("snakebridge.toml", configuration), ("Cargo.toml", &manifest)];
        for (name, text) in files.iter().chain(sources) {
            write_if_changed(&self.folder.join(name), text)?;
        }
        let lock =
            fs::read(repository.join("Cargo.lock")).map_err(|error| format!("`Cargo.lock`: {error}"))?;
        // Cargo takes what it needs of it: the same versions, without asking a registry.
        let own = self.folder.join("Cargo.lock");
        if own.exists() { Ok(()) } else { fs::write(own, lock).map_err(|error| error.to_string()) }
    }

    /// Asks Python about the package as `snakebridge.toml` has it, and writes the wrappers.
    pub(crate) fn generate(&self) -> Result<Generated, String> {
        let rendered = |diagnostics: snakebridge_codegen::Diagnostics| diagnostics.render(&self.folder);
        for stale in ["snakebridge.manifest.json", "snakebridge.lock", "generated/snakebridge.rs"] {
            let _absent = fs::remove_file(self.folder.join(stale));
        }
        let project = Project::load(&self.folder).map_err(rendered)?;
        let started = Instant::now();
        let mut python = SystemPython::new(&project, |_| ());
        let options = Options { out_dir: Some(self.folder.join("generated")), ..Options::default() };
        fs::create_dir_all(self.folder.join("generated")).map_err(|error| error.to_string())?;
        let outcome = generate(&project, &options, &mut python);
        let seconds = started.elapsed().as_secs_f64();
        if outcome.diagnostics.has_errors() {
            return Err(rendered(outcome.diagnostics));
        }
        let warnings = outcome.diagnostics.iter().filter(|each| each.severity == Severity::Warning);
        let warnings = warnings.map(|each| each.message.clone()).collect();
        let manifest = Project::load(&self.folder).map_err(rendered)?.manifest;
        let coverage: BTreeMap<&str, Coverage> = manifest
            .libraries
            .iter()
            .map(|(name, library)| (name.as_str(), Coverage::of(name, library)))
            .collect();
        let mut tally = Tally::default();
        coverage.values().for_each(|coverage| tally.add(&coverage.total));
        let text = fs::read_to_string(self.wrappers()).map_err(|error| error.to_string())?;
        let imports = coverage.keys().map(|name| (*name).to_owned()).collect();
        if let Some(problem) = coverage.values().find_map(not_importable) {
            return Err(problem);
        }
        Ok(Generated { imports, tally, lines: text.lines().count(), seconds, warnings })
    }
}

/// A library that gives nothing is a failure, and no success without symbols.
fn not_importable(coverage: &Coverage) -> Option<String> {
    let skipped = coverage.skipped.get(&coverage.library)?;
    (coverage.total.symbols() == 0).then(|| skipped.reason.clone())
}

fn write_if_changed(path: &Path, text: &str) -> Result<(), String> {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return Ok(());
    }
    fs::write(path, text).map_err(|error| format!("`{}`: {error}", path.display()))
}
