//! The whole way from source to wrappers: scan, plan, introspect, resolve and emit, write.

use crate::changes::{Changes, of_locks};
use crate::diagnostics::{Diagnostics, Stopped};
use crate::hosts::rust;
use crate::introspect::{Prepared, ProbeRequest, Python, introspect};
use crate::plan::{self, Outdated, UsesByLibrary};
use crate::project::Project;
use crate::write::{self, Output};
use crate::{lock, strict};
use snakebridge_model::{Configuration, Lock, LockedStubs, Manifest};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// How to generate.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Build from the manifest alone, start no Python, and fail on what is missing or stale.
    pub strict: bool,
    /// Write nothing, and report what would be written: each file that is not as it should be is an error.
    pub check: bool,
    /// Write nothing, and find out what would change.
    pub dry_run: bool,
    /// Where `snakebridge.rs` goes; without, only manifest and lock are written.
    pub out_dir: Option<PathBuf>,
}

/// What came of it.
#[derive(Debug, Default)]
pub struct Outcome {
    /// What there is to tell; with an error among it, nothing was written.
    pub diagnostics: Diagnostics,
    /// How what is used of Python differs from what the manifest says.
    pub changes: Changes,
    /// How the environment differs from what the lock says, for people.
    pub lock_changes: Vec<String>,
    /// The files that were written: those that changed.
    pub written: Vec<PathBuf>,
    /// The source files that were looked at, relative to the root.
    pub scanned: Vec<PathBuf>,
    /// The libraries that Python was asked about.
    pub asked: Vec<String>,
    /// The interpreter that the wrappers are for; none in strict mode.
    pub interpreter: Option<PathBuf>,
    /// What is there as long as the libraries are installed in the versions that the wrappers are for.
    pub installed: Vec<PathBuf>,
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
    let uses = rust::scan(&project.root, options.out_dir.as_deref(), diagnostics);
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
    let mut stubs = None;
    if let Some(prepared) = &prepared {
        let mut requests = plan::plan(&uses, &manifest, &outdated(project, prepared, &own));
        if !requests.is_empty() {
            stubs = with_stubs(project, prepared, &uses, python, &mut requests, diagnostics);
        }
        for request in &mut requests {
            request.path = project.configuration.search_path(&project.root);
        }
        let answers = introspect(python, prepared, &requests, diagnostics);
        answers.iter().for_each(|(name, library)| plan::left_out(name, library, diagnostics));
        manifest.libraries.extend(answers);
        diagnostics.checkpoint()?;
        outcome.asked = requests.into_iter().map(|request| request.library).collect();
    }
    let manifest = used_part(&manifest, &uses, diagnostics);
    outcome.changes = Changes::between(&project.manifest, &manifest).used_at(&uses);
    if !options.check && !options.dry_run {
        outcome.changes.warn(diagnostics);
    }
    rust::admit(&uses, &manifest, diagnostics);
    diagnostics.checkpoint()?;

    let mut outputs = Vec::new();
    if let Some(folder) = &options.out_dir {
        let registration = registration(project, prepared.as_ref(), &manifest);
        outputs.extend(wrappers(folder, &manifest, &registration));
    }
    if let Some(prepared) = &prepared {
        let lock = lock::updated(project, prepared, stubs, own, !outcome.asked.is_empty());
        outcome.lock_changes = of_locks(project.lock.as_ref(), &lock);
        outputs.extend(committed(project, &manifest, &lock));
    }
    if options.check {
        let reasons = [(Manifest::FILE, outcome.changes.lines()), (Lock::FILE, outcome.lock_changes.clone())];
        write::check(&outputs, &reasons, diagnostics);
    } else if !options.dry_run {
        let _turn = write::Turn::wait(&project.root.join(Configuration::FILE));
        outcome.written = write::write(&outputs, diagnostics);
    }
    if let Some(prepared) = &prepared {
        outcome.installed = lock::installed_files(project, prepared, &uses);
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

/// Gives the requests the stubs of the standard library. A manifest is made with one version of them, or without: if the
/// lock says another thing than what is there, every library is asked about.
fn with_stubs(
    project: &Project,
    prepared: &Prepared,
    uses: &UsesByLibrary,
    python: &mut dyn Python,
    requests: &mut Vec<ProbeRequest>,
    diagnostics: &mut Diagnostics,
) -> Option<LockedStubs> {
    let stubs = python.stubs(prepared).unwrap_or_else(|warning| {
        diagnostics.push(warning);
        None
    });
    let locked = project.lock.as_ref().and_then(|lock| lock.stubs.as_ref());
    if project.lock.is_some() && locked != stubs.as_ref().map(|stubs| &stubs.locked) {
        *requests = plan::plan(uses, &project.manifest, &Outdated(uses.keys().cloned().collect()));
    }
    for request in requests {
        request.typeshed = stubs.as_ref().map(|stubs| stubs.folder.clone());
    }
    stubs.map(|stubs| stubs.locked)
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

fn registration(project: &Project, prepared: Option<&Prepared>, manifest: &Manifest) -> rust::Registration {
    let absolute = |path: PathBuf| std::path::absolute(&path).unwrap_or(path).to_string_lossy().into_owned();
    let folders = project.configuration.search_path(&project.root);
    rust::Registration {
        interpreter: prepared.map(|prepared| absolute(prepared.interpreter.clone())),
        search_path: folders.into_iter().map(absolute).collect(),
        made_for: made_for(project, manifest),
    }
}

/// The versions that what is used was described at.
fn made_for(project: &Project, manifest: &Manifest) -> Vec<rust::MadeFor> {
    let versions = manifest.libraries.iter().filter_map(|(name, library)| {
        let source = project.configuration.libraries.get(name)?;
        Some(rust::MadeFor {
            library: name.clone(),
            distribution: lock::distribution(name, source)?,
            version: library.version.clone()?,
        })
    });
    versions.collect()
}

/// The wrappers, and beside them what they were made from: as long as that is the same, they are not made again.
fn wrappers(folder: &Path, manifest: &Manifest, registration: &rust::Registration) -> Vec<Output> {
    let path = folder.join("snakebridge.rs");
    let inputs = folder.join("snakebridge.inputs");
    let made_from = format!("{}\n{registration:?}\n{}", lock::generator_digest(), manifest.to_json());
    // Which wrappers they are belongs to it: a run that was killed, or another one, may have written others since.
    let record = |wrappers: &str| Output {
        path: inputs.clone(),
        text: format!("{}\n{made_from}", lock::digest([wrappers.as_bytes()])),
    };
    if fs::read_to_string(&path).is_ok_and(|wrappers| !record(&wrappers).differs()) {
        return Vec::new();
    }
    let text = rust::emit(&manifest.libraries, registration);
    let record = record(&text);
    vec![Output { path, text }, record]
}

/// The files that are committed. A program that uses nothing has none, unless it had them before.
fn committed(project: &Project, manifest: &Manifest, lock: &Lock) -> Vec<Output> {
    let files = [(Manifest::FILE, manifest.to_json()), (Lock::FILE, lock.to_toml())];
    let outputs = files.map(|(name, text)| Output { path: project.root.join(name), text });
    let is_needed = |output: &Output| !manifest.libraries.is_empty() || output.path.exists();
    outputs.into_iter().filter(is_needed).collect()
}
