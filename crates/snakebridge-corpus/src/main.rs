//! Runs a conformance corpus through the public dynamic API: `cargo xtask corpus`.
//!
//! Any directory of the same format will do; nothing here knows a case, a package or a library of one by name, beyond the types
//! that the format itself has an encoding for.

mod anew;
mod canonical;
mod case;
mod compare;
mod describe;
mod evaluate;
mod report;
mod run;

use clap::{Parser, ValueEnum};
use snakebridge::Engine;
use snakebridge_corpus::provide;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

/// Run a conformance corpus
#[derive(Debug, Parser)]
#[command(name = "cargo xtask corpus")]
struct Arguments {
    /// The directory of the corpus: `cases/*.json` and `packages.txt`
    #[arg(long, value_name = "DIR")]
    cases: PathBuf,
    /// The engine to test
    #[arg(long, default_value = "worker")]
    engine: String,
    /// The version of Python. If it is not the one that the corpus was recorded with, expect what the reference evaluator of the corpus
    /// (`oracle.py`) gives with it
    #[arg(long, value_name = "VERSION", default_value = provide::VERSION)]
    python: String,
    /// The language that asks; `elixir` runs all cases without functions of the host
    #[arg(long, default_value = "rust")]
    host: Host,
    /// Write all outcomes to this file
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Run only cases with this in their id
    #[arg(long, value_name = "SUBSTRING")]
    only: Option<String>,
    /// Run only package files of this category; those of the standard library need no packages
    #[arg(long, value_name = "CATEGORY")]
    category: Option<String>,
    /// Succeed if so many per cent of the cases pass
    #[arg(long, value_name = "PERCENT", default_value_t = 100.0)]
    at_least: f64,
    /// What one case may take
    #[arg(long, value_name = "SECONDS", default_value_t = 120)]
    patience: u64,
    #[command(flatten)]
    inside: run::inside::Inside,
}

/// What asks Python.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Host {
    /// This program.
    Rust,
    /// The package in `elixir`.
    Elixir,
}

/// The category of package files that need no package.
const STANDARD_LIBRARY: &str = "stdlib";
/// Programs and results nest as deep as they like.
const STACK: usize = 256 << 20;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let thread = std::thread::Builder::new().stack_size(STACK).spawn(move || corpus(&arguments));
    let ran = thread.map_err(|error| format!("no thread: {error}")).and_then(|thread| {
        thread.join().unwrap_or_else(|_| Err("the runner panicked, see above".to_owned()))
    });
    match ran {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(message) => {
            report::failure(&message);
            ExitCode::from(2)
        }
    }
}

fn corpus(arguments: &Arguments) -> Result<bool, String> {
    let engine = Engine::from_name(&arguments.engine)
        .ok_or_else(|| format!("`{}` is no engine of this program", arguments.engine))?;
    let mut files = case::read_all(&arguments.cases)?;
    if let Some(only) = &arguments.only {
        files.iter_mut().for_each(|file| file.cases.retain(|case| case.id.contains(only)));
        files.retain(|file| !file.cases.is_empty());
    }
    if arguments.host == Host::Elixir {
        files.iter_mut().for_each(|file| file.cases.retain(|case| !case.has_callbacks()));
        files.retain(|file| !file.cases.is_empty());
    }
    let corpus = std::path::absolute(&arguments.cases).ok();
    if let Some((python, notes)) = arguments.inside.is_wanted() {
        let (python, patience) = (python.to_path_buf(), Duration::from_secs(arguments.patience));
        let setting = run::Setting { python, engine, patience, corpus, cache: PathBuf::new() };
        return run::inside::run(&arguments.inside, notes, &files, &setting).map(|()| true);
    }
    let mut pins = provide::pins(&arguments.cases)?;
    if let Some(category) = &arguments.category {
        files.retain(|file| file.category == *category);
    }
    if files.is_empty() {
        return Err("no case of this corpus is wanted".to_owned());
    }
    if files.iter().all(|file| file.category == STANDARD_LIBRARY) {
        pins.clear();
    }
    let provided = provide::provide(pins, &arguments.python, &mut |progress| report::progress(&progress))?;
    for pin in &provided.left_out {
        report::progress(&format!("left out, because it cannot be installed: `{pin}`"));
    }
    if arguments.python != provide::VERSION {
        report::progress(&"evaluating all of it without a bridge");
        let renewed = anew::renew(&arguments.cases, &provided.python, &mut files)?;
        report::renewed(&renewed);
    }
    let temporary = tempfile::tempdir().map_err(|error| format!("no temporary folder: {error}"))?;
    let setting = run::Setting {
        python: provided.python,
        engine,
        patience: Duration::from_secs(arguments.patience),
        corpus,
        cache: run::cache_folder(temporary.path())?,
    };
    let all = match arguments.host {
        Host::Rust => run::run(&files, &setting, &mut report::finished)?,
        Host::Elixir => run::elixir::run(&files, &setting, &mut report::finished)?,
    };
    if let Some(path) = &arguments.json {
        report::write_json(path, &all)?;
    }
    Ok(report::summary(&all, arguments.at_least))
}
