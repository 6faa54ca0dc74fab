//! `cargo xtask fault`: what Python can do to its process, and what the host makes of it.

use crate::step::{Outcome, absolute, cargo, step};
use clap::Args;
use std::path::PathBuf;

/// What is passed on to the runner.
#[derive(Args)]
pub(crate) struct Fault {
    /// Write the findings to this file
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Only injections with this in their name
    #[arg(long, value_name = "SUBSTRING")]
    only: Option<String>,
    /// The interpreter
    #[arg(long, value_name = "PATH")]
    python: Option<PathBuf>,
}

pub(crate) fn run(fault: &Fault) -> Outcome {
    // A program of its own, which starts itself as a host that is killed.
    let mut run = cargo(&["run", "--quiet", "--release", "--package", "snakebridge-fault", "--", "fault"]);
    if let Some(json) = &fault.json {
        run.arg("--json").arg(absolute(json)?);
    }
    if let Some(only) = &fault.only {
        run.args(["--only", only]);
    }
    if let Some(python) = &fault.python {
        run.arg("--python").arg(absolute(python)?);
    }
    step("fault", &mut run)
}
