//! The Python of this machine.

use super::process::{self, Ended};
use super::steps::{ProgressFile, Step};
use super::{Prepared, ProbeAnswer, ProbeRequest, Python, Stubs, probe_failed};
use crate::diagnostics::{Code, Diagnostic};
use crate::lock;
use crate::project::Project;
use snakebridge_environment::{
    Environment, EnvironmentError, Installations, Interpreter, Kind, Package, Progress, Request,
    StandardStubs, package_folders, provision, standard_stubs,
};
use snakebridge_model::{LockedPackage, LockedPython, LockedStubs};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

/// How long a probe may take if `SNAKEBRIDGE_PROBE_TIMEOUT` says nothing else.
const PATIENCE: Duration = Duration::from_secs(120);
/// More culprits than this, and the library as a whole is at fault.
const MOST_CULPRITS: usize = 20;
/// Variables that would bend the start of Python.
const BENDING: [&str; 4] = ["PYTHONHOME", "PYTHONSTARTUP", "PYTHONINSPECT", "__PYVENV_LAUNCHER__"];

/// Python as `snakebridge-environment` provides it.
pub struct SystemPython<'a> {
    request: Request,
    progress: Box<dyn FnMut(Progress) + Send + Sync + 'a>,
}

impl<'a> SystemPython<'a> {
    /// The Python that a project asks for; `progress` is told what happens while it is made ready.
    pub fn new(project: &Project, progress: impl FnMut(Progress) + Send + Sync + 'a) -> Self {
        Self { request: lock::environment_request(project), progress: Box::new(progress) }
    }
}

impl Python for SystemPython<'_> {
    fn prepare(&mut self) -> Result<Prepared, Diagnostic> {
        match provision(&self.request, &mut self.progress) {
            Ok(environment) => Ok(prepared(environment)),
            Err(error) => Err(Diagnostic::error(Code::Environment, error.what()).help(error.fix()).help(
                "with `SNAKEBRIDGE_STRICT=1`, the wrappers are built from the manifest alone, without Python",
            )),
        }
    }

    fn stubs(&mut self, prepared: &Prepared) -> Result<Option<Stubs>, Diagnostic> {
        match standard_stubs(&prepared.interpreter, &mut self.progress) {
            Ok(StandardStubs { folder, package }) => {
                let locked =
                    LockedStubs { package: package.name, version: package.version, record: package.record };
                Ok(Some(Stubs { folder, locked }))
            }
            Err(error) => Err(without_stubs(&error)),
        }
    }

    fn probe(&self, prepared: &Prepared, request: &ProbeRequest) -> Result<ProbeAnswer, Diagnostic> {
        probe(&prepared.interpreter, request)
    }
}

/// What it means that there are no stubs of the standard library.
pub(crate) fn without_stubs(error: &EnvironmentError) -> Diagnostic {
    let message = format!("the stubs of the standard library cannot be had: {}", error.what());
    Diagnostic::warning(Code::Stubs, message)
        .help(
            "wrappers are made without them: parameters and results of the standard library have fewer types",
        )
        .help("build once with a network; they are kept, and what was made without them is made again")
}

fn prepared(environment: Environment) -> Prepared {
    let interpreter = environment.interpreter;
    let is_managed = matches!(environment.kind, Kind::Managed { .. });
    let mut packages = environment.packages;
    if is_managed {
        correct(&mut packages, &interpreter);
    }
    let packages = packages.into_iter();
    Prepared {
        python: LockedPython {
            version: interpreter.version_text(),
            abi: interpreter.abi.clone(),
            platform: interpreter.platform.clone(),
        },
        packages: packages
            .map(|package| (package.name, LockedPackage { version: package.version, record: package.record }))
            .collect(),
        interpreter: interpreter.path,
    }
}

/// Somebody may have installed other versions into an environment of ours: what is there counts, not what was put there.
fn correct(packages: &mut [Package], interpreter: &Interpreter) {
    let folders = package_folders(&interpreter.path, &interpreter.version_text());
    let installations = Installations::in_folders(folders);
    for package in packages {
        if let Some(version) = installations.other_version(&package.name, &package.version) {
            (package.version, package.record) = (version, None);
        }
    }
}

/// Runs the probe with an interpreter. What ends it or holds it up is left out, with the reason, and it runs again.
pub(crate) fn probe(interpreter: &Path, request: &ProbeRequest) -> Result<ProbeAnswer, Diagnostic> {
    probe_within(patience(), interpreter, request)
}

