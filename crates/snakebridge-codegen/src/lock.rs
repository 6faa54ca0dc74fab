//! The lock: what it says now, and whether the manifest was made from that.

use crate::introspect::Prepared;
use crate::plan::UsesByLibrary;
use crate::project::Project;
use sha2::{Digest as _, Sha256};
use snakebridge_environment::{Request, installed_in, package_folders};
use snakebridge_model::{Configuration, LibrarySource, Lock, LockedStubs};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Digest of the generator: its source, its probe and its adapter.
#[must_use]
pub fn generator_digest() -> String {
    digest([env!("SNAKEBRIDGE_GENERATOR_SOURCE").as_bytes(), snakebridge_adapter::DIGEST.as_bytes()])
}

/// Digest of what `snakebridge.toml` asks for.
pub(crate) fn configuration_digest(configuration: &Configuration) -> String {
    let text = serde_json::to_vec(configuration).expect("a configuration holds strings only");
    digest([text.as_slice()])
}

/// Digests of the user's own libraries, by name.
pub(crate) fn own_digests(project: &Project) -> BTreeMap<String, String> {
    let own = project.configuration.libraries.iter().filter_map(|(name, source)| match source {
        LibrarySource::Path(path) => Some((name.clone(), digest_of_files(&project.root.join(path)))),
        LibrarySource::Stdlib | LibrarySource::Package { .. } => None,
    });
    own.collect()
}

/// What a project asks of the environment; what is locked for the same configuration is asked for again.
#[must_use]
pub fn environment_request(project: &Project) -> Request {
    let configuration = &project.configuration;
    let digest = configuration_digest(configuration);
    let lock = project.lock.as_ref().filter(|lock| lock.configuration == digest);
    let pins = lock.into_iter().flat_map(|lock| &lock.packages);
    Request {
        version: configuration.python.version.clone(),
        interpreter: configuration.python.interpreter.clone(),
        venv: configuration.python.venv.clone(),
        requirements: configuration.requirements(),
        pins: pins.map(|(name, package)| format!("{name}=={}", package.version)).collect(),
        root: project.root.clone(),
    }
}

/// The lock as it should be. One from another machine stays as it is as long as nothing was asked of Python here: which
/// machine builds is no reason to write.
pub(crate) fn updated(
    project: &Project,
    prepared: &Prepared,
    stubs: Option<LockedStubs>,
    own: BTreeMap<String, String>,
    asked: bool,
) -> Lock {
    let lock = Lock {
        version: Lock::VERSION,
        generator: generator_digest(),
        configuration: configuration_digest(&project.configuration),
        python: prepared.python.clone(),
        packages: prepared.packages.clone(),
        stubs: if asked { stubs } else { project.lock.as_ref().and_then(|lock| lock.stubs.clone()) },
        own,
    };
    match &project.lock {
        Some(old) if !asked && old.generator == lock.generator && old.configuration == lock.configuration => {
            Lock { own: lock.own, ..old.clone() }
        }
        _ => lock,
    }
}

/// The distribution that a library comes from, by its normalised name (PEP 503).
pub(crate) fn distribution(name: &str, source: &LibrarySource) -> Option<String> {
    let LibrarySource::Package { package, .. } = source else { return None };
    let name = package.as_deref().unwrap_or(name);
    let bare = name.split(['[', ' ', ';']).next().unwrap_or(name).to_lowercase();
    let parts: Vec<&str> = bare.split(['-', '_', '.']).filter(|part| !part.is_empty()).collect();
    Some(parts.join("-"))
}

/// What changes when another version of a library that is used gets installed: the description of its distribution.
pub(crate) fn installed_files(project: &Project, prepared: &Prepared, uses: &UsesByLibrary) -> Vec<PathBuf> {
    let folders = package_folders(&prepared.interpreter, &prepared.python.version);
    let installed = installed_in(&folders);
    let used = project.configuration.libraries.iter().filter(|(name, _)| uses.contains_key(*name));
    let distributions = used.filter_map(|(name, source)| distribution(name, source));
    let metadata = distributions.filter_map(|name| Some(installed.get(&name)?.metadata.join("METADATA")));
    metadata.filter(|file| file.is_file()).collect()
}

fn digest_of_files(path: &Path) -> String {
    let mut hash = Sha256::new();
    for file in python_files(path) {
        let name = file.strip_prefix(path).unwrap_or(&file).to_string_lossy().into_owned();
        for part in [name.as_bytes(), &fs::read(&file).unwrap_or_default()] {
            add(&mut hash, part);
        }
    }
    hex(hash)
}

/// The `.py` files, and stubs, of a library of the user's own.
pub(crate) fn python_files(path: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = walkdir::WalkDir::new(path)
        .into_iter()
        .flatten()
        .map(walkdir::DirEntry::into_path)
        .filter(|file| file.extension().is_some_and(|extension| extension == "py" || extension == "pyi"))
        .collect();
    files.sort();
    files
}

pub(crate) fn digest<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> String {
    let mut hash = Sha256::new();
    parts.into_iter().for_each(|part| add(&mut hash, part));
    hex(hash)
}

fn add(hash: &mut Sha256, part: &[u8]) {
    hash.update((part.len() as u64).to_le_bytes());
    hash.update(part);
}

fn hex(hash: Sha256) -> String {
    hash.finalize()[..16].iter().map(|byte| format!("{byte:02x}")).collect()
}
