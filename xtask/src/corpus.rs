//! `cargo xtask corpus`: a conformance corpus, through the public dynamic API.

use crate::step::{Outcome, cargo, root, step};
use clap::Args;
use std::path::{Path, PathBuf};

/// What is passed on to the runner.
#[derive(Args)]
pub(crate) struct Corpus {
    /// The directory of the corpus: `cases/*.json` and `packages.txt` [default: `../shared/corpus` beside the repository]
    #[arg(long, value_name = "DIR")]
    cases: Option<PathBuf>,
    /// The engine to test
    #[arg(long, default_value = "worker")]
    engine: String,
    /// Write all outcomes to this file
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Run only cases with this in their id
    #[arg(long, value_name = "SUBSTRING")]
    only: Option<String>,
}

pub(crate) fn run(corpus: &Corpus) -> Outcome {
    let cases = match &corpus.cases {
        Some(cases) => absolute(cases)?,
        None => root().join("../shared/corpus"),
    };
    // A program of its own, so that the other chores need not build it.
    let mut run = cargo(&["run", "--quiet", "--release", "--package", "snakebridge-corpus", "--"]);
    run.arg("--cases").arg(cases).args(["--engine", &corpus.engine]);
    if let Some(json) = &corpus.json {
        run.arg("--json").arg(absolute(json)?);
    }
    if let Some(only) = &corpus.only {
        run.args(["--only", only]);
    }
    step("corpus", &mut run)
}

/// Where the path leads from here: the runner runs in the root of the repository.
fn absolute(path: &Path) -> Result<PathBuf, String> {
    std::path::absolute(path).map_err(|error| format!("`{}`: {error}", path.display()))
}
