//! Making virtual environments and installing packages into them.

use crate::diagnosis::diagnose;
use crate::interpreter::Interpreter;
use crate::managed::Dependencies;
use crate::process::{self, Finished};
use crate::progress::Progress;
use crate::surroundings::Surroundings;
use crate::{EnvironmentError, candidates, probe, shim};
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(300);

/// What installs packages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Installer {
    /// uv, wherever it is.
    Uv(PathBuf),
    /// The pip of the interpreter outside (22.3 or newer): the environment itself needs none.
    PipOutside(PathBuf),
    /// A pip that `ensurepip` put into the environment, which takes seconds.
    PipInside,
}

/// Makes a virtual environment without pip: putting one into it takes 4 s and is rarely needed.
pub(crate) fn make_venv(
    surroundings: &Surroundings,
    base: &Interpreter,
    dir: &Path,
) -> Result<(), EnvironmentError> {
    let mut command = surroundings.command(&base.path);
    command.args(["-I", "-m", "venv", "--without-pip"]).arg(dir);
    let message = match quietly(&mut command) {
        Ok(finished) if finished.success() => return Ok(()),
        Ok(finished) => finished.last_words(),
        Err(message) => message,
    };
    let failed =
        EnvironmentError::Venv { dir: dir.to_path_buf(), interpreter: Box::new(base.clone()), message };
    // Some distributions leave `venv` out of Python; uv does without.
    let Some(uv) = find_uv(surroundings, base)? else { return Err(failed) };
    let _ = fs::remove_dir_all(dir);
    let mut command = surroundings.command(&uv);
    command.args(["venv", "--python"]).arg(&base.path).arg(dir);
    match quietly(&mut command) {
        Ok(finished) if finished.success() => Ok(()),
        _ => Err(failed),
    }
}

/// Compiles what was installed, on all cores: three times as fast as pip does it, and without it each first import
/// takes seconds. What cannot be compiled cannot be imported either, so nothing is lost when it fails.
pub(crate) fn compile(surroundings: &Surroundings, python: &Path) {
    let script = "import compileall, sysconfig\n\
                  for path in {sysconfig.get_path('purelib'), sysconfig.get_path('platlib')}:\n    \
                      compileall.compile_dir(path, quiet=2, workers=0)\n";
    let _ = process::run(surroundings.command(python).args(["-I", "-c", script]), None, &mut |_| {});
}

impl Installer {
    /// The best there is for the environment with this `python`.
    pub(crate) fn find(
        surroundings: &Surroundings,
        base: &Interpreter,
        python: &Path,
    ) -> Result<Self, EnvironmentError> {
        if let Some(uv) = find_uv(surroundings, base)? {
            return Ok(Self::Uv(uv));
        }
        let mut version = surroundings.command(&base.path);
        version.args(["-I", "-m", "pip", "--version"]);
        if quietly(&mut version).is_ok_and(|finished| takes_python(&finished.stdout)) {
            return Ok(Self::PipOutside(base.path.clone()));
        }
        let mut ensure = surroundings.command(python);
        ensure.args(["-I", "-m", "ensurepip", "--default-pip"]);
        let message = match quietly(&mut ensure) {
            Ok(finished) if finished.success() => return Ok(Self::PipInside),
            Ok(finished) => finished.last_words(),
            Err(message) => message,
        };
        Err(EnvironmentError::NoInstaller { interpreter: Box::new(base.clone()), message })
    }

    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Uv(_) => "uv",
            Self::PipOutside(_) | Self::PipInside => "pip",
        }
    }

    /// Whether a package is there because of the installer.
    pub(crate) fn brought(&self, package: &str) -> bool {
        *self == Self::PipInside && ["pip", "setuptools"].contains(&package)
    }

    /// Installs `requirements` for `python`.
    pub(crate) fn install(
        &self,
        surroundings: &Surroundings,
        python: &Path,
        requirements: &[String],
        constraints: Option<&Path>,
        dependencies: Dependencies,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<(), EnvironmentError> {
        let mut command = self.command(surroundings, python);
        if let Some(constraints) = constraints {
            command.arg("--constraint").arg(constraints);
        }
        if dependencies == Dependencies::Without {
            command.arg("--no-deps");
        }
        command.args(requirements).env("NO_COLOR", "1");
        let failed = |output: &str| EnvironmentError::Install {
            requirements: requirements.to_vec(),
            installer: self.name().to_owned(),
            failure: diagnose(output),
        };
        let mut report = |line: &str| {
            if !line.trim().is_empty() {
                progress(Progress::Output(line.to_owned()));
            }
        };
        let finished =
            process::run(&mut command, None, &mut report).map_err(|error| failed(&error.to_string()))?;
        if finished.success() {
            return Ok(());
        }
        Err(failed(&format!("{}\n{}", finished.stdout, finished.stderr)))
    }

    fn command(&self, surroundings: &Surroundings, python: &Path) -> Command {
        let mut command = match self {
            Self::Uv(uv) => {
                let mut command = surroundings.command(uv);
                command.args(["pip", "install", "--python"]).arg(python).env("UV_NO_PROGRESS", "1");
                with_index_of_pip(surroundings, &mut command);
                command
            }
            Self::PipOutside(base) => {
                let mut command = surroundings.command(base);
                command.args(["-I", "-m", "pip", "--python"]).arg(python).arg("install");
                command
            }
            Self::PipInside => {
                let mut command = surroundings.command(python);
                command.args(["-I", "-m", "pip", "install"]);
                command
            }
        };
        if self.name() == "pip" {
            command.args(["--disable-pip-version-check", "--no-input", "--no-user", "--no-compile"]);
            command.args(["--progress-bar", "off"]).env("PYTHONUNBUFFERED", "1");
        }
        // These of the user's settings would install to another place.
        for name in
            ["TARGET", "PREFIX", "ROOT", "PYTHON", "USER", "SYSTEM_PYTHON", "DRY_RUN", "REQUIRE_VIRTUALENV"]
        {
            command.env_remove(format!("PIP_{name}")).env_remove(format!("UV_{name}"));
        }
        command.env_remove("VIRTUAL_ENV").env_remove("CONDA_PREFIX");
        command
    }
}

