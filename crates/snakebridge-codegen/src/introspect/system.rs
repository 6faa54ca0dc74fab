//! The Python of this machine.

use super::process::{self, Ended};
use super::{Prepared, ProbeAnswer, ProbeRequest, Python, probe_failed};
use crate::diagnostics::{Code, Diagnostic};
use crate::lock;
use crate::project::Project;
use snakebridge_environment::{
    Environment, Installations, Interpreter, Kind, Package, Progress, Request, package_folders, provision,
};
use snakebridge_model::{LockedPackage, LockedPython};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// How long a probe may take if `SNAKEBRIDGE_PROBE_TIMEOUT` says nothing else.
const PATIENCE: Duration = Duration::from_secs(120);
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

    fn probe(&self, prepared: &Prepared, request: &ProbeRequest) -> Result<ProbeAnswer, Diagnostic> {
        probe(&prepared.interpreter, request)
    }
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

/// Runs the probe with an interpreter.
pub(crate) fn probe(interpreter: &Path, request: &ProbeRequest) -> Result<ProbeAnswer, Diagnostic> {
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
    let ended = process::run(&mut command, patience(), &folder.path().join("stderr"))
        .map_err(|error| failed(format!("`{}` cannot be started: {error}", interpreter.display())))?;
    match fs::read_to_string(&out) {
        Ok(answer) => serde_json::from_str(&answer)
            .map_err(|error| failed(format!("its answer is not understood: {error}"))),
        Err(_) => Err(explain(&request.library, &ended, &out)),
    }
}

fn patience() -> Duration {
    let set =
        std::env::var("SNAKEBRIDGE_PROBE_TIMEOUT").ok().and_then(|text| text.trim().parse::<f64>().ok());
    set.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok()).unwrap_or(PATIENCE)
}

/// Why there is no answer: the probe was at some path when it ended.
fn explain(library: &str, ended: &Ended, out: &Path) -> Diagnostic {
    let mut progress = PathBuf::from(out).into_os_string();
    progress.push(".progress");
    let at = fs::read_to_string(progress).unwrap_or_default();
    let place = if at.is_empty() { String::new() } else { format!(" while it looked at `{at}`") };
    let diagnostic = match ended {
        Ended::Expired { after, .. } => {
            probe_failed(library, &format!("it was not done after {} s{place}", after.as_secs_f64()))
                .help("give it longer with `SNAKEBRIDGE_PROBE_TIMEOUT` (seconds)")
        }
        Ended::Exited { how, .. } => probe_failed(library, &format!("{how}{place}")),
    };
    match ended.last_words() {
        "" => diagnostic,
        said => diagnostic.help(format!("it said:\n{said}")),
    }
}
