//! The stubs of the standard library: typeshed, in a managed environment of its own.

use crate::environment::{Kind, Package};
use crate::managed::{self, Dependencies};
use crate::progress::Progress;
use crate::requirement::Requirement;
use crate::surroundings::Surroundings;
use crate::{EnvironmentError, probe};
use std::fs;
use std::path::{Path, PathBuf};

/// A small package without native code that carries typeshed's stubs of the standard library, for Python 3.9 and newer.
const PACKAGE: &str = "typeshed-client==2.14.0";
/// Where it has them.
const FOLDER: &str = "typeshed_client/typeshed";

/// The stubs of the standard library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandardStubs {
    /// The folder with typeshed's `VERSIONS` and the stubs.
    pub folder: PathBuf,
    /// The package they came in.
    pub package: Package,
}

/// Provides the stubs of the standard library for probes that run with an interpreter.
///
/// They are installed once, alone, into a managed environment of their own: nothing the user has is touched. A second
/// call starts no process.
///
/// # Errors
/// When they are not there and cannot be installed, as with `SNAKEBRIDGE_OFFLINE=1`.
///
/// ```no_run
/// let stubs = snakebridge_environment::standard_stubs("python3".as_ref(), &mut |progress| println!("{progress}"))?;
/// assert!(stubs.folder.join("VERSIONS").is_file());
/// # Ok::<(), snakebridge_environment::EnvironmentError>(())
/// ```
pub fn standard_stubs(
    interpreter: &Path,
    progress: &mut dyn FnMut(Progress),
) -> Result<StandardStubs, EnvironmentError> {
    provide(&Surroundings::of_process(), interpreter, PACKAGE, progress)
}

fn provide(
    surroundings: &Surroundings,
    interpreter: &Path,
    package: &str,
    progress: &mut dyn FnMut(Progress),
) -> Result<StandardStubs, EnvironmentError> {
    let interpreter = probe::probe_cached(surroundings, interpreter).map_err(|reason| {
        let by = "the interpreter of the probe".to_owned();
        EnvironmentError::Named { path: interpreter.to_path_buf(), by, reason }
    })?;
    let requirements = Requirement::parse_all(&[package.to_owned()])?;
    let reason = "stubs of the standard library";
    let environment = managed::provide(
        surroundings,
        &interpreter,
        reason,
        &requirements,
        &[],
        Dependencies::Without,
        progress,
    )?;
    let Kind::Managed { dir, .. } = &environment.kind else { unreachable!("it was made just now") };
    let folder = site_packages(dir).map(|packages| packages.join(FOLDER));
    let folder = folder.filter(|folder| folder.join("VERSIONS").is_file());
    match (folder, environment.packages.into_iter().next()) {
        (Some(folder), Some(package)) => Ok(StandardStubs { folder, package }),
        _ => Err(EnvironmentError::Io {
            path: dir.join(FOLDER),
            source: std::io::Error::other("the package of the stubs does not have them"),
        }),
    }
}

/// The folder of a virtual environment's packages.
fn site_packages(dir: &Path) -> Option<PathBuf> {
    if cfg!(windows) {
        return Some(dir.join("Lib").join("site-packages"));
    }
    let mut folders =
        fs::read_dir(dir.join("lib")).ok()?.flatten().map(|entry| entry.path().join("site-packages"));
    folders.find(|folder| folder.is_dir())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use crate::process;
    use crate::testing::{real_python, wheel_with};

    #[test]
    fn they_are_installed_alone_and_once() {
        let folder = tempfile::tempdir().unwrap();
        let wheels = folder.path().join("wheels");
        wheel_with(
            &wheels,
            "stubs_toy",
            "1.0",
            &[("typeshed_client/typeshed/VERSIONS", "toy: 3.0-\n")],
            "Requires-Dist: cannot-be-had\n",
        );
        let surroundings = Surroundings::for_test(folder.path())
            .with("PIP_NO_INDEX", "1")
            .with("PIP_FIND_LINKS", &wheels)
            .with("SNAKEBRIDGE_UV", "0");
        let python = real_python();
        let first = provide(&surroundings, &python, "stubs-toy==1.0", &mut |_| {}).unwrap();
        assert!(first.folder.join("VERSIONS").is_file());
        assert_eq!((first.package.name.as_str(), first.package.version.as_str()), ("stubs-toy", "1.0"));
        assert!(first.package.record.is_some());

        let offline = surroundings.with("SNAKEBRIDGE_OFFLINE", "1");
        let started = process::STARTED.get();
        assert_eq!(provide(&offline, &python, "stubs-toy==1.0", &mut |_| {}).unwrap(), first);
        assert_eq!(process::STARTED.get(), started, "a process was started");
        let error = provide(&offline, &python, "stubs-toy==2.0", &mut |_| {}).unwrap_err();
        assert!(matches!(error, EnvironmentError::Offline { .. }), "{error}");
    }
}
