//! `cargo xtask soak`: many calls of all kinds, and what grows.

use crate::step::{Outcome, absolute, cargo, step};
use clap::Args;
use std::path::PathBuf;

/// What is passed on to the runner.
#[derive(Args)]
pub(crate) struct Soak {
    /// How many calls
    #[arg(long, default_value_t = 1_000_000)]
    calls: u64,
    /// From how many threads
    #[arg(long, default_value_t = 4)]
    threads: usize,
    /// The engine to soak
    #[arg(long, default_value = "worker")]
    engine: String,
    /// Write the samples to this file
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// The interpreter
    #[arg(long, value_name = "PATH")]
    python: Option<PathBuf>,
}

pub(crate) fn run(soak: &Soak) -> Outcome {
    let mut run = cargo(&["run", "--quiet", "--release", "--package", "snakebridge-fault", "--", "soak"]);
    run.args(["--calls", &soak.calls.to_string(), "--threads", &soak.threads.to_string()]);
    run.args(["--engine", &soak.engine]);
    if let Some(json) = &soak.json {
        run.arg("--json").arg(absolute(json)?);
    }
    if let Some(python) = &soak.python {
        run.arg("--python").arg(absolute(python)?);
    }
    step("soak", &mut run)
}
