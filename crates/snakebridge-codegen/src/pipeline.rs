//! The whole way from source to wrappers: scan, plan, introspect, resolve and emit, write.

mod memory;
mod outputs;

use crate::changes::{Changes, of_locks};
use crate::diagnostics::{Diagnostics, Stopped};
use crate::disk::Disk;
use crate::hosts::{Emission, Language};
use crate::introspect::{Prepared, ProbeRequest, Python, introspect};
use crate::plan::{self, Outdated, UsesByLibrary};
use crate::project::Project;
use crate::{lock, strict, write};
use memory::Memory;
use outputs::outputs;
use snakebridge_environment::Request;
use snakebridge_model::ir::Library;
use snakebridge_model::{Configuration, Lock, LockedStubs, Manifest};
use std::collections::BTreeMap;
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
    /// The language that the wrappers are for.
    pub language: Language,
    /// The folder that the wrappers go to; without, only manifest and lock are written.
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
    /// The files and folders whose change may change the wrappers, relative to the root or absolute.
    pub watched: Vec<PathBuf>,
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
    let _ = run(&Disk::default(), project, options, python, &mut outcome);
    outcome
}

/// Generates the wrappers of the project in `root`, for a build script: nothing is done if everything that a run looked at before
/// is as it was. `python` gives the Python for what the project asks of the environment.
///
/// ```no_run
/// use snakebridge_codegen::{Options, SystemPython, build};
/// let options = Options { out_dir: Some("out".into()), ..Options::default() };
/// let outcome = build(".".as_ref(), &options, |request| {
///     SystemPython::of(request, |progress| println!("{progress}"))
/// });
/// println!("{}", outcome.diagnostics.render(".".as_ref()));
/// ```
pub fn build<P: Python>(root: &Path, options: &Options, mut python: impl FnMut(Request) -> P) -> Outcome {
    let mut memory = Memory::open(root, options);
    if let Some(outcome) = memory.as_mut().and_then(|memory| memory.recall(&mut python)) {
        return outcome;
    }
    let disk = Disk::default();
    let project = match Project::load_from(&disk, root) {
        Ok(project) => project,
        Err(diagnostics) => return Outcome { diagnostics, ..Outcome::default() },
    };
    let mut outcome = Outcome::default();
    let request = lock::environment_request(&project);
    let run = run(&disk, &project, options, &mut python(request.clone()), &mut outcome);
    if let (Some(memory), Ok(prepared)) = (memory, run) {
        memory.remember(disk, request, prepared.as_ref(), &outcome);
    }
    outcome
}

