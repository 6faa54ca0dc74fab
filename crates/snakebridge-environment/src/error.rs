//! What went wrong with an environment, and what to do about it.

use crate::interpreter::dotted;
use crate::search::Candidate;
use crate::{Interpreter, Unusable};
use std::fmt;
use std::io;
use std::path::PathBuf;

/// Why there is no environment. [`what`](Self::what) tells what happened and where, [`fix`](Self::fix) what to do;
/// `Display` gives both.
#[derive(Debug)]
#[non_exhaustive]
pub enum EnvironmentError {
    /// A file or folder of the cache could not be read or written.
    Io {
        /// Which.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The version asked for is no version.
    PythonVersion {
        /// As it was written.
        text: String,
    },
    /// A requirement cannot be given to an installer.
    Requirement {
        /// As it was written.
        text: String,
    },
    /// Both an interpreter and a virtual environment are named.
    BothNamed,
    /// No interpreter is the one asked for.
    NoPython {
        /// The version asked for.
        wanted: Option<String>,
        /// What there is.
        found: Vec<Candidate>,
    },
    /// What the user named cannot be used.
    Named {
        /// The interpreter or virtual environment.
        path: PathBuf,
        /// Where it was named, such as `SNAKEBRIDGE_PYTHON`.
        by: String,
        /// What is wrong with it.
        reason: Unusable,
    },
    /// What the user named is a folder without an interpreter.
    NotVenv {
        /// The folder.
        path: PathBuf,
        /// Where it was named.
        by: String,
    },
    /// The environment that the bindings were generated for is there no more.
    Gone {
        /// Its interpreter.
        path: PathBuf,
    },
    /// The environment that the user named lacks packages.
    MissingPackages {
        /// Its interpreter.
        interpreter: PathBuf,
        /// The requirements, with the version that is installed instead, if any.
        missing: Vec<(String, Option<String>)>,
        /// Whether it has pip.
        has_pip: bool,
    },
    /// Something has to be installed and `SNAKEBRIDGE_OFFLINE` forbids it.
    Offline {
        /// What has to be installed.
        requirements: Vec<String>,
    },
    /// A virtual environment could not be made.
    Venv {
        /// Its folder.
        dir: PathBuf,
        /// The interpreter it was to be made with.
        interpreter: Box<Interpreter>,
        /// What Python said.
        message: String,
    },
    /// Neither uv nor pip is there to install packages.
    NoInstaller {
        /// The interpreter that has no pip.
        interpreter: Box<Interpreter>,
        /// What Python said.
        message: String,
    },
    /// The packages could not be installed.
    Install {
        /// What was to be installed.
        requirements: Vec<String>,
        /// `uv` or `pip`.
        installer: String,
        /// Why not.
        failure: InstallFailure,
    },
    /// The installed packages could not be listed.
    Packages {
        /// The interpreter.
        interpreter: PathBuf,
        /// What it said.
        message: String,
    },
}

/// Why an installation failed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum InstallFailure {
    /// The package index cannot be reached.
    Network {
        /// What the installer said.
        detail: String,
    },
    /// There is no package of this name.
    NoSuchPackage {
        /// The name.
        package: String,
    },
    /// The package has no version that is asked for and fits this Python.
    NoSuchVersion {
        /// What was asked for.
        requirement: String,
        /// Versions there are, oldest first; empty when the installer does not say.
        available: Vec<String>,
    },
    /// The requirements contradict each other.
    Conflict {
        /// How.
        detail: String,
    },
    /// A package has no ready-made wheel and could not be built.
    Build {
        /// The package, if the installer names it.
        package: Option<String>,
        /// The last line of the error.
        detail: String,
    },
    /// A requirement is not written as the installer expects.
    Malformed {
        /// What the installer said.
        detail: String,
    },
    /// Something else.
    Other {
        /// The last lines that the installer wrote.
        tail: String,
    },
}

