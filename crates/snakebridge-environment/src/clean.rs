//! Which managed environments there are, and removing them.

use crate::environment::Request;
use crate::marker::Marker;
use crate::surroundings::Surroundings;
use crate::uses::Uses;
use crate::{EnvironmentError, cache};
use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// An environment that SnakeBridge made, as it lies in the cache.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ManagedEnvironment {
    /// Its folder.
    pub dir: PathBuf,
    /// What it was made for; `None` if it was never finished, or cannot be used any more.
    pub contents: Option<Contents>,
    /// The projects that it was given to, as far as that was noted.
    pub projects: Vec<PathBuf>,
    /// When it was used last, to a day.
    pub last_used: Option<SystemTime>,
}

/// What is in a managed environment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contents {
    /// Its requirements (PEP 508).
    pub requirements: Vec<String>,
    /// The version of its interpreter.
    pub python: String,
    marker: Marker,
}

impl ManagedEnvironment {
    /// Whether this is what a request would be given.
    #[must_use]
    pub fn serves(&self, request: &Request) -> bool {
        let Some(contents) = &self.contents else { return false };
        let sorted = |texts: &[String]| {
            let mut texts: Vec<String> = texts.iter().map(|text| text.trim().to_owned()).collect();
            texts.sort();
            texts
        };
        sorted(&contents.requirements) == sorted(&request.requirements)
            && contents.marker.agrees_with(&request.pins)
    }

    /// Removes it; `false` if it is being made at this moment.
    ///
    /// # Errors
    /// When a file cannot be removed. What is left is no environment any more, and is made anew where it is needed.
    pub fn remove(&self) -> Result<bool, EnvironmentError> {
        let failed = |source| EnvironmentError::Io { path: self.dir.clone(), source };
        let lock =
            File::options().create(true).truncate(false).write(true).open(self.dir.with_extension("lock"));
        let lock = lock.map_err(failed)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(false),
            Err(TryLockError::Error(source)) => return Err(failed(source)),
        }
        // First what says that it is complete.
        Marker::remove(&self.dir)
            .and_then(|()| ignore_missing(fs::remove_dir_all(&self.dir)))
            .map_err(failed)?;
        Ok(true)
    }

    /// How many bytes its files have.
    #[must_use]
    pub fn size(&self) -> u64 {
        size_of(&self.dir)
    }
}

/// The environments in the cache, by folder.
///
/// # Errors
/// When there is no cache, or it cannot be read.
///
/// ```
/// for environment in snakebridge_environment::managed_environments()? {
///     println!("{}: {:?}", environment.dir.display(), environment.last_used);
/// }
/// # Ok::<(), snakebridge_environment::EnvironmentError>(())
/// ```
pub fn managed_environments() -> Result<Vec<ManagedEnvironment>, EnvironmentError> {
    list(&Surroundings::of_process())
}

pub(crate) fn list(surroundings: &Surroundings) -> Result<Vec<ManagedEnvironment>, EnvironmentError> {
    let parent = cache::of(surroundings)?.join("environments");
    let entries = match fs::read_dir(&parent) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(source) => return Err(EnvironmentError::Io { path: parent, source }),
    };
    let folders = entries.flatten().filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
    let mut found: Vec<ManagedEnvironment> = folders.map(|entry| describe(entry.path())).collect();
    found.sort_by(|one, other| one.dir.cmp(&other.dir));
    Ok(found)
}

fn describe(dir: PathBuf) -> ManagedEnvironment {
    let contents = Marker::read(&dir).map(|marker| Contents {
        requirements: marker.requirements.clone(),
        python: marker.interpreter.version_text(),
        marker,
    });
    let projects = Uses::read(&dir).projects.into_keys().collect();
    ManagedEnvironment { contents, projects, last_used: Uses::last(&dir), dir }
}

fn ignore_missing(outcome: io::Result<()>) -> io::Result<()> {
    match outcome {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn size_of(path: &Path) -> u64 {
    let Ok(metadata) = fs::symlink_metadata(path) else { return 0 };
    if !metadata.is_dir() {
        return metadata.len();
    }
    let entries = fs::read_dir(path).into_iter().flatten().flatten();
    entries.map(|entry| size_of(&entry.path())).sum()
}
