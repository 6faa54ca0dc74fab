//! Listing what is installed.

use crate::environment::Package;
use crate::interpreter::Interpreter;
use crate::surroundings::Surroundings;
use crate::{EnvironmentError, cache, process};
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(120);

#[derive(Deserialize)]
struct Answer {
    folders: Vec<PathBuf>,
    packages: Vec<Package>,
}

/// A list, and what makes it true: installing and removing packages changes the folders they are in.
#[derive(Serialize, Deserialize)]
struct Remembered {
    interpreter: Interpreter,
    folders: Vec<(PathBuf, Option<u128>)>,
    packages: Vec<Package>,
}

/// What is installed in a virtual environment of ours.
pub(crate) fn of_managed(
    surroundings: &Surroundings,
    interpreter: &Path,
) -> Result<Vec<Package>, EnvironmentError> {
    let mut command = surroundings.command(interpreter);
    command.arg("-I");
    Ok(ask(command, interpreter)?.packages)
}

/// What an interpreter of the user's can import. Starts it only when something has changed since the last time.
pub(crate) fn of_named(
    surroundings: &Surroundings,
    interpreter: &Interpreter,
) -> Result<Vec<Package>, EnvironmentError> {
    let memory = memory(surroundings, interpreter);
    if let Some(packages) = memory.as_ref().and_then(|file| remembered(file, interpreter)) {
        return Ok(packages);
    }
    // A worker runs with these variables, so what they add counts.
    let mut command = surroundings.command(&interpreter.path);
    for name in ["PYTHONPATH", "PYTHONHOME"] {
        command.envs(surroundings.variable(name).map(|value| (name, value)));
    }
    let answer = ask(command, &interpreter.path)?;
    if let Some(file) = memory {
        let folders =
            answer.folders.into_iter().map(|folder| (folder.clone(), cache::modified(&folder))).collect();
        let remembered =
            Remembered { interpreter: interpreter.clone(), folders, packages: answer.packages.clone() };
        // Failing to remember costs time, nothing else.
        let _ = cache::write_json(&file, &remembered);
    }
    Ok(answer.packages)
}

fn ask(mut command: Command, interpreter: &Path) -> Result<Answer, EnvironmentError> {
    let failed = |message| EnvironmentError::Packages { interpreter: interpreter.to_path_buf(), message };
    command.args(["-c", include_str!("packages.py")]);
    let finished =
        process::run(&mut command, Some(PATIENCE), &mut |_| {}).map_err(|error| failed(error.to_string()))?;
    finished.answer().ok_or_else(|| failed(finished.last_words()))
}

fn remembered(file: &Path, interpreter: &Interpreter) -> Option<Vec<Package>> {
    let remembered: Remembered = serde_json::from_str(&fs::read_to_string(file).ok()?).ok()?;
    let unchanged = remembered.interpreter == *interpreter
        && remembered.folders.iter().all(|(folder, modified)| cache::modified(folder) == *modified);
    unchanged.then_some(remembered.packages)
}

fn memory(surroundings: &Surroundings, interpreter: &Interpreter) -> Option<PathBuf> {
    let variables = ["PYTHONPATH", "PYTHONHOME", "PYTHONNOUSERSITE", "PYTHONUSERBASE", "HOME"];
    let values = variables.map(|name| surroundings.variable(name).unwrap_or_default().as_encoded_bytes());
    let name = cache::key([interpreter.path.as_os_str().as_encoded_bytes()].into_iter().chain(values));
    Some(cache::of(surroundings).ok()?.join("packages").join(name + ".json"))
}
