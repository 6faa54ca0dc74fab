//! `cargo xtask bench`: figures, each beside its baseline in the same run.

use crate::step::{Outcome, cargo, root, step};
use crate::{elixir, pythons};
use clap::Args;
use std::path::PathBuf;

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

/// The group of figures that is measured beside other libraries.
const PEERS: &str = "embed beside PyO3";

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
    if bench.only.as_deref().is_none_or(|only| PEERS.contains(only)) {
        for peer in peers(bench.write)? {
            run.arg("--peer").arg(peer);
        }
    }
    step("bench", &mut run)?;
    if bench.only.is_none() { elixir::bench() } else { Ok(()) }
}

/// Programs that make the same calls with other libraries: workspaces of their own, since those link a libpython each. `all` have to be there.
fn peers(all: bool) -> Result<Vec<PathBuf>, String> {
    let python = pythons::with(&["numpy>=2,<3"])?;
    let Some(libraries) = pythons::shared_library(&python)? else {
        return left_out(all, "the Python that is measured has no shared library, which PyO3 needs");
    };
    let mut built = Vec::new();
    for (workspace, program) in [("pyo3", "pyo3-by-hand"), ("pyo3_bindgen", "pyo3-bindgen-generated")] {
        let manifest = format!("benches/peers/{workspace}/Cargo.toml");
        let mut build = cargo(&["build", "--quiet", "--release", "--locked", "--manifest-path", &manifest]);
        let target = root().join("target/peers");
        build.arg("--target-dir").arg(&target).env("PYO3_PYTHON", &python).env("LD_LIBRARY_PATH", &libraries);
        match step(&format!("peer: {workspace}"), &mut build) {
            Ok(()) => built.push(target.join("release").join(program)),
            Err(why) => drop(left_out(all, &why)?),
        }
    }
    Ok(built)
}

fn left_out(all: bool, why: &str) -> Result<Vec<PathBuf>, String> {
    if all {
        return Err(why.to_owned());
    }
    eprintln!("\n== left out of the figures: {why}");
    Ok(Vec::new())
}
