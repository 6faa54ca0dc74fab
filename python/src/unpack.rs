//! The adapter as a folder of Python files.

use crate::{DIGEST, FILES};
use std::fs::{self, DirBuilder};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// Why the adapter is not on disk.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AdapterError {
    /// There is no folder to keep it in.
    #[error(transparent)]
    Cache(#[from] snakebridge_environment::EnvironmentError),
    /// A file could not be read or written.
    #[error(
        "the Python adapter cannot be unpacked: `{}`: {source}; set `SNAKEBRIDGE_CACHE` to a folder you can write to",
        path.display()
    )]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What went wrong.
        source: io::Error,
    },
}

/// The folder with the adapter's files, to be run by any CPython 3.9+.
///
/// The files are written when they are missing and repaired when they differ, once in the life of this process or
/// whenever they have disappeared. Processes that do so at the same time do not disturb each other.
///
/// # Errors
/// When the cache folder cannot be made or written.
///
/// ```
/// let adapter = snakebridge_adapter::unpack()?;
/// assert!(adapter.ends_with(snakebridge_adapter::DIGEST));
/// # Ok::<(), snakebridge_adapter::AdapterError>(())
/// ```
pub fn unpack() -> Result<PathBuf, AdapterError> {
    static UNPACKED: OnceLock<PathBuf> = OnceLock::new();
    if let Some(folder) = UNPACKED.get()
        && folder.is_dir()
    {
        return Ok(folder.clone());
    }
    let folder = unpack_under(&snakebridge_environment::cache_dir()?)?;
    Ok(UNPACKED.get_or_init(|| folder).clone())
}

fn unpack_under(cache: &Path) -> Result<PathBuf, AdapterError> {
    let parent = cache.join("adapter");
    let folder = parent.join(DIGEST);
    make_private(&parent)?;
    if !folder.exists() {
        publish(&parent, &folder)?;
    }
    repair(&folder)?;
    Ok(folder)
}

/// Writes all files into a folder of another name and renames it, so that no other process sees half of them.
fn publish(parent: &Path, folder: &Path) -> Result<(), AdapterError> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
    let staging = builder.prefix(".unpacking-").tempdir_in(parent).map_err(at(parent))?;
    for (name, content) in FILES {
        let path = staging.path().join(name);
        make_private(path.parent().expect("the path was joined"))?;
        fs::write(&path, content).map_err(at(&path))?;
    }
    match fs::rename(staging.path(), folder) {
        Ok(()) => {
            // The folder now has another name: there is nothing left to remove.
            let _ = staging.keep();
            Ok(())
        }
        Err(_) if folder.is_dir() => Ok(()),
        Err(source) => Err(AdapterError::Io { path: folder.to_path_buf(), source }),
    }
}

/// Replaces each file whose content is not what this crate holds.
fn repair(folder: &Path) -> Result<(), AdapterError> {
    for (name, content) in FILES {
        let path = folder.join(name);
        if fs::read(&path).is_ok_and(|found| found == *content) {
            continue;
        }
        let parent = path.parent().expect("the path was joined");
        make_private(parent)?;
        let mut file = tempfile::NamedTempFile::new_in(parent).map_err(at(parent))?;
        file.write_all(content).map_err(at(&path))?;
        file.persist(&path).map_err(|error| AdapterError::Io { path: path.clone(), source: error.error })?;
    }
    Ok(())
}

/// Makes a folder that only its owner enters: its files are run.
fn make_private(folder: &Path) -> Result<(), AdapterError> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(at(folder))
}

fn at(path: &Path) -> impl FnOnce(io::Error) -> AdapterError {
    let path = path.to_path_buf();
    move |source| AdapterError::Io { path, source }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_complete(folder: &Path) {
        for (name, content) in FILES {
            assert_eq!(fs::read(folder.join(name)).unwrap(), *content, "{name}");
        }
    }

    #[test]
    fn missing_and_differing_files_are_repaired() {
        let cache = tempfile::tempdir().unwrap();
        let folder = unpack_under(cache.path()).unwrap();
        assert_complete(&folder);
        if let [(first, _), .., (last, _)] = FILES {
            fs::write(folder.join(first), "raise SystemExit").unwrap();
            fs::remove_file(folder.join(last)).unwrap();
        }
        assert_eq!(unpack_under(cache.path()).unwrap(), folder);
        assert_complete(&folder);
    }

    #[test]
    fn many_unpack_at_once() {
        let cache = tempfile::tempdir().unwrap();
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| assert_complete(&unpack_under(cache.path()).unwrap()));
            }
        });
        let left = fs::read_dir(cache.path().join("adapter")).unwrap().count();
        assert_eq!(left, 1, "no staging folder is left behind");
    }

    #[cfg(unix)]
    #[test]
    fn folders_are_private() {
        use std::os::unix::fs::PermissionsExt;
        let cache = tempfile::tempdir().unwrap();
        let folder = unpack_under(cache.path()).unwrap();
        let mode = fs::metadata(&folder).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700);
    }

    #[test]
    fn an_error_names_the_path_and_the_fix() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let message = unpack_under(file.path()).unwrap_err().to_string();
        assert!(message.contains(&file.path().display().to_string()), "{message}");
        assert!(message.contains("SNAKEBRIDGE_CACHE"), "{message}");
    }
}
