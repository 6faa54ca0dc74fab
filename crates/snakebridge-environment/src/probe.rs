//! Asking an interpreter what it is, and remembering the answer.

use crate::interpreter::Interpreter;
use crate::surroundings::Surroundings;
use crate::unusable::Unusable;
use crate::{cache, process, shim};
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The longest a healthy interpreter may take, on a machine that is busy and reads it from a network.
const PATIENCE: Duration = Duration::from_secs(30);

#[derive(Deserialize)]
struct Answer {
    version: (u32, u32, u32),
    implementation: String,
    abi: String,
    platform: String,
    prefix: PathBuf,
    base_prefix: PathBuf,
    executable: PathBuf,
    base_executable: PathBuf,
}

/// What makes a remembered answer true: the same file, unchanged, in the same virtual environment.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Identity {
    path: PathBuf,
    canonical: PathBuf,
    modified: u128,
    size: u64,
    venv: Option<u128>,
}

#[derive(Serialize, Deserialize)]
struct Remembered {
    identity: Identity,
    interpreter: Interpreter,
}

pub(crate) fn probe(surroundings: &Surroundings, path: &Path) -> Result<Interpreter, Unusable> {
    let path = &shim::resolve(surroundings, path)?;
    check_executable(path)?;
    // Not `-I`, which Python 2 does not know; the script itself drops the working directory from `sys.path`.
    let mut command = surroundings.command(path);
    command.args(["-E", "-s", "-c", include_str!("probe.py")]);
    let finished = process::run(&mut command, Some(PATIENCE), &mut |_| {})
        .map_err(|error| Unusable::NotStarted { message: error.to_string() })?;
    let answer = match finished.answer::<Answer>() {
        Some(answer) => answer,
        None if finished.status.is_none() => return Err(Unusable::Silent),
        None if finished.success() => return Err(Unusable::NotPython),
        None => return Err(Unusable::Failed { message: finished.last_words() }),
    };
    // Behind a launcher, the interpreter that it launched is what later starts should run: it is the same and faster.
    let launched = answer.executable.is_file() && !same_file(path, &answer.executable);
    Ok(Interpreter {
        path: if launched { answer.executable.clone() } else { path.clone() },
        version: answer.version,
        implementation: answer.implementation,
        abi: answer.abi,
        platform: answer.platform,
        prefix: answer.prefix,
        base_prefix: answer.base_prefix,
        executable: answer.executable,
        base_executable: answer.base_executable,
    })
}

pub(crate) fn probe_cached(surroundings: &Surroundings, path: &Path) -> Result<Interpreter, Unusable> {
    let path = &shim::resolve(surroundings, path)?;
    if let Some(interpreter) = remembered(surroundings, path) {
        return Ok(interpreter);
    }
    let interpreter = probe(surroundings, path)?;
    // What a launcher launches depends on more than its own file, so its answer is not kept.
    if interpreter.path == *path {
        remember(surroundings, path, &interpreter);
    }
    Ok(interpreter)
}

/// What `path` answered last time, if it is still the same.
pub(crate) fn remembered(surroundings: &Surroundings, path: &Path) -> Option<Interpreter> {
    let identity = identity(path)?;
    let text = fs::read_to_string(memory(surroundings, path)?).ok()?;
    let remembered: Remembered = serde_json::from_str(&text).ok()?;
    (remembered.identity == identity).then_some(remembered.interpreter)
}

/// Failing to remember costs time, nothing else.
fn remember(surroundings: &Surroundings, path: &Path, interpreter: &Interpreter) {
    let (Some(identity), Some(file)) = (identity(path), memory(surroundings, path)) else { return };
    let remembered = Remembered { identity, interpreter: interpreter.clone() };
    let _ = cache::write_json(&file, &remembered);
}

fn memory(surroundings: &Surroundings, path: &Path) -> Option<PathBuf> {
    let name = cache::key([path.as_os_str().as_encoded_bytes()]);
    Some(cache::of(surroundings).ok()?.join("interpreters").join(name + ".json"))
}

fn identity(path: &Path) -> Option<Identity> {
    let metadata = fs::metadata(path).ok()?;
    let venv =
        path.parent().and_then(Path::parent).and_then(|folder| cache::modified(&folder.join("pyvenv.cfg")));
    Some(Identity {
        path: path.to_path_buf(),
        canonical: fs::canonicalize(path).ok()?,
        modified: cache::modified(path)?,
        size: metadata.len(),
        venv,
    })
}

pub(crate) fn check_executable(path: &Path) -> Result<(), Unusable> {
    let metadata = fs::metadata(path).map_err(|_| Unusable::Missing)?;
    #[cfg(unix)]
    let may_run = std::os::unix::fs::PermissionsExt::mode(&metadata.permissions()) & 0o111 != 0;
    #[cfg(not(unix))]
    let may_run = true;
    if metadata.is_file() && may_run { Ok(()) } else { Err(Unusable::NotExecutable) }
}

pub(crate) fn same_file(one: &Path, other: &Path) -> bool {
    match (fs::canonicalize(one), fs::canonicalize(other)) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}
