//! `cargo xtask pythonless`: a program with the embedded engine is built where there is no Python, and runs with any.

use crate::pythons;
use crate::step::{Outcome, cargo, root, step};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A folder of its own: what was built beside a Python proves nothing.
const TARGET: &str = "target/pythonless";

pub(crate) fn run() -> Outcome {
    let pythons = pythons::each_minor()?;
    let binary = build_without(&pythons)?;
    links_no_python(&binary)?;
    runs_with_each(&binary, &pythons)
}

/// Builds the example with all interpreters and all headers of Python out of sight.
fn build_without(pythons: &[(String, PathBuf)]) -> Result<PathBuf, String> {
    let mut hidden =
        vec!["/usr/include/python*".to_owned(), "/usr/bin/python*".to_owned(), "/usr/lib/python*".to_owned()];
    hidden.extend(["/usr/local/bin/python*", "/usr/local/include/python*"].map(str::to_owned));
    // Where tools keep interpreters of their own, older ones among them.
    if let Some(home) = std::env::home_dir() {
        let kept = [".pyenv", ".cache/snakebridge", ".local/share/uv"].map(|kept| home.join(kept));
        hidden.extend(kept.iter().map(|kept| kept.display().to_string()));
    }
    for (_, python) in pythons {
        let prefix = ask(python, "import sys; print(sys.base_prefix)")?;
        if !prefix.starts_with("/usr") {
            hidden.push(prefix);
        }
    }
    // In a mount namespace of its own, which ends with the build.
    let script = "for it in $HIDDEN; do \
                      if test -d \"$it\"; then mount -t tmpfs none \"$it\" || exit 1; \
                      elif test -f \"$it\"; then mount --bind /dev/null \"$it\" || exit 1; fi; \
                  done; \
                  ! python3 -c 0 2>/dev/null && ! echo '#include <Python.h>' | cc -E -I/usr/include/python3 - >/dev/null 2>&1 && exec \"$@\"";
    let build =
        cargo(&["build", "--quiet", "--offline", "--package", "snakebridge", "--example", "embedded"]);
    let mut run = Command::new("unshare");
    run.args(["--user", "--map-root-user", "--mount", "sh", "-c", script, "sh"]);
    run.arg(build.get_program()).args(build.get_args()).arg("--target-dir").arg(root().join(TARGET));
    run.current_dir(root()).env("HIDDEN", hidden.join(" "));
    run.env_remove("SNAKEBRIDGE_PYTHON").env_remove("PYO3_PYTHON").env_remove("VIRTUAL_ENV");
    step("a build without Python", &mut run)?;
    Ok(root().join(TARGET).join("debug/examples/embedded"))
}

fn links_no_python(binary: &Path) -> Outcome {
    let linked = said(Command::new("ldd").arg(binary))?;
    match linked.lines().find(|line| line.contains("python")) {
        Some(line) => Err(format!("the program is linked with Python: {}", line.trim())),
        None => {
            eprintln!("\n== ldd: no Python among {} libraries", linked.lines().count());
            Ok(())
        }
    }
}

/// Each version in a virtual environment, and one environment with numpy.
fn runs_with_each(binary: &Path, pythons: &[(String, PathBuf)]) -> Outcome {
    let folder = root().join(TARGET).join("environments");
    for (version, python) in pythons {
        let environment = folder.join(version);
        let mut make = Command::new(python);
        make.args(["-m", "venv", "--without-pip", "--clear"]).arg(&environment);
        step(&format!("a virtual environment of Python {version}"), &mut make)?;
        let expected = format!("Python {version} in {}\nno numpy\n", environment.display());
        runs_with(binary, &environment.join("bin/python"), &expected)?;
    }
    let numpy = pythons::with(&["numpy>=2,<3"])?;
    let says =
        ask(&numpy, "import platform, sys; print('Python', platform.python_version(), 'in', sys.prefix)")?;
    runs_with(binary, &numpy, &format!("{says}\nnumpy says 5\n"))
}

fn runs_with(binary: &Path, python: &Path, expected: &str) -> Outcome {
    let found = said(Command::new(binary).env("SNAKEBRIDGE_PYTHON", python))?;
    if found != expected {
        return Err(format!("with {}: {found:?} instead of {expected:?}", python.display()));
    }
    eprintln!("   {}", found.trim().replace('\n', ", "));
    Ok(())
}

fn ask(python: &Path, code: &str) -> Result<String, String> {
    said(Command::new(python).args(["-I", "-c", code])).map(|said| said.trim().to_owned())
}

fn said(command: &mut Command) -> Result<String, String> {
    let output = command.output().map_err(|error| format!("cannot run {command:?}: {error}"))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    if output.status.success() {
        return Ok(text);
    }
    Err(format!("{command:?}: {}: {}", output.status, String::from_utf8_lossy(&output.stderr)))
}
