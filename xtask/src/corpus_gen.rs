//! `cargo xtask corpus-gen`: whole packages are wrapped, and the wrappers compiled.

use crate::step::{Outcome, absolute, cargo, root, step};
use clap::Args;
use std::path::{Path, PathBuf};

/// What is passed on to the runner.
#[derive(Args)]
pub(crate) struct CorpusGen {
    /// Requirements, one a line [default: `roots.txt` of the corpus, in the environment of its `packages.txt`]
    #[arg(long, value_name = "FILE")]
    packages: Option<PathBuf>,
    /// Only packages with this in their name; may be given several times
    #[arg(long, value_name = "SUBSTRING")]
    only: Vec<String>,
    /// Only the package of exactly this name; may be given several times
    #[arg(long, value_name = "NAME")]
    exactly: Vec<String>,
    /// Write all outcomes to this file
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// How many packages to ask Python about at the same time; only one is compiled at a time
    #[arg(long, value_name = "N", default_value_t = 1)]
    jobs: usize,
    /// Run `cargo doc`, too, with its warnings as errors
    #[arg(long)]
    doc: bool,
    /// Compare with `pyo3_bindgen`, which is installed into `target/` for it
    #[arg(long)]
    peer: bool,
    /// Compare only the package of exactly this name; may be given several times
    #[arg(long, value_name = "NAME", requires = "peer")]
    compare: Vec<String>,
    /// Write all outcomes to `docs/generation.md`, beside what `pyo3_bindgen` makes of some packages, small ones and large ones
    #[arg(long)]
    write: bool,
    /// What the probe of one library, and compiling one package, may take each
    #[arg(long, value_name = "SECONDS", default_value_t = 300)]
    patience: u64,
}

/// What is compared for the page, unless other packages are named.
const COMPARED: [&str; 12] = [
    "cryptography",
    "jinja2",
    "matplotlib",
    "networkx",
    "numpy",
    "orjson",
    "pandas",
    "pyyaml",
    "requests",
    "rich",
    "six",
    "sqlalchemy",
];

/// The folder with `roots.txt` and `packages.txt`.
fn corpus() -> PathBuf {
    let shared = root().join("../shared/corpus");
    if shared.join("roots.txt").is_file() { shared } else { root().join("tests/corpus") }
}

pub(crate) fn run(corpus_gen: &CorpusGen) -> Outcome {
    // A program of its own, so that the other chores need not build it.
    let mut run = cargo(&["run", "--quiet", "--release", "--package", "snakebridge-corpus-gen", "--"]);
    match &corpus_gen.packages {
        Some(packages) => {
            run.arg("--packages").arg(absolute(packages)?);
        }
        None => {
            let corpus = corpus();
            run.arg("--packages")
                .arg(corpus.join("roots.txt"))
                .arg("--pins")
                .arg(corpus.join("packages.txt"));
        }
    }
    let mut compare = corpus_gen.compare.clone();
    if corpus_gen.write {
        run.arg("--write").arg(root().join("docs/generation.md"));
        if compare.is_empty() {
            compare = COMPARED.map(str::to_owned).to_vec();
        }
    }
    let named = [("--only", &corpus_gen.only), ("--exactly", &corpus_gen.exactly), ("--compare", &compare)];
    for (option, values) in named {
        for value in values {
            run.args([option, value]);
        }
    }
    if corpus_gen.peer || corpus_gen.write {
        run.arg("--peer").arg(root().join("target/peer"));
    }
    if let Some(json) = &corpus_gen.json {
        run.arg("--json").arg(absolute(json)?);
    }
    if corpus_gen.doc {
        run.arg("--doc");
    }
    let patience = corpus_gen.patience.to_string();
    run.args(["--jobs", &corpus_gen.jobs.to_string(), "--patience", &patience]);
    run.arg("--folder").arg(scratch()).arg("--repository").arg(root());
    run.env("SNAKEBRIDGE_PROBE_TIMEOUT", &patience);
    step("corpus-gen", &mut run)
}

/// Scratch crates and results stay below `target`, so that what has not changed is not done again.
fn scratch() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    std::path::absolute(target.join("corpus-gen"))
        .unwrap_or_else(|_| Path::new("target/corpus-gen").to_path_buf())
}