/// Where the user has told pip, and not uv, to look for packages, uv looks too.
fn with_index_of_pip(surroundings: &Surroundings, command: &mut Command) {
    let same: [(&str, &str, &[&str]); 6] = [
        ("PIP_INDEX_URL", "UV_DEFAULT_INDEX", &["UV_INDEX_URL"]),
        ("PIP_EXTRA_INDEX_URL", "UV_INDEX", &["UV_EXTRA_INDEX_URL"]),
        ("PIP_FIND_LINKS", "UV_FIND_LINKS", &[]),
        ("PIP_NO_INDEX", "UV_NO_INDEX", &[]),
        ("PIP_TRUSTED_HOST", "UV_INSECURE_HOST", &[]),
        ("PIP_CERT", "SSL_CERT_FILE", &[]),
    ];
    for (of_pip, of_uv, also_of_uv) in same {
        let is_set = |name: &&str| surroundings.variable(name).is_some();
        if is_set(&of_uv) || also_of_uv.iter().any(is_set) {
            continue;
        }
        if let Some(value) = surroundings.variable(of_pip).and_then(OsStr::to_str) {
            let value = if of_uv == "UV_FIND_LINKS" { value.replace(' ', ",") } else { value.to_owned() };
            command.env(of_uv, value);
        }
    }
}

/// uv: named by `SNAKEBRIDGE_UV`, on `PATH`, or beside the interpreter.
fn find_uv(surroundings: &Surroundings, base: &Interpreter) -> Result<Option<PathBuf>, EnvironmentError> {
    if let Some(named) = surroundings.variable("SNAKEBRIDGE_UV") {
        if !surroundings.flag("SNAKEBRIDGE_UV") {
            return Ok(None);
        }
        let path = surroundings.working_dir().join(named);
        let by = "`SNAKEBRIDGE_UV`".to_owned();
        return match probe::check_executable(&path) {
            Ok(()) => Ok(Some(path)),
            Err(reason) => Err(EnvironmentError::Named { path, by, reason }),
        };
    }
    let beside = base.path.parent().map(Path::to_path_buf);
    let folders = surroundings.search_path().into_iter().chain(beside);
    Ok(folders
        .filter_map(|folder| shim::resolve(surroundings, &candidates::executable(&folder, "uv")).ok())
        .filter(|path| probe::check_executable(path).is_ok())
        .find(|path| {
            quietly(surroundings.command(path).arg("--version")).is_ok_and(|finished| finished.success())
        }))
}

/// Whether this is a pip that installs for another interpreter: 22.3 and newer.
fn takes_python(said: &str) -> bool {
    let version = said.strip_prefix("pip ").and_then(|rest| rest.split_whitespace().next());
    let numbers =
        version.map(|version| version.split('.').map_while(|part| part.parse().ok()).collect::<Vec<u32>>());
    numbers.is_some_and(|numbers| numbers >= vec![22, 3])
}

fn quietly(command: &mut Command) -> Result<Finished, String> {
    process::run(command, Some(PATIENCE), &mut |_| {}).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_new_pip_installs_for_another_interpreter() {
        assert!(takes_python("pip 23.0.1 from /usr/lib/python3/dist-packages/pip (python 3.11)"));
        assert!(takes_python("pip 22.3 from /x"));
        assert!(takes_python("pip 25.1b1 from /x"));
        assert!(!takes_python("pip 22.2.2 from /x"));
        assert!(!takes_python("No module named pip"));
    }
}
