//! Choosing an interpreter among all there are.

use crate::candidates::{ON_PATH, Place, places};
use crate::interpreter::Interpreter;
use crate::surroundings::Surroundings;
use crate::wanted::Wanted;
use crate::{EnvironmentError, Unusable, probe, shim};
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

/// An interpreter that was looked at.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// Where it is.
    pub path: PathBuf,
    /// How it was found, such as ``on `PATH` ``.
    pub source: String,
    /// The interpreter, or why it is not taken.
    pub outcome: Result<Interpreter, Unusable>,
}

/// Every interpreter there is.
#[derive(Debug, Clone)]
pub struct SearchReport {
    /// The version asked for.
    pub wanted: Option<String>,
    /// All that were looked at, in the order of the search.
    pub candidates: Vec<Candidate>,
    /// Which of them a build would take.
    pub chosen: Option<usize>,
}

/// Looks at every interpreter that a build in `root` could take for `version` (see [`Request`](crate::Request)).
///
/// # Errors
/// When `version` is no version. That nothing fits is no error here.
///
/// ```
/// use std::path::Path;
/// let report = snakebridge_environment::search_report(Some(">=3.9"), Path::new("."))?;
/// for candidate in &report.candidates {
///     match &candidate.outcome {
///         Ok(python) => println!("{} {}", candidate.path.display(), python.version_text()),
///         Err(reason) => println!("{} {reason}", candidate.path.display()),
///     }
/// }
/// # Ok::<(), snakebridge_environment::EnvironmentError>(())
/// ```
pub fn search_report(version: Option<&str>, root: &Path) -> Result<SearchReport, EnvironmentError> {
    let wanted = Wanted::new(version)?;
    Ok(report(&Surroundings::of_process().at(root), &wanted))
}

fn report(surroundings: &Surroundings, wanted: &Wanted) -> SearchReport {
    let candidates: Vec<_> = Search::new(surroundings, wanted).collect();
    let chosen = choose(&candidates, wanted);
    SearchReport { wanted: wanted.text().map(str::to_owned), candidates, chosen }
}

/// The interpreter that a build takes, and how it was found. Looks no further than it has to.
pub(crate) fn find(
    surroundings: &Surroundings,
    wanted: &Wanted,
) -> Result<(Interpreter, String), EnvironmentError> {
    let mut seen = Vec::new();
    for candidate in Search::new(surroundings, wanted) {
        let settled = candidate.outcome.is_ok() && (wanted.text().is_some() || is_usual(&candidate));
        seen.push(candidate);
        if settled {
            break;
        }
    }
    let Some(chosen) = choose(&seen, wanted) else {
        return Err(EnvironmentError::NoPython { wanted: wanted.text().map(str::to_owned), found: seen });
    };
    let chosen = seen.swap_remove(chosen);
    let interpreter = chosen.outcome.expect("only what works is chosen");
    let wanted = wanted.text().map_or_else(String::new, |wanted| format!(" and satisfies `{wanted}`"));
    let reason = format!("Python {} is {}{wanted}", interpreter.version_text(), chosen.source);
    Ok((interpreter, reason))
}

/// The first that is asked for; if any will do, the usual `python3`, else the newest.
fn choose(candidates: &[Candidate], wanted: &Wanted) -> Option<usize> {
    let mut working = candidates.iter().enumerate().filter(|(_, candidate)| candidate.outcome.is_ok());
    if wanted.text().is_some() {
        return working.next().map(|(index, _)| index);
    }
    let usual = working.clone().find(|(_, candidate)| is_usual(candidate));
    let newest = working.max_by_key(|(index, candidate)| {
        (candidate.outcome.as_ref().map_or((0, 0, 0), |python| python.version), std::cmp::Reverse(*index))
    });
    usual.or(newest).map(|(index, _)| index)
}

/// Whether it is what typing `python3` would run.
fn is_usual(candidate: &Candidate) -> bool {
    candidate.source == ON_PATH && candidate.path.file_stem().is_some_and(|name| name == "python3")
}

/// Looks at one place after the other.
struct Search<'a> {
    surroundings: &'a Surroundings,
    wanted: &'a Wanted,
    places: std::vec::IntoIter<Place>,
    seen: HashMap<(PathBuf, Option<PathBuf>), PathBuf>,
}

impl<'a> Search<'a> {
    fn new(surroundings: &'a Surroundings, wanted: &'a Wanted) -> Self {
        Self { surroundings, wanted, places: places(surroundings).into_iter(), seen: HashMap::new() }
    }

    fn examine(&mut self, path: &Path) -> Result<Interpreter, Unusable> {
        let target = shim::resolve(self.surroundings, path)?;
        if let Ok(canonical) = fs::canonicalize(&target) {
            let earlier =
                self.seen.entry((canonical, venv_of(&target))).or_insert_with(|| path.to_path_buf());
            if earlier != path {
                return Err(Unusable::Same { as_path: earlier.clone() });
            }
        }
        let interpreter = probe::probe_cached(self.surroundings, &target)?;
        if interpreter.implementation != "cpython" {
            return Err(Unusable::NotCPython { implementation: interpreter.implementation });
        }
        self.wanted.check(&interpreter)?;
        Ok(interpreter)
    }
}