impl EnvironmentError {
    /// What happened, and where.
    #[must_use]
    pub fn what(&self) -> String {
        match self {
            Self::Io { path, source } => format!("`{}` cannot be used: {source}", path.display()),
            Self::PythonVersion { text } => format!("`{text}` is no version of Python"),
            Self::Requirement { text } => format!("`{text}` is no requirement"),
            Self::BothNamed => "both `python.interpreter` and `python.venv` are set".to_owned(),
            Self::NoPython { wanted, found } => not_found(wanted.as_deref(), found),
            Self::Named { path, by, reason } => format!("`{}`, named by {by}, {reason}", path.display()),
            Self::NotVenv { path, by } => {
                format!(
                    "`{}`, named by {by}, is a folder but no virtual environment: it has no `bin/python`",
                    path.display()
                )
            }
            Self::Gone { path } => {
                format!(
                    "the Python that the bindings were generated for, `{}`, does not exist any more",
                    path.display()
                )
            }
            Self::MissingPackages { interpreter, missing, .. } => {
                format!("`{}` lacks {}", interpreter.display(), listed(missing))
            }
            Self::Offline { requirements } => format!(
                "`{}` must be installed and `SNAKEBRIDGE_OFFLINE` forbids to install anything",
                requirements.join("`, `")
            ),
            Self::Venv { dir, interpreter, message } => format!(
                "`{}` cannot make a virtual environment in `{}`: {message}",
                interpreter.path.display(),
                dir.display()
            ),
            Self::NoInstaller { interpreter, message } => {
                format!("there is no uv, and `{}` has no usable pip: {message}", interpreter.path.display())
            }
            Self::Install { requirements, installer, failure } => failure.what(requirements, installer),
            Self::Packages { interpreter, message } => {
                format!("the packages of `{}` cannot be listed: {message}", interpreter.display())
            }
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn fix(&self) -> String {
        match self {
            Self::Io { .. } => "set `SNAKEBRIDGE_CACHE` to a folder you can write to".to_owned(),
            Self::PythonVersion { .. } => "write it as `3.11`, `3.11.7` or `>=3.10,<3.13`".to_owned(),
            Self::Requirement { .. } => "write it as `numpy`, `numpy>=2` or `name @ url`".to_owned(),
            Self::BothNamed => "keep the one you mean".to_owned(),
            Self::NoPython { wanted, .. } => install_python(wanted.as_deref()),
            Self::Named { by, reason: Unusable::NotWanted { .. }, .. } => {
                format!("change {by} or `python.version`")
            }
            Self::Named { by, .. } => format!("correct {by} or unset it"),
            Self::NotVenv { by, .. } => format!("make one there with `python3 -m venv`, or correct {by}"),
            Self::Gone { .. } => {
                "build again, or set `SNAKEBRIDGE_PYTHON` to an interpreter or a virtual environment"
                    .to_owned()
            }
            Self::MissingPackages { interpreter, missing, has_pip } => {
                let command = if *has_pip { "" } else { "uv pip install --python " };
                let middle = if *has_pip { " -m pip install" } else { "" };
                let names: Vec<_> =
                    missing.iter().map(|(requirement, _)| format!("'{requirement}'")).collect();
                format!("run `{command}{}{middle} {}`", interpreter.display(), names.join(" "))
            }
            Self::Offline { .. } => format!("unset `SNAKEBRIDGE_OFFLINE`, or {NAME_ANOTHER}"),
            Self::Venv { .. } | Self::NoInstaller { .. } => {
                format!("run `apt install python3-venv` (Debian, Ubuntu), or install uv, or {NAME_ANOTHER}")
            }
            Self::Install { installer, failure, .. } => failure.fix(installer),
            Self::Packages { .. } => "see whether this Python can import `importlib.metadata`".to_owned(),
        }
    }
}

const NAME_ANOTHER: &str = "set `SNAKEBRIDGE_PYTHON` (or `python.venv` in `snakebridge.toml`) to an environment that has the packages";

impl InstallFailure {
    fn what(&self, requirements: &[String], installer: &str) -> String {
        match self {
            Self::Network { detail } => format!("could not reach the package index: {detail}"),
            Self::NoSuchPackage { package } => {
                format!("the package index has no package `{package}`")
            }
            Self::NoSuchVersion { requirement, available } if available.is_empty() => {
                format!("there is no version of `{requirement}` for this Python")
            }
            Self::NoSuchVersion { requirement, available } => {
                let newest: Vec<_> = available.iter().rev().take(12).map(String::as_str).collect();
                let more = if available.len() > newest.len() { ", ..." } else { "" };
                format!(
                    "there is no version of `{requirement}` for this Python; there are {}{more}",
                    newest.join(", ")
                )
            }
            Self::Conflict { detail } => format!("the requirements contradict each other: {detail}"),
            Self::Build { package: Some(package), detail } => {
                format!("`{package}` could not be built: {detail}")
            }
            Self::Build { package: None, detail } => format!("a package could not be built: {detail}"),
            Self::Malformed { detail } => format!("a requirement is malformed: {detail}"),
            Self::Other { tail } => {
                format!("{installer} could not install `{}`: {tail}", requirements.join("`, `"))
            }
        }
    }

    fn fix(&self, installer: &str) -> String {
        match self {
            Self::Network { .. } => {
                let index = if installer == "uv" {
                    "`UV_DEFAULT_INDEX` (uv does not read `pip.conf`)"
                } else {
                    "`PIP_INDEX_URL`"
                };
                format!("connect, or name your index in {index}, or {NAME_ANOTHER}")
            }
            Self::NoSuchPackage { .. } => {
                "check the spelling, and that the index can be reached; where the name to install is not the one to \
                 import, write `package = \"...\"`"
                    .to_owned()
            }
            Self::NoSuchVersion { .. } => {
                "ask for another version, or for another Python with `python.version`; if the version comes from \
                 `snakebridge.lock`, delete that file"
                    .to_owned()
            }
            Self::Conflict { .. } => {
                "loosen the versions in `snakebridge.toml`; if one comes from `snakebridge.lock`, delete that file"
                    .to_owned()
            }
            Self::Build { .. } => {
                "ask for a version that has a wheel for this Python (often a newer one, or an older Python), or \
                 install the compilers and headers it needs"
                    .to_owned()
            }
            Self::Malformed { .. } => "write it as `numpy>=2,<3`".to_owned(),
            Self::Other { .. } => format!("see what {installer} says"),
        }
    }
}

fn not_found(wanted: Option<&str>, found: &[Candidate]) -> String {
    let wanted =
        wanted.map_or_else(|| "no Python 3.9 or newer".to_owned(), |wanted| format!("no Python `{wanted}`"));
    let mut rows: Vec<String> = Vec::new();
    for candidate in found {
        let path = candidate.path.display();
        rows.push(match &candidate.outcome {
            Ok(interpreter) => format!("{} (`{path}`)", interpreter.version_text()),
            Err(Unusable::NotWanted { version, .. } | Unusable::TooOld { version }) => {
                format!("{} (`{path}`)", dotted(*version))
            }
            Err(Unusable::Same { .. } | Unusable::NotSelected { .. }) => continue,
            Err(reason) => format!("`{path}`, which {reason}"),
        });
    }
    if rows.is_empty() {
        format!("{wanted} was found")
    } else {
        format!("{wanted} was found, only {}", rows.join(", "))
    }
}

fn install_python(wanted: Option<&str>) -> String {
    let version =
        wanted.filter(|text| text.starts_with(|first: char| first.is_ascii_digit())).unwrap_or("3.13");
    let system =
        if cfg!(target_os = "macos") { "brew install python" } else { "apt install python3 python3-venv" };
    format!(
        "install one (`uv python install {version}` or `{system}`), or set `SNAKEBRIDGE_PYTHON` to an interpreter"
    )
}

fn listed(missing: &[(String, Option<String>)]) -> String {
    let rows: Vec<_> = missing
        .iter()
        .map(|(requirement, installed)| match installed {
            Some(installed) => format!("`{requirement}` (it has {installed})"),
            None => format!("`{requirement}`"),
        })
        .collect();
    rows.join(", ")
}

impl fmt::Display for EnvironmentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; {}", self.what(), self.fix())
    }
}

impl std::error::Error for EnvironmentError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            Self::Named { reason, .. } => Some(reason),
            _ => None,
        }
    }
}
