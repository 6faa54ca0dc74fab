//! The environment that a build asks for.

use crate::interpreter::Interpreter;
use crate::managed::Dependencies;
use crate::progress::Progress;
use crate::requirement::Requirement;
use crate::surroundings::Surroundings;
use crate::wanted::Wanted;
use crate::{EnvironmentError, managed, named, packages, probe, search};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// What a `snakebridge.toml` asks of the environment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Request {
    /// A version such as `3.11`, or PEP 440 specifiers such as `>=3.10,<3.13`.
    pub version: Option<String>,
    /// An interpreter to use as it is.
    pub interpreter: Option<PathBuf>,
    /// A virtual environment to use as it is.
    pub venv: Option<PathBuf>,
    /// Requirements (PEP 508).
    pub requirements: Vec<String>,
    /// Exact versions, `name==version`, that a lock prescribes for whatever gets installed. May be empty.
    pub pins: Vec<String>,
    /// The folder of `snakebridge.toml`: relative paths start here.
    pub root: PathBuf,
}

/// An interpreter together with the packages it can import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Environment {
    /// The interpreter; that of the virtual environment, if it is one.
    pub interpreter: Interpreter,
    /// What sort of environment it is.
    pub kind: Kind,
    /// Why this one, for people.
    pub reason: String,
    /// The installed distributions by name; none when nothing was required and nothing named.
    pub packages: Vec<Package>,
}

/// Who the environment belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// SnakeBridge made it, in the cache.
    Managed {
        /// Its folder.
        dir: PathBuf,
        /// Its name: a digest of what it was made from.
        key: String,
        /// Whether it was there already.
        cached: bool,
    },
    /// A virtual environment of the user's.
    Venv,
    /// An interpreter of the user's.
    Interpreter,
}

/// An installed distribution.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Package {
    /// Its normalised name (PEP 503).
    pub name: String,
    /// Its version.
    pub version: String,
    /// SHA-256 over the rows of its `RECORD` (PEP 376) that do not depend on machine, folder and installer: the names,
    /// hashes and sizes of the files that came with it.
    pub record: Option<String>,
}

/// Gives a build the environment it asks for.
///
/// - What is named, by `SNAKEBRIDGE_PYTHON`, else `request.interpreter`, else `request.venv`, is used as it is; that
///   it has the requirements is checked.
/// - Otherwise the first interpreter that satisfies `request.version` is taken: `python3`, `python` and `python3.N` on
///   `PATH`, versions of pyenv, those that uv installed, those in the usual folders.
/// - Without requirements it is used directly. With requirements, a virtual environment with them is made in the
///   cache, or found there when it was made before. Installing is done by uv (`SNAKEBRIDGE_UV`, or on `PATH`) or pip;
///   `SNAKEBRIDGE_UV=0` means pip, `SNAKEBRIDGE_OFFLINE=1` forbids it.
///
/// # Errors
/// When no interpreter fits, or when packages are missing and cannot be installed.
///
/// ```
/// use snakebridge_environment::{Request, provision};
/// let request = Request { version: Some(">=3.9".into()), root: ".".into(), ..Request::default() };
/// let environment = provision(&request, &mut |progress| println!("{progress}"))?;
/// assert!(environment.interpreter.version >= (3, 9, 0));
/// # Ok::<(), snakebridge_environment::EnvironmentError>(())
/// ```
pub fn provision(
    request: &Request,
    progress: &mut dyn FnMut(Progress),
) -> Result<Environment, EnvironmentError> {
    provision_in(&Surroundings::of_process(), request, progress)
}

pub(crate) fn provision_in(
    surroundings: &Surroundings,
    request: &Request,
    progress: &mut dyn FnMut(Progress),
) -> Result<Environment, EnvironmentError> {
    let surroundings = &surroundings.at(&request.root);
    let wanted = Wanted::new(request.version.as_deref())?;
    let requirements = Requirement::parse_all(&request.requirements)?;
    if let Some((path, by)) = named_by(surroundings, request)? {
        return use_named(surroundings, &wanted, &requirements, &path, &by);
    }
    progress(Progress::Searching { wanted: wanted.text().map(str::to_owned) });
    let (interpreter, reason) = search::find(surroundings, &wanted)?;
    if requirements.is_empty() {
        let reason = format!("{reason}; nothing has to be installed");
        return Ok(Environment { kind: kind_of(&interpreter), interpreter, reason, packages: Vec::new() });
    }
    let pins = &request.pins;
    managed::provide(surroundings, &interpreter, &reason, &requirements, pins, Dependencies::With, progress)
}

fn named_by(
    surroundings: &Surroundings,
    request: &Request,
) -> Result<Option<(PathBuf, String)>, EnvironmentError> {
    if let Some(path) = surroundings.variable("SNAKEBRIDGE_PYTHON") {
        return Ok(Some((PathBuf::from(path), "`SNAKEBRIDGE_PYTHON`".to_owned())));
    }
    match (&request.interpreter, &request.venv) {
        (Some(_), Some(_)) => Err(EnvironmentError::BothNamed),
        (Some(path), None) => Ok(Some((path.clone(), "`python.interpreter`".to_owned()))),
        (None, Some(path)) => Ok(Some((path.clone(), "`python.venv`".to_owned()))),
        (None, None) => Ok(None),
    }
}

fn use_named(
    surroundings: &Surroundings,
    wanted: &Wanted,
    requirements: &[Requirement],
    path: &Path,
    by: &str,
) -> Result<Environment, EnvironmentError> {
    let unusable = |reason| EnvironmentError::Named { path: path.to_path_buf(), by: by.to_owned(), reason };
    let python = named::resolve(surroundings, path, by)?;
    let interpreter = probe::probe_cached(surroundings, &python).map_err(unusable)?;
    wanted.check(&interpreter).map_err(unusable)?;

    let packages = packages::of_named(surroundings, &interpreter)?;
    let missing: Vec<_> =
        requirements.iter().filter_map(|requirement| requirement.missing_in(&packages)).collect();
    if !missing.is_empty() {
        let has_pip = packages.iter().any(|package| package.name == "pip");
        return Err(EnvironmentError::MissingPackages { interpreter: interpreter.path, missing, has_pip });
    }
    let reason = format!("{by} names it");
    Ok(Environment { kind: kind_of(&interpreter), interpreter, reason, packages })
}

fn kind_of(interpreter: &Interpreter) -> Kind {
    if interpreter.is_venv() { Kind::Venv } else { Kind::Interpreter }
}
