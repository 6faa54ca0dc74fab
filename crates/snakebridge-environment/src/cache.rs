//! The folder where everything that SnakeBridge can make again is kept.

use crate::EnvironmentError;
use crate::surroundings::Surroundings;
use etcetera::BaseStrategy as _;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::fs::DirBuilder;
use std::io;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

/// The cache folder of this user: `SNAKEBRIDGE_CACHE`, else `snakebridge` in the user's cache folder, else, where that
/// cannot be made, a private folder among the temporary files. It exists when this returns.
///
/// # Errors
/// When none of them can be made.
///
/// ```
/// assert!(snakebridge_environment::cache_dir()?.is_dir());
/// # Ok::<(), snakebridge_environment::EnvironmentError>(())
/// ```
pub fn cache_dir() -> Result<PathBuf, EnvironmentError> {
    of(&Surroundings::of_process())
}

pub(crate) fn of(surroundings: &Surroundings) -> Result<PathBuf, EnvironmentError> {
    if let Some(named) = surroundings.variable("SNAKEBRIDGE_CACHE") {
        let folder = surroundings.working_dir().join(named);
        return match make_private(&folder) {
            Ok(()) => Ok(folder),
            Err(source) => Err(EnvironmentError::Io { path: folder, source }),
        };
    }
    if let Ok(strategy) = etcetera::choose_base_strategy() {
        let folder = strategy.cache_dir().join("snakebridge");
        if make_private(&folder).is_ok() {
            return Ok(folder);
        }
    }
    let folder = temporary();
    make_private(&folder)
        .and_then(|()| check_owner(&folder))
        .map_err(|source| EnvironmentError::Io { path: folder.clone(), source })?;
    Ok(folder)
}

#[cfg(unix)]
fn temporary() -> PathBuf {
    std::env::temp_dir().join(format!("snakebridge-{}", rustix::process::getuid().as_raw()))
}

#[cfg(not(unix))]
fn temporary() -> PathBuf {
    std::env::temp_dir().join("snakebridge")
}

/// Makes a folder, and its parents, that only this user enters: what is in it gets run.
pub(crate) fn make_private(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// A folder among the temporary files may have been laid there by somebody else.
#[cfg(unix)]
fn check_owner(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::MetadataExt as _;
    let found = std::fs::symlink_metadata(folder)?;
    if found.is_dir() && found.uid() == rustix::process::getuid().as_raw() && found.mode() & 0o022 == 0 {
        return Ok(());
    }
    Err(io::Error::other("it belongs to, or can be written by, somebody else"))
}

#[cfg(not(unix))]
fn check_owner(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Writes a file in one step, so that no reader sees half of it.
pub(crate) fn write_json(path: &Path, content: &impl Serialize) -> io::Result<()> {
    let parent = path.parent().expect("a file of the cache is in a folder");
    make_private(parent)?;
    let mut file = tempfile::NamedTempFile::new_in(parent)?;
    serde_json::to_writer_pretty(&mut file, content)?;
    file.persist(path)?;
    Ok(())
}

/// When a file or folder was changed last, in nanoseconds.
pub(crate) fn modified(path: &Path) -> Option<u128> {
    let time = std::fs::metadata(path).ok()?.modified().ok()?;
    Some(time.duration_since(UNIX_EPOCH).ok()?.as_nanos())
}

/// A name for what `parts` describe: sixteen hexadecimal digits.
pub(crate) fn key<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    hash.finalize()[..8].iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_named_folder_is_made() {
        let temporary = tempfile::tempdir().unwrap();
        let folder = temporary.path().join("a/b");
        let surroundings = Surroundings::for_test(temporary.path()).with("SNAKEBRIDGE_CACHE", &folder);
        assert_eq!(of(&surroundings).unwrap(), folder);
        assert!(folder.is_dir());
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_an_error_with_the_fix() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let folder = file.path().join("cache");
        let surroundings = Surroundings::for_test(Path::new("/")).with("SNAKEBRIDGE_CACHE", &folder);
        let message = of(&surroundings).unwrap_err().to_string();
        assert!(message.contains(&folder.display().to_string()), "{message}");
        assert!(message.contains("set `SNAKEBRIDGE_CACHE`"), "{message}");
    }
}
