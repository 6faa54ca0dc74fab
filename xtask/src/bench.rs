//! `cargo xtask bench`: figures, each beside its baseline in the same run.

use crate::elixir;
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
    /// Measure only groups of figures with this in their name; `elixir` are those measured from Elixir
    #[arg(long, value_name = "SUBSTRING")]
    only: Option<String>,
}

/// The group of figures that is measured from Elixir.
const ELIXIR: &str = "elixir";

pub(crate) fn run(bench: &Bench) -> Outcome {
    if bench.only.as_deref() == Some(ELIXIR) {
        return elixir::bench();
    }
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
    step("bench", &mut run)?;
    if bench.only.is_none() { elixir::bench() } else { Ok(()) }
}
