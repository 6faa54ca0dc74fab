//! `cargo xtask bench`: figures, each beside its baseline in the same run.

use crate::step::{Outcome, cargo, root, step};
use clap::Args;

/// What is passed on to the bench.
#[derive(Args)]
pub(crate) struct Bench {
    /// Fail if a figure is far beyond its budget
    #[arg(long)]
    check: bool,
    /// Write all figures to `docs/performance.md`
    #[arg(long, conflicts_with = "only")]
    write: bool,
    /// Measure only groups of figures with this in their name
    #[arg(long, value_name = "SUBSTRING")]
    only: Option<String>,
}

pub(crate) fn run(bench: &Bench) -> Outcome {
    let mut run = cargo(&["bench", "--quiet", "--package", "snakebridge-bench", "--bench", "figures", "--"]);
    if bench.check {
        run.arg("--check");
    }
    if bench.write {
        run.arg("--write").arg(root().join("docs/performance.md"));
    }
    if let Some(only) = &bench.only {
        run.args(["--only", only]);
    }
    step("bench", &mut run)
}
