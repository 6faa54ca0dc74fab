//! The chores of this repository. `cargo xtask --help` lists them.

#![expect(clippy::print_stderr, reason = "a chore tells what it does")]

mod bench;
mod check;
mod corpus;
mod corpus_gen;
mod elixir;
mod fault;
mod fuzz;
mod memcheck;
mod pythonless;
mod pythons;
mod soak;
mod step;
mod test;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// The chores of this repository
#[derive(Parser)]
#[command(name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Run all tests: the adapter on every Python that is here, the workspace, the examples
    Test,
    /// Measure, each figure beside its baseline
    Bench(bench::Bench),
    /// What CI wants beside the tests: format, lints, docs, generated files
    Check,
    /// Run a conformance corpus through the public dynamic API
    Corpus(corpus::Corpus),
    /// Wrap whole packages, compile the wrappers, and count
    CorpusGen(corpus_gen::CorpusGen),
    /// The Elixir package: its tests, its example, its figures
    #[command(subcommand)]
    Elixir(elixir::Elixir),
    /// Inject faults: crashes, calls that never end, floods, garbage, kills; and tell what became of each
    Fault(fault::Fault),
    /// Make many calls of all kinds, and tell what grows
    Soak(soak::Soak),
    /// Look at the embedded engine with valgrind, and with a debug build of Python
    Memcheck(memcheck::Memcheck),
    /// Build where there is no Python, and run the outcome with several
    Pythonless,
    /// Fuzz whatever parses bytes from the other side
    Fuzz {
        /// Seconds for each target
        #[arg(long, default_value_t = 60)]
        seconds: u32,
        /// Only these targets
        #[arg(long, value_name = "TARGET", value_parser = fuzz::TARGETS)]
        only: Vec<String>,
    },
}

fn main() -> ExitCode {
    let done = match Arguments::parse().chore {
        Chore::Test => test::run(),
        Chore::Bench(bench) => bench::run(&bench),
        Chore::Check => check::run(),
        Chore::Corpus(corpus) => corpus::run(&corpus),
        Chore::CorpusGen(corpus_gen) => corpus_gen::run(&corpus_gen),
        Chore::Elixir(what) => elixir::run(&what),
        Chore::Fault(fault) => fault::run(&fault),
        Chore::Soak(soak) => soak::run(&soak),
        Chore::Memcheck(memcheck) => memcheck::run(&memcheck),
        Chore::Pythonless => pythonless::run(),
        Chore::Fuzz { seconds, only } => fuzz::run(seconds, &only),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("\nxtask: {message}");
            ExitCode::FAILURE
        }
    }
}