impl Iterator for Search<'_> {
    type Item = Candidate;

    fn next(&mut self) -> Option<Candidate> {
        let Place { path, source } = self.places.next()?;
        let outcome = self.examine(&path);
        Some(Candidate { path, source: source.to_owned(), outcome })
    }
}

/// The virtual environment that an executable is in: the same file makes another Python there.
fn venv_of(executable: &Path) -> Option<PathBuf> {
    let folder = executable.parent()?.parent()?;
    folder.join("pyvenv.cfg").is_file().then(|| folder.to_path_buf())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use crate::testing::{real_python, script};

    fn wanted(text: Option<&str>) -> Wanted {
        Wanted::new(text).unwrap()
    }

    /// `PATH` has these executables only; usual folders are still looked at.
    fn surroundings(folder: &Path) -> Surroundings {
        Surroundings::for_test(folder)
            .with("PATH", folder.join("bin"))
            .with("PYENV_ROOT", folder.join("none"))
            .with("UV_PYTHON_INSTALL_DIR", folder.join("none"))
    }

    /// A script that answers like a Python of some version.
    fn fake(folder: &Path, name: &str, version: (u32, u32, u32)) {
        let (major, minor, micro) = version;
        let answer = format!(
            r#"{{"version":[{major},{minor},{micro}],"implementation":"cpython","abi":"","platform":"","prefix":"/","base_prefix":"/","executable":"","base_executable":""}}"#
        );
        script(&folder.join("bin").join(name), &format!("echo noise\necho 'snakebridge:{answer}'"));
    }

    #[test]
    fn what_does_not_work_is_reported_and_skipped() {
        let temporary = tempfile::tempdir().unwrap();
        let folder = temporary.path();
        fake(folder, "python3", (3, 8, 20));
        script(&folder.join("bin/python"), "echo 'pyenv: version 3.99 is not installed' >&2; exit 1");
        script(&folder.join("bin/python3.19"), "echo garbage");
        std::fs::write(folder.join("bin/python3.18"), "no program").unwrap();
        std::os::unix::fs::symlink(real_python(), folder.join("bin/python3.17")).unwrap();
        std::os::unix::fs::symlink(real_python(), folder.join("bin/python3.16")).unwrap();
        fake(folder, "python3.15", (2, 7, 18));

        let surroundings = surroundings(folder);
        let report = report(&surroundings, &wanted(None));
        let outcome = |name: &str| {
            let path = folder.join("bin").join(name);
            report.candidates.iter().find(|candidate| candidate.path == path).unwrap().outcome.clone()
        };
        assert_eq!(outcome("python3"), Err(Unusable::TooOld { version: (3, 8, 20) }));
        let said = "pyenv: version 3.99 is not installed".to_owned();
        assert_eq!(outcome("python"), Err(Unusable::Failed { message: said }));
        assert_eq!(outcome("python3.19"), Err(Unusable::NotPython));
        assert_eq!(outcome("python3.18"), Err(Unusable::NotExecutable));
        assert_eq!(outcome("python3.15"), Err(Unusable::TooOld { version: (2, 7, 18) }));
        assert_eq!(outcome("python3.16"), Err(Unusable::Same { as_path: folder.join("bin/python3.17") }));
        let python = outcome("python3.17").unwrap();
        assert!(python.is_supported());
        assert_eq!(python.path, folder.join("bin/python3.17"));
        assert!(report.chosen.is_some());
    }

    #[test]
    fn a_version_takes_the_first_that_satisfies_it() {
        let temporary = tempfile::tempdir().unwrap();
        let folder = temporary.path();
        fake(folder, "python3", (3, 10, 1));
        fake(folder, "python3.12", (3, 12, 1));
        fake(folder, "python3.11", (3, 11, 1));
        let surroundings = surroundings(folder);
        let version = |text| find(&surroundings, &wanted(text)).unwrap().0.version;
        assert_eq!(version(None), (3, 10, 1));
        assert_eq!(version(Some(">=3.9")), (3, 10, 1));
        assert_eq!(version(Some(">=3.11")), (3, 12, 1));
        assert_eq!(version(Some("3.11.1")), (3, 11, 1));
    }

    #[test]
    fn nothing_found_lists_what_there_is_and_the_fix() {
        let temporary = tempfile::tempdir().unwrap();
        fake(temporary.path(), "python3", (3, 10, 1));
        let message = find(&surroundings(temporary.path()), &wanted(Some("3.99"))).unwrap_err().to_string();
        assert!(message.starts_with("no Python `3.99` was found, only "), "{message}");
        assert!(message.contains("3.10.1 (`"), "{message}");
        assert!(message.contains("uv python install 3.99"), "{message}");
        assert!(message.contains("SNAKEBRIDGE_PYTHON"), "{message}");
    }
}