fn probe_within(
    patience: Duration,
    interpreter: &Path,
    request: &ProbeRequest,
) -> Result<ProbeAnswer, Diagnostic> {
    let started = Instant::now();
    let mut request = request.clone();
    loop {
        let left = patience.saturating_sub(started.elapsed());
        let Attempt { answer, ended, step } = attempt(patience, left, interpreter, &request)?;
        if let Some(answer) = answer {
            return Ok(answer);
        }
        let culprit = step.filter(|step| !request.avoid.contains_key(&step.path));
        match (culprit, reason(&ended)) {
            (Some(step), Some(reason)) if request.avoid.len() < MOST_CULPRITS => {
                let doing = if step.is_import { "importing" } else { "looking at" };
                let reason = format!("{doing} `{}` {reason}", step.path);
                request.avoid.insert(step.path, reason);
            }
            (step, _) => return Err(explain(&request.library, &ended, step.as_ref(), patience)),
        }
    }
}

/// What came of starting the probe once.
struct Attempt {
    answer: Option<ProbeAnswer>,
    ended: Ended,
    /// What it was doing at the end.
    step: Option<Step>,
}

fn attempt(
    patience: Duration,
    left: Duration,
    interpreter: &Path,
    request: &ProbeRequest,
) -> Result<Attempt, Diagnostic> {
    let failed = |what: String| probe_failed(&request.library, &what);
    let adapter = snakebridge_adapter::unpack().map_err(|error| failed(error.to_string()))?;
    let folder = tempfile::Builder::new()
        .prefix("snakebridge-probe-")
        .tempdir()
        .map_err(|error| failed(format!("no temporary folder can be made: {error}")))?;
    let question = folder.path().join("request.json");
    let out = folder.path().join("answer.json");
    let text = serde_json::to_vec(request).expect("a request holds strings only");
    fs::write(&question, text).map_err(|error| failed(error.to_string()))?;

    let mut command = Command::new(interpreter);
    command.arg(adapter).args(["probe", "--request"]).arg(&question).arg("--out").arg(&out);
    for name in BENDING {
        command.env_remove(name);
    }
    let mut progress = ProgressFile::beside(&out, patience);
    let ended = process::run(&mut command, left, &mut progress, &folder.path().join("stderr"))
        .map_err(|error| failed(format!("`{}` cannot be started: {error}", interpreter.display())))?;
    let answer = match fs::read_to_string(&out) {
        Ok(answer) => Some(
            serde_json::from_str(&answer)
                .map_err(|error| failed(format!("its answer is not understood: {error}")))?,
        ),
        Err(_) => None,
    };
    Ok(Attempt { answer, ended, step: progress.step() })
}

/// What a step did to the probe, if that says something about the step.
fn reason(ended: &Ended) -> Option<String> {
    match ended {
        Ended::Exited { how, .. } => Some(format!("ended Python ({how})")),
        Ended::Stuck { after, .. } => Some(format!(
            "was not done after {} s; give it longer with `SNAKEBRIDGE_PROBE_TIMEOUT`",
            after.as_secs_f64()
        )),
        Ended::Expired { .. } => None,
    }
}

fn patience() -> Duration {
    let set =
        std::env::var("SNAKEBRIDGE_PROBE_TIMEOUT").ok().and_then(|text| text.trim().parse::<f64>().ok());
    set.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok()).unwrap_or(PATIENCE)
}

/// Why there is no answer: the probe was at some step when it ended.
fn explain(library: &str, ended: &Ended, step: Option<&Step>, patience: Duration) -> Diagnostic {
    let place = step.map(|step| format!(" while it looked at `{}`", step.path)).unwrap_or_default();
    let diagnostic = match ended {
        Ended::Expired { .. } | Ended::Stuck { .. } => {
            probe_failed(library, &format!("it was not done after {} s{place}", patience.as_secs_f64()))
                .help("give it longer with `SNAKEBRIDGE_PROBE_TIMEOUT` (seconds)")
        }
        Ended::Exited { how, .. } => probe_failed(library, &format!("the probe ended with {how}{place}")),
    };
    match ended.last_words() {
        "" => diagnostic,
        said => diagnostic.help(format!("it said:\n{said}")),
    }
}

#[cfg(test)]
mod tests;
