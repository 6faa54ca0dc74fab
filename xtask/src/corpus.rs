//! `cargo xtask corpus`: a conformance corpus, through the public dynamic API.

use crate::elixir;
use crate::step::{Outcome, absolute, cargo, root, step};
use clap::Args;
use std::path::PathBuf;

/// What is passed on to the runner.
#[derive(Args)]
pub(crate) struct Corpus {
    /// The directory of the corpus: `cases/*.json` and `packages.txt` [default: `../shared/corpus` if it is there, else `tests/corpus`]
    #[arg(long, value_name = "DIR")]
    cases: Option<PathBuf>,
    /// The engine to test
    #[arg(long, default_value = "worker")]
    engine: String,
    /// The version of Python; if it is not 3.11, expect what the reference evaluator of the corpus gives with it
    #[arg(long, value_name = "VERSION")]
    python: Option<String>,
    /// The language that asks, `rust` or `elixir`: that runs all cases without functions of the host
    #[arg(long, default_value = "rust")]
    host: String,
    /// Write all outcomes to this file
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Run only cases with this in their id
    #[arg(long, value_name = "SUBSTRING")]
    only: Option<String>,
    /// Succeed if so many per cent of the cases pass
    #[arg(long, value_name = "PERCENT", default_value = "100")]
    at_least: String,
}

/// The copy that is part of the repository.
fn in_repository() -> PathBuf {
    root().join("tests/corpus")
}

/// The cases of the standard library, which need no packages: from Rust, and from Elixir.
pub(crate) fn standard_library() -> Outcome {
    for host in ["rust", "elixir"] {
        let mut run = cargo(&["run", "--quiet", "--package", "snakebridge-corpus", "--"]);
        run.arg("--cases").arg(in_repository()).args([
            "--category",
            "stdlib",
            "--at-least",
            "98",
            "--host",
            host,
        ]);
        if host == "elixir" {
            run.env("SNAKEBRIDGE_EXECUTABLE", elixir::provided()?);
        }
        step(&format!("corpus of the standard library, from {host}"), &mut run)?;
    }
    Ok(())
}

pub(crate) fn run(corpus: &Corpus) -> Outcome {
    let cases = match &corpus.cases {
        Some(cases) => absolute(cases)?,
        None => {
            let shared = root().join("../shared/corpus");
            if shared.is_dir() { shared } else { in_repository() }
        }
    };
    // A program of its own, so that the other chores need not build it.
    let mut run = cargo(&["run", "--quiet", "--release", "--package", "snakebridge-corpus", "--"]);
    run.arg("--cases").arg(cases).args(["--engine", &corpus.engine]).args(["--at-least", &corpus.at_least]);
    if corpus.host == "elixir" {
        run.env("SNAKEBRIDGE_EXECUTABLE", elixir::provided()?);
    }
    run.args(["--host", &corpus.host]);
    if let Some(python) = &corpus.python {
        run.args(["--python", python]);
    }
    if let Some(json) = &corpus.json {
        run.arg("--json").arg(absolute(json)?);
    }
    if let Some(only) = &corpus.only {
        run.args(["--only", only]);
    }
    step("corpus", &mut run)
}
