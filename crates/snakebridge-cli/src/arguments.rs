//! The command line.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Call any Python library, and generate typed Rust wrappers for it.
#[derive(Debug, Parser)]
#[command(name = "snakebridge", version, about, arg_required_else_help = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Call a Python function and print what it gives, or print an attribute
    Call(CallArguments),
    /// Show the signature of a Python symbol, where it was learnt, its Rust wrapper and its docs
    Inspect(InspectArguments),
    /// Generate the wrappers, the manifest and the lock of a package
    Generate(GenerateArguments),
    /// Remove managed environments that are not used any more
    Clean(CleanArguments),
    /// Say how well libraries are wrapped: where signatures come from, how much is typed, what is left out and why
    Coverage(CoverageArguments),
    /// Say which Python is used and why, what is installed, and what is wrong
    Doctor(DoctorArguments),
    /// Serve a host in another language over standard input and output (see docs/serve.md)
    Serve(ServeArguments),
}

/// Which Python, and with what installed.
#[derive(Debug, Args)]
pub(crate) struct PlaceArguments {
    /// An interpreter or a virtual environment to use as it is
    #[arg(long, value_name = "PATH")]
    pub(crate) python: Option<PathBuf>,
    /// A package to have installed (PEP 508), in a managed environment; may be given several times
    #[arg(long = "with", value_name = "REQUIREMENT")]
    pub(crate) with: Vec<String>,
    /// A folder to search for modules; may be given several times
    #[arg(long, value_name = "FOLDER")]
    pub(crate) path: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct CallArguments {
    /// What to call, as a dotted path: `numpy.linalg.norm`
    #[arg(value_name = "PYTHON_PATH")]
    pub(crate) callee: String,
    /// Positional arguments: JSON (`3`, `'[1, 2]'`, `'"text"'`, `null`), and anything that is not JSON is text
    #[arg(value_name = "ARGUMENT", allow_negative_numbers = true)]
    pub(crate) args: Vec<String>,
    /// A keyword argument; may be given several times
    #[arg(long = "kw", value_name = "NAME=ARGUMENT")]
    pub(crate) kwargs: Vec<String>,
    /// Print the attribute itself instead of calling it
    #[arg(long, conflicts_with_all = ["args", "kwargs"])]
    pub(crate) get: bool,
    #[command(flatten)]
    pub(crate) place: PlaceArguments,
}

#[derive(Debug, Args)]
pub(crate) struct InspectArguments {
    /// What to inspect, as a dotted path: `numpy.linalg.svd`
    #[arg(value_name = "PYTHON_PATH")]
    pub(crate) symbol: String,
    #[command(flatten)]
    pub(crate) place: PlaceArguments,
}

#[derive(Debug, Args)]
pub(crate) struct GenerateArguments {
    /// Change nothing; fail if the committed files are not what would be generated, and say why
    #[arg(long, conflicts_with = "diff")]
    pub(crate) check: bool,
    /// Change nothing; show how what the program uses differs from what the manifest says of it
    #[arg(long)]
    pub(crate) diff: bool,
    /// Show the differences as JSON
    #[arg(long, requires = "diff")]
    pub(crate) json: bool,
    /// The language of the package: `rust` or `elixir` [default: `elixir` where there is a mix.exs and no Cargo.toml]
    #[arg(long, value_name = "LANGUAGE", value_enum)]
    pub(crate) host: Option<Host>,
    /// Build from the manifest alone, start no Python, and fail on what is missing or stale
    #[arg(long)]
    pub(crate) strict: bool,
    /// Say what happened as one JSON document
    #[arg(long, conflicts_with_all = ["diff", "json"])]
    pub(crate) report: bool,
    /// A folder to write the wrappers to, too: as `snakebridge.rs`, or as files of Elixir
    #[arg(long, value_name = "FOLDER")]
    pub(crate) out_dir: Option<PathBuf>,
    /// The folder of the package (that of its Cargo.toml or mix.exs)
    #[arg(value_name = "FOLDER", default_value = ".")]
    pub(crate) folder: PathBuf,
}

/// A host language.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Host {
    Rust,
    Elixir,
}

#[derive(Debug, Args)]
pub(crate) struct CleanArguments {
    /// Remove nothing; show what would be removed
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// After how many days without use an environment goes that no known project refers to
    #[arg(long, value_name = "N", default_value_t = 30)]
    pub(crate) days: u64,
    /// Remove all of them
    #[arg(long)]
    pub(crate) all: bool,
}

#[derive(Debug, Args)]
pub(crate) struct CoverageArguments {
    /// What to look at: a library such as `numpy`, or a part of one such as `google.cloud.storage` [default: those of
    /// `snakebridge.toml`]
    #[arg(value_name = "LIBRARY")]
    pub(crate) libraries: Vec<String>,
    /// Look at the modules of the standard library, too
    #[arg(long)]
    pub(crate) standard_library: bool,
    /// Print one line for each library, and one for the standard library
    #[arg(long)]
    pub(crate) summary: bool,
    /// Write the report to this file as JSON (see docs/coverage.md)
    #[arg(long, value_name = "FILE")]
    pub(crate) json: Option<PathBuf>,
    /// Write the report to this file as a page for a browser, which needs nothing else
    #[arg(long, value_name = "FILE")]
    pub(crate) html: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) place: PlaceArguments,
}

#[derive(Debug, Args)]
pub(crate) struct DoctorArguments {
    #[command(flatten)]
    pub(crate) place: PlaceArguments,
}

#[derive(Debug, Args)]
pub(crate) struct ServeArguments {
    /// The `snakebridge.toml` to go by [default: that of the working directory, or of the nearest folder above it]
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) place: PlaceArguments,
}
