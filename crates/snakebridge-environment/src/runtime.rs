//! Which Python a program runs.

use crate::surroundings::Surroundings;
use crate::uses::Uses;
use crate::{EnvironmentError, Interpreter, candidates, interpreter, named, probe, shim};
use std::fs;
use std::path::{Path, PathBuf};

/// The Python that a program runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Runtime {
    /// What to start.
    pub interpreter: PathBuf,
    /// Why this one, for people.
    pub reason: String,
}

/// Finds the Python that a program runs, without starting one: the worker tells its version when it is up.
///
/// The order: `explicit`, an interpreter or a virtual environment that the program names; `SNAKEBRIDGE_PYTHON`, the
/// same; `generated_for`, the interpreter of the environment that the program's bindings were generated for, or, where it
/// does not exist (on another machine), the virtual environment `venv` beside the executable;
/// `VIRTUAL_ENV`; `python3` and then `python` on `PATH`, unless known to be older than 3.9.
///
/// # Errors
/// When what is named cannot be run, when `generated_for` does not exist any more, or when there is no Python at all.
///
/// ```
/// let runtime = snakebridge_environment::find_runtime(None, None)?;
/// println!("{}: {}", runtime.interpreter.display(), runtime.reason);
/// # Ok::<(), snakebridge_environment::EnvironmentError>(())
/// ```
pub fn find_runtime(
    explicit: Option<&Path>,
    generated_for: Option<&Path>,
) -> Result<Runtime, EnvironmentError> {
    find(&Surroundings::of_process(), explicit, generated_for)
}

fn find(
    surroundings: &Surroundings,
    explicit: Option<&Path>,
    generated_for: Option<&Path>,
) -> Result<Runtime, EnvironmentError> {
    if let Some(path) = explicit {
        let interpreter = named::resolve(surroundings, path, "the program")?;
        return Ok(Runtime { interpreter, reason: "the program names it".to_owned() });
    }
    if let Some(path) = surroundings.variable("SNAKEBRIDGE_PYTHON") {
        let interpreter = named::resolve(surroundings, Path::new(path), "`SNAKEBRIDGE_PYTHON`")?;
        return Ok(Runtime { interpreter, reason: "`SNAKEBRIDGE_PYTHON` names it".to_owned() });
    }
    if let Some(path) = generated_for {
        return generated(surroundings, path);
    }
    if let Some(folder) = surroundings.variable("VIRTUAL_ENV") {
        let interpreter = interpreter::in_venv(&surroundings.working_dir().join(folder));
        if probe::check_executable(&interpreter).is_ok() {
            return Ok(Runtime { interpreter, reason: "`VIRTUAL_ENV` is active".to_owned() });
        }
    }
    on_path(surroundings)
}

/// The interpreter that bindings were generated for; on another machine, the environment that was deployed with the program.
fn generated(surroundings: &Surroundings, path: &Path) -> Result<Runtime, EnvironmentError> {
    if let Ok(interpreter) = named::resolve(surroundings, path, "the generated bindings") {
        Uses::note_start(&interpreter);
        return Ok(Runtime { interpreter, reason: "the bindings were generated for it".to_owned() });
    }
    let gone = EnvironmentError::Gone { path: path.to_path_buf() };
    let beside = surroundings.beside_executable("venv").filter(|folder| folder.is_dir()).ok_or(gone)?;
    let interpreter = named::resolve(surroundings, &beside, "the folder of the executable")?;
    Ok(Runtime { interpreter, reason: "it lies beside the executable".to_owned() })
}

fn on_path(surroundings: &Surroundings) -> Result<Runtime, EnvironmentError> {
    for name in ["python3", "python"] {
        for folder in surroundings.search_path() {
            let Ok(path) = shim::resolve(surroundings, &candidates::executable(&folder, name)) else {
                continue;
            };
            if probe::check_executable(&path).is_ok() && !known_as_old(surroundings, &path) {
                let reason = format!("it is the first `{name}` on `PATH`");
                return Ok(Runtime { interpreter: path, reason });
            }
        }
    }
    Err(EnvironmentError::NoPython { wanted: None, found: Vec::new() })
}