/// The stages, in order. Each of them collects what it has to complain about; none starts after an error.
fn run(
    disk: &Disk,
    project: &Project,
    options: &Options,
    python: &mut dyn Python,
    outcome: &mut Outcome,
) -> Result<Option<Prepared>, Stopped> {
    let diagnostics = &mut outcome.diagnostics;
    let host = options.language.host();
    outcome.watched = project.watched_on(disk, host.watched());
    let uses = host.scan(disk, project, options.out_dir.as_deref(), diagnostics);
    outcome.scanned = uses.files.iter().cloned().collect();
    let elsewhere =
        uses.files.iter().filter(|file| !outcome.watched.iter().any(|path| file.starts_with(path)));
    let elsewhere: Vec<PathBuf> = elsewhere.cloned().collect();
    outcome.watched.extend(elsewhere);
    let uses = plan::by_library(&uses, &project.configuration, diagnostics);
    diagnostics.checkpoint()?;

    let own = lock::own_digests(disk, project);
    let prepared = prepare(project, options, python, &uses, &own, diagnostics)?;
    let answers = match &prepared {
        Some(prepared) => ask(project, prepared, python, &uses, &own, diagnostics),
        None => Answers::default(),
    };
    diagnostics.checkpoint()?;
    outcome.asked = answers.libraries.keys().cloned().collect();

    let manifest = used_part(project, &answers, &uses, diagnostics);
    outcome.changes = Changes::between(&project.manifest, &manifest).used_at(&uses);
    if !options.check && !options.dry_run {
        outcome.changes.warn(diagnostics);
    }
    host.admit(&uses, &manifest, diagnostics);
    diagnostics.checkpoint()?;

    let lock = prepared
        .as_ref()
        .map(|prepared| lock::updated(project, prepared, answers.stubs, own, !answers.libraries.is_empty()));
    outcome.lock_changes = lock.iter().flat_map(|lock| of_locks(project.lock.as_ref(), lock)).collect();
    let text = manifest.to_json();
    let emission =
        Emission { project, prepared: prepared.as_ref(), manifest: &manifest, text: &text, uses: &uses };
    let files = outputs(disk, options, &emission, lock.as_ref());
    if options.check {
        let reasons = [(Manifest::FILE, outcome.changes.lines()), (Lock::FILE, outcome.lock_changes.clone())];
        write::check(&files, &reasons, diagnostics);
    } else if !options.dry_run {
        let _turn = write::Turn::wait(&project.root.join(Configuration::FILE));
        outcome.written = write::write(&files, diagnostics);
    }
    if let Some(prepared) = &prepared {
        outcome.installed = lock::installed_files(disk, project, prepared, &uses);
        outcome.interpreter = Some(prepared.interpreter.clone());
        // An environment that has disappeared is made again.
        outcome.watched.push(prepared.interpreter.clone());
        // So is what was made for a version that is not there any more.
        outcome.watched.extend(outcome.installed.iter().cloned());
    }
    diagnostics.checkpoint().map(|()| prepared)
}

/// Provides Python; none in strict mode, which insists that none is needed.
fn prepare(
    project: &Project,
    options: &Options,
    python: &mut dyn Python,
    uses: &UsesByLibrary,
    own: &BTreeMap<String, String>,
    diagnostics: &mut Diagnostics,
) -> Result<Option<Prepared>, Stopped> {
    if options.strict {
        strict::insist(project, uses, own, diagnostics);
        return diagnostics.checkpoint().map(|()| None);
    }
    python.prepare().map(Some).map_err(|diagnostic| diagnostics.stop(diagnostic))
}

/// What Python says of the libraries that it was asked about.
#[derive(Default)]
struct Answers {
    libraries: BTreeMap<String, Library>,
    /// The stubs that it was asked with.
    stubs: Option<LockedStubs>,
}

/// Asks Python about what the manifest does not answer.
fn ask(
    project: &Project,
    prepared: &Prepared,
    python: &mut dyn Python,
    uses: &UsesByLibrary,
    own: &BTreeMap<String, String>,
    diagnostics: &mut Diagnostics,
) -> Answers {
    let mut requests = plan::plan(uses, &project.manifest, &outdated(project, prepared, own));
    if requests.is_empty() {
        return Answers::default();
    }
    let stubs = with_stubs(project, prepared, uses, python, &mut requests, diagnostics);
    for request in &mut requests {
        request.path = project.configuration.search_path(&project.root);
    }
    let libraries = introspect(python, prepared, &requests, diagnostics);
    libraries.iter().for_each(|(name, library)| plan::left_out(name, library, diagnostics));
    Answers { libraries, stubs }
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

/// What is used of the manifest and of what was answered; what is used and in neither is an error.
fn used_part(
    project: &Project,
    answers: &Answers,
    uses: &UsesByLibrary,
    diagnostics: &mut Diagnostics,
) -> Manifest {
    let nothing = Library::default();
    let mut used = Manifest::default();
    for (name, uses) in uses {
        let known = answers.libraries.get(name).or_else(|| project.manifest.libraries.get(name));
        let library = known.unwrap_or(&nothing);
        plan::unmet(name, library, uses, diagnostics);
        used.libraries.insert(name.clone(), plan::prune(name, library, uses));
    }
    used
}
