//! Steps: commands that are shown, timed, and stop the chore when they fail.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

/// Why a chore did not succeed.
pub(crate) type Outcome = Result<(), String>;

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().expect("xtask is a folder of the repository").to_path_buf()
}

/// Cargo, in the root of the repository.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments).current_dir(root());
    command
}

/// Where the path leads from here: steps run in the root of the repository.
pub(crate) fn absolute(path: &Path) -> Result<PathBuf, String> {
    std::path::absolute(path).map_err(|error| format!("`{}`: {error}", path.display()))
}

/// Runs one step.
pub(crate) fn step(what: &str, command: &mut Command) -> Outcome {
    eprintln!("\n== {what}");
    let start = Instant::now();
    let status = command.status().map_err(|error| format!("{what}: cannot run {command:?}: {error}"))?;
    if !status.success() {
        return Err(format!("{what}: failed ({status}): {command:?}"));
    }
    eprintln!("== {what}: {:.1} s", start.elapsed().as_secs_f64());
    Ok(())
}