/// Whether an earlier answer, or the name of the file behind the links, tells that it is too old.
fn known_as_old(surroundings: &Surroundings, path: &Path) -> bool {
    if let Some(interpreter) = probe::remembered(surroundings, path) {
        return !interpreter.is_supported();
    }
    let Ok(target) = fs::canonicalize(path) else { return false };
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let version = name.strip_prefix("python").and_then(shim::numbers);
    version.is_some_and(|version| match version.as_slice() {
        [major] => *major < Interpreter::OLDEST.0,
        [major, minor, ..] => (*major, *minor) < Interpreter::OLDEST,
        [] => false,
    })
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use crate::testing::script;

    struct Folder(tempfile::TempDir);

    impl Folder {
        fn new() -> Self {
            let folder = Self(tempfile::tempdir().unwrap());
            for name in ["path/python3", "active/bin/python", "generated/bin/python", "named/bin/python"] {
                script(&folder.0.path().join(name), "exit 9");
            }
            folder
        }

        fn at(&self, name: &str) -> PathBuf {
            self.0.path().join(name)
        }

        fn surroundings(&self) -> Surroundings {
            Surroundings::for_test(self.0.path()).with("PATH", self.at("path"))
        }
    }

    #[test]
    fn each_source_comes_before_the_next() {
        let folder = Folder::new();
        let bare = folder.surroundings();
        let active = bare.clone().with("VIRTUAL_ENV", folder.at("active"));
        let set = active.clone().with("SNAKEBRIDGE_PYTHON", folder.at("named"));
        let generated = folder.at("generated/bin/python");
        let found = |surroundings, explicit: Option<&str>, generated_for| {
            find(surroundings, explicit.map(|name| folder.at(name)).as_deref(), generated_for).unwrap()
        };
        assert_eq!(found(&bare, None, None).interpreter, folder.at("path/python3"));
        assert_eq!(found(&active, None, None).interpreter, folder.at("active/bin/python"));
        assert_eq!(found(&active, None, Some(generated.as_path())).interpreter, generated);
        let runtime = found(&set, None, Some(generated.as_path()));
        assert_eq!(runtime.interpreter, folder.at("named/bin/python"));
        assert_eq!(runtime.reason, "`SNAKEBRIDGE_PYTHON` names it");
        assert_eq!(found(&set, Some("path/python3"), None).interpreter, folder.at("path/python3"));
        assert_eq!(found(&set, Some("active"), None).interpreter, folder.at("active/bin/python"));
    }

    #[test]
    fn on_another_machine_the_environment_beside_the_executable_is_taken() {
        let folder = Folder::new();
        let gone = folder.at("gone/bin/python");
        let find = |surroundings: &Surroundings| find(surroundings, None, Some(gone.as_path()));
        let surroundings = folder.surroundings().started_as(&folder.at("app/program"));
        assert!(find(&surroundings).unwrap_err().to_string().contains("build again"));
        script(&folder.at("app/venv/bin/python"), "exit 9");
        let runtime = find(&surroundings).unwrap();
        assert_eq!(runtime.interpreter, folder.at("app/venv/bin/python"));
        let named = surroundings.with("SNAKEBRIDGE_PYTHON", folder.at("named"));
        assert_eq!(find(&named).unwrap().interpreter, folder.at("named/bin/python"));
    }

    #[test]
    fn a_command_can_be_named() {
        let folder = Folder::new();
        let surroundings = folder.surroundings().with("SNAKEBRIDGE_PYTHON", "python3");
        assert_eq!(find(&surroundings, None, None).unwrap().interpreter, folder.at("path/python3"));
    }

    #[test]
    fn what_is_named_must_be_there() {
        let folder = Folder::new();
        let surroundings = folder.surroundings();
        let message = |explicit: Option<&str>, generated_for: Option<&str>| {
            let explicit = explicit.map(|name| folder.at(name));
            let generated_for = generated_for.map(|name| folder.at(name));
            find(&surroundings, explicit.as_deref(), generated_for.as_deref()).unwrap_err().to_string()
        };
        assert!(message(Some("gone"), None).contains("does not exist"));
        assert!(message(Some("path"), None).contains("no virtual environment"));
        let gone = message(None, Some("gone/bin/python"));
        assert!(gone.contains("generated for") && gone.contains("build again"), "{gone}");
    }

    #[test]
    fn an_old_python_is_skipped_by_the_name_of_its_file() {
        let folder = Folder::new();
        std::fs::remove_file(folder.at("path/python3")).unwrap();
        script(&folder.at("old/python3.8"), "exit 9");
        std::os::unix::fs::symlink(folder.at("old/python3.8"), folder.at("path/python3")).unwrap();
        script(&folder.at("path/python"), "exit 9");
        let runtime = find(&folder.surroundings(), None, None).unwrap();
        assert_eq!(runtime.interpreter, folder.at("path/python"));
        std::fs::remove_file(folder.at("path/python")).unwrap();
        let message = find(&folder.surroundings(), None, None).unwrap_err().to_string();
        assert!(message.contains("no Python 3.9 or newer was found"), "{message}");
    }
}
