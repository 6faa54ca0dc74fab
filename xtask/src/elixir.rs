//! `cargo xtask elixir`: the Elixir package, with whatever it needs provided: Elixir itself, the program `snakebridge`, and Python libraries.

use crate::pythons;
use crate::step::{Outcome, cargo, root, step};
use clap::Subcommand;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What to do with the Elixir package.
#[derive(Subcommand)]
pub(crate) enum Elixir {
    /// Run its tests
    Test {
        /// Passed on to `mix test`
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Generate modules for whole libraries, and compile them; a warning is an error
    Libraries,
    /// Run the example project
    Example,
    /// Measure round trips, large binaries and streams, each beside its baseline
    Bench,
}

pub(crate) fn run(what: &Elixir) -> Outcome {
    match what {
        Elixir::Test { arguments } => test(arguments),
        Elixir::Libraries => libraries(),
        Elixir::Example => example(),
        Elixir::Bench => bench(),
    }
}

pub(crate) fn test(arguments: &[String]) -> Outcome {
    install()?;
    let executable = build(&[])?;
    let mut tests = mix(&package(), "test", &executable);
    tests.env("SNAKEBRIDGE_TEST_NUMPY", pythons::with(&["numpy>=2,<3"])?);
    tests.args(["test", "--warnings-as-errors"]).args(arguments);
    step("Elixir package", &mut tests)
}

fn libraries() -> Outcome {
    let executable = provided()?;
    let mut tests = mix(&package(), "test", &executable);
    step("modules of whole libraries", tests.args(["test", "--only", "libraries"]))
}

/// Elixir installed, and where the `snakebridge` is that it is to use.
pub(crate) fn provided() -> Result<PathBuf, String> {
    install()?;
    build(&[])
}

/// Format, and a compilation from scratch in which a warning is an error.
pub(crate) fn check() -> Outcome {
    let executable = provided()?;
    for folder in [package(), example_folder()] {
        let name = folder.strip_prefix(root()).unwrap_or(&folder).display().to_string();
        step(
            &format!("format of {name}"),
            mix(&folder, "test", &executable).args(["format", "--check-formatted"]),
        )?;
        let compile = ["compile", "--force", "--warnings-as-errors"];
        step(&format!("warnings of {name}"), mix(&folder, "test", &executable).args(compile))?;
    }
    Ok(())
}

pub(crate) fn example() -> Outcome {
    install()?;
    let executable = build(&[])?;
    step(
        "example",
        mix(&example_folder(), "dev", &executable).args(["run", "--no-start", "-e", "Tour.main()"]),
    )
}

pub(crate) fn bench() -> Outcome {
    install()?;
    let executable = build(&["--release"])?;
    let echo = release("examples").join("port_echo");
    let mut echo_build =
        cargo(&["build", "--quiet", "--release", "--package", "snakebridge-serve", "--example", "port_echo"]);
    step("an echo to compare with", &mut echo_build)?;
    let mut run = mix(&package(), "prod", &executable);
    run.args(["run", "--no-start", "bench/figures.exs"]).arg(echo);
    step("Elixir figures", &mut run)
}

fn package() -> PathBuf {
    root().join("elixir")
}

fn example_folder() -> PathBuf {
    package().join("examples/tour")
}

/// Installs Elixir with the system's package manager, if it is not there.
fn install() -> Outcome {
    if works("mix", &["--version"]) {
        return Ok(());
    }
    let manual = "the Elixir package needs Elixir 1.14 or newer: install it (https://elixir-lang.org/install.html), so that `mix` is on the search path";
    if !works("apt-get", &["--version"]) {
        return Err(manual.to_owned());
    }
    step("Debian's package lists", &mut as_root(&["apt-get", "update", "--quiet"]))
        .and_then(|()| step("Elixir", &mut as_root(&["apt-get", "install", "--quiet", "--yes", "elixir"])))
        .map_err(|error| format!("{error}\n{manual}"))
}

fn as_root(command: &[&str]) -> Command {
    let mut line = Command::new(command[0]);
    line.args(&command[1..]);
    if !works("sh", &["-c", "test \"$(id -u)\" = 0"]) {
        line = Command::new("sudo");
        line.arg("--non-interactive").args(command);
    }
    line.env("DEBIAN_FRONTEND", "noninteractive");
    line
}

fn works(program: &str, arguments: &[&str]) -> bool {
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// Builds `snakebridge`, and says where it is.
fn build(profile: &[&str]) -> Result<PathBuf, String> {
    let mut command = cargo(&["build", "--quiet", "--package", "snakebridge-cli", "--bin", "snakebridge"]);
    step("snakebridge", command.args(profile))?;
    let folder = if profile.is_empty() { target().join("debug") } else { release("") };
    Ok(folder.join(format!("snakebridge{}", std::env::consts::EXE_SUFFIX)))
}

fn release(folder: &str) -> PathBuf {
    target().join("release").join(folder)
}

fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |folder| root().join(folder))
}

/// `mix` in a project, with a given `snakebridge`.
fn mix(project: &Path, environment: &str, executable: &Path) -> Command {
    let mut command = Command::new("mix");
    command.current_dir(project).env("MIX_ENV", environment).env("LC_ALL", "C.UTF-8");
    if !executable.as_os_str().is_empty() {
        command.env("SNAKEBRIDGE_EXECUTABLE", executable);
    }
    command
}
