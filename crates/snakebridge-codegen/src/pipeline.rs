//! The whole way from source to wrappers: scan, plan, introspect, resolve and emit, write.

use crate::diagnostics::{Diagnostics, Stopped};
use crate::hosts::rust;
use crate::introspect::{Prepared, Python, introspect};
use crate::plan::{self, Outdated, UsesByLibrary};
use crate::project::Project;
use crate::write::{self, Output};
use crate::{lock, strict};
use snakebridge_model::{Lock, Manifest};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// How to generate.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Build from the manifest alone, start no Python, and fail on what is missing or stale.
    pub strict: bool,
    /// Write nothing, and report what would be written.
    pub check: bool,
    /// Where `snakebridge.rs` goes; without, only manifest and lock are written.
    pub out_dir: Option<PathBuf>,
}

/// What came of it.
#[derive(Debug, Default)]
pub struct Outcome {
    /// What there is to tell; with an error among it, nothing was written.
    pub diagnostics: Diagnostics,
    /// The files that were written: those that changed.
    pub written: Vec<PathBuf>,
    /// The source files that were looked at, relative to the root.
    pub scanned: Vec<PathBuf>,
    /// The libraries that Python was asked about.
    pub asked: Vec<String>,
    /// The interpreter that the wrappers are for; none in strict mode.
    pub interpreter: Option<PathBuf>,
}

/// Generates the wrappers of a project.
///
/// ```no_run
/// use snakebridge_codegen::{Options, Project, SystemPython, generate};
/// let project = Project::load(".".as_ref()).expect("it has a snakebridge.toml");
/// let mut python = SystemPython::new(&project, |progress| println!("{progress}"));
/// let outcome = generate(&project, &Options::default(), &mut python);
/// println!("{}", outcome.diagnostics.render(&project.root));
/// ```
pub fn generate(project: &Project, options: &Options, python: &mut dyn Python) -> Outcome {
    let mut outcome = Outcome::default();
    // What stopped it is among the diagnostics.
    let _ = run(project, options, python, &mut outcome);
    outcome
}

/// The stages, in order. Each of them collects what it has to complain about; none starts after an error.
fn run(
    project: &Project,
    options: &Options,
    python: &mut dyn Python,
    outcome: &mut Outcome,
) -> Result<(), Stopped> {
    let diagnostics = &mut outcome.diagnostics;
    let uses = rust::scan(&project.root, &project.configuration, options.out_dir.as_deref(), diagnostics);
    outcome.scanned = uses.files.iter().cloned().collect();
    let uses = plan::by_library(&uses, &project.configuration, diagnostics);
    diagnostics.checkpoint()?;

    let own = lock::own_digests(project);
    let prepared = if options.strict {
        strict::insist(project, &uses, &own, diagnostics);
        None
    } else {
        Some(python.prepare().map_err(|diagnostic| diagnostics.stop(diagnostic))?)
    };
    diagnostics.checkpoint()?;

    let mut manifest = project.manifest.clone();
    if let Some(prepared) = &prepared {
        let mut requests = plan::plan(&uses, &manifest, &outdated(project, prepared, &own));
        for request in &mut requests {
            request.path = project.configuration.search_path(&project.root);
        }
        manifest.libraries.extend(introspect(python, prepared, &requests, diagnostics));
        diagnostics.checkpoint()?;
        outcome.asked = requests.into_iter().map(|request| request.library).collect();
    }
    let manifest = used_part(&manifest, &uses, diagnostics);
    diagnostics.checkpoint()?;

    let text = manifest.to_json();
    let mut outputs = Vec::new();
    if let Some(folder) = &options.out_dir {
        let registration = registration(project, prepared.as_ref());
        outputs.extend(wrappers(folder, &manifest, &text, &registration));
    }
    if let Some(prepared) = &prepared {
        let lock = lock::updated(project, prepared, own, !outcome.asked.is_empty());
        outputs.extend(committed(project, text, &lock));
    }
    if options.check {
        write::check(&outputs, diagnostics);
    } else {
        outcome.written = write::write(&outputs, diagnostics);
    }
    outcome.interpreter = prepared.map(|prepared| prepared.interpreter);
    diagnostics.checkpoint()
}

/// The libraries whose part of the manifest was made from something else than what is there now.
fn outdated(project: &Project, prepared: &Prepared, own: &BTreeMap<String, String>) -> Outdated {
    let locked = project.lock.as_ref().map(|lock| &lock.own);
    let mut outdated = Outdated::default();
    for (name, digest) in own {
        if locked.and_then(|locked| locked.get(name)) != Some(digest) {
            outdated.0.insert(name.clone());
        }
    }
    for (name, source) in &project.configuration.libraries {
        let known = project.manifest.libraries.get(name).and_then(|library| library.version.as_ref());
        let distribution = lock::distribution(name, source);
        let installed = distribution.and_then(|distribution| prepared.packages.get(&distribution));
        if let (Some(known), Some(installed)) = (known, installed)
            && *known != installed.version
        {
            outdated.0.insert(name.clone());
        }
    }
    outdated
}

/// What is used of the manifest; what is used and not there is an error.
fn used_part(manifest: &Manifest, uses: &UsesByLibrary, diagnostics: &mut Diagnostics) -> Manifest {
    let mut used = Manifest::default();
    for (name, uses) in uses {
        let library = manifest.libraries.get(name).cloned().unwrap_or_default();
        plan::unmet(name, &library, uses, diagnostics);
        used.libraries.insert(name.clone(), plan::prune(name, &library, uses));
    }
    used
}

fn registration(project: &Project, prepared: Option<&Prepared>) -> rust::Registration {
    let absolute = |path: PathBuf| std::path::absolute(&path).unwrap_or(path).to_string_lossy().into_owned();
    let folders = project.configuration.search_path(&project.root);
    rust::Registration {
        interpreter: prepared.map(|prepared| absolute(prepared.interpreter.clone())),
        search_path: folders.into_iter().map(absolute).collect(),
    }
}

/// The wrappers, and beside them what they were made from: as long as that is the same, they are not made again.
fn wrappers(
    folder: &Path,
    manifest: &Manifest,
    text: &str,
    registration: &rust::Registration,
) -> Vec<Output> {
    let made_from = Output {
        path: folder.join("snakebridge.inputs"),
        text: format!("{}\n{registration:?}\n{}", lock::generator_digest(), text),
    };
    let path = folder.join("snakebridge.rs");
    if path.is_file() && !made_from.differs() {
        return Vec::new();
    }
    let text = rust::emit(&manifest.libraries, registration);
    vec![Output { path, text }, made_from]
}

/// The files that are committed. A program that uses nothing has none, unless it had them before.
fn committed(project: &Project, manifest: String, lock: &Lock) -> Vec<Output> {
    let is_empty = manifest == Manifest::default().to_json();
    let files = [(Manifest::FILE, manifest), (Lock::FILE, lock.to_toml())];
    let outputs = files.map(|(name, text)| Output { path: project.root.join(name), text });
    let is_needed = |output: &Output| !is_empty || output.path.exists();
    outputs.into_iter().filter(is_needed).collect()
}
