//! `cargo xtask check`: what CI wants beside the tests.

use crate::elixir;
use crate::step::{Outcome, cargo, root, step};
use std::process::Command;

pub(crate) fn run() -> Outcome {
    step("format", &mut cargo(&["fmt", "--all", "--check"]))?;
    // Before anything is built: what this installs, it shows.
    for folder in generated_packages()? {
        let what = format!("generated files of {folder} are current");
        step(&what, &mut generate(&["--check", &folder]))?;
    }
    let clippy = ["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"];
    step("lints", &mut cargo(&clippy))?;
    let docs = ["doc", "--workspace", "--no-deps", "--quiet"];
    step("docs", cargo(&docs).env("RUSTDOCFLAGS", "-D warnings"))?;
    elixir::check()
}

/// `snakebridge generate`
pub(crate) fn generate(arguments: &[&str]) -> Command {
    let mut command = cargo(&["run", "--quiet", "--package", "snakebridge-cli", "--", "generate"]);
    command.args(arguments);
    command
}

/// Packages with a `snakebridge.toml` whose generated files the repository keeps current.
fn generated_packages() -> Result<Vec<String>, String> {
    let fixed = ["benches", "elixir/examples/tour", "tests/typed", "tests/wrappers"];
    let mut folders: Vec<String> = fixed.map(str::to_owned).into();
    let examples =
        std::fs::read_dir(root().join("examples")).map_err(|error| format!("examples: {error}"))?;
    for example in examples {
        let name = example.map_err(|error| error.to_string())?.file_name();
        folders.push(format!("examples/{}", name.display()));
    }
    folders.retain(|folder| root().join(folder).join("snakebridge.toml").is_file());
    folders.sort();
    Ok(folders)
}
