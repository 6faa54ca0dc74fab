//! The same packages through `pyo3_bindgen`, the generator that makes Rust of whole Python modules by PyO3: for comparison only.

use crate::compile::Compiler;
use crate::packages::Package;
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

/// The release that is compared with, and the PyO3 that it generates for.
pub(crate) const RELEASE: &str = "0.5.0";
const PYO3: &str = "0.21";

/// What came of a package.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Compared {
    /// Lines of the bindings.
    pub(crate) lines: usize,
    /// Seconds to generate them.
    pub(crate) seconds: f64,
    /// Seconds of `cargo check`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) check: Option<f64>,
    /// Why it failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) failure: Option<String>,
}

/// The generator, in a folder of its own.
pub(crate) struct Peer {
    command: PathBuf,
}

impl Peer {
    /// Installs it into `folder`, if it is not there.
    pub(crate) fn install(folder: &Path, python: &Path) -> Result<Self, String> {
        let command = folder.join("bin/pyo3_bindgen");
        if !command.is_file() {
            let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
            cargo
                .args(["install", "--quiet", "pyo3_bindgen_cli", "--version", RELEASE, "--root"])
                .arg(folder);
            cargo.env("CARGO_TARGET_DIR", folder.join("target")).env("PYO3_PYTHON", python);
            let status = cargo.stdin(Stdio::null()).status().map_err(|error| error.to_string())?;
            if !status.success() {
                return Err("`cargo install pyo3_bindgen_cli` failed".to_owned());
            }
        }
        Ok(Self { command })
    }

    /// Generates bindings of all that a package makes importable, and compiles them.
    pub(crate) fn compare(
        &self,
        compiler: &Compiler<'_>,
        python: &Path,
        package: &Package,
        folder: &Path,
    ) -> Compared {
        let mut compared = Compared::default();
        compared.failure = self.attempt(compiler, python, package, folder, &mut compared).err();
        compared
    }

    fn attempt(
        &self,
        compiler: &Compiler<'_>,
        python: &Path,
        package: &Package,
        folder: &Path,
        compared: &mut Compared,
    ) -> Result<(), String> {
        fs::create_dir_all(folder).map_err(|error| error.to_string())?;
        let log = folder.join("generate.log");
        let bindings = folder.join("lib.rs");
        let mut generate = Command::new(&self.command);
        for import in &package.imports {
            generate.args(["--module-name", import]);
        }
        generate.arg("--output").arg(&bindings).env("PYTHONPATH", site_packages(python)?);
        let said = File::create(&log).map_err(|error| error.to_string())?;
        generate.stdin(Stdio::null()).stdout(Stdio::null()).stderr(said);
        let started = Instant::now();
        match compiler.wait(generate)? {
            Some(true) => compared.seconds = started.elapsed().as_secs_f64(),
            Some(false) => return Err(last_line(&fs::read_to_string(&log).unwrap_or_default())),
            None => return Err(format!("it was not done after {} s", compiler.patience.as_secs())),
        }
        let text = fs::read_to_string(&bindings).map_err(|error| error.to_string())?;
        compared.lines = text.lines().count();
        let mut manifest = toml::toml! {
            [package]
            name = "compared"
            version = "0.0.0"
            edition = "2021"
            publish = false
            [lib]
            path = "lib.rs"
            [workspace]
        };
        let pyo3 = [("pyo3".to_owned(), toml::Value::String(PYO3.to_owned()))];
        manifest.insert("dependencies".to_owned(), toml::Value::Table(pyo3.into_iter().collect()));
        fs::write(folder.join("Cargo.toml"), manifest.to_string()).map_err(|error| error.to_string())?;
        compared.check = Some(compiler.run("check", folder)?);
        Ok(())
    }
}

/// Where the environment of an interpreter keeps its packages.
fn site_packages(python: &Path) -> Result<String, String> {
    let mut command = Command::new(python);
    command.args(["-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]);
    let output = command.output().map_err(|error| error.to_string())?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn last_line(said: &str) -> String {
    let line = said.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or("it failed");
    line.chars().take(240).collect()
}
