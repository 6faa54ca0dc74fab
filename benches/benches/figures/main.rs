//! What SnakeBridge costs, each figure beside a baseline in the same run. `cargo xtask bench` runs it.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a bench shows its figures and how far it is")]

mod arrays;
mod building;
mod callbacks;
mod embed;
mod lists;
mod many;
mod pyo3;
mod python;
mod round_trips;
mod shared;
mod start;
mod streams;
mod tasks;
mod usual;

use clap::Parser;
use snakebridge::{Bridge, Call, Session};
use snakebridge_bench::{Figure, Outcome, machine, peer, report::Report};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

snakebridge::bindings!();

/// Measures what SnakeBridge costs
#[derive(Parser)]
struct Arguments {
    /// Fail if a figure is far beyond its budget
    #[arg(long)]
    check: bool,
    /// Write all figures to this file
    #[arg(long, value_name = "FILE", conflicts_with = "only")]
    write: Option<PathBuf>,
    /// Measure only groups with this in their name
    #[arg(long, value_name = "SUBSTRING", default_value = "")]
    only: String,
    /// Measure beside these programs too, which `benches/peers` is built to
    #[arg(long = "peer", value_name = "FILE")]
    peers: Vec<PathBuf>,
    /// What Cargo adds
    #[arg(long, hide = true)]
    bench: bool,
}

/// What the groups measure with.
struct Stage {
    /// The interpreter of all sides but the gRPC peer.
    python: PathBuf,
    session: Session,
    /// Programs of others, linked to the library of the interpreter.
    peers: Vec<PathBuf>,
}

type Group = fn(&Stage) -> Outcome<Vec<Figure>>;

/// In the order of the table.
const GROUPS: [(&str, Group); 12] = [
    ("round trips", round_trips::measure),
    // Before this process becomes large: the larger, the longer a fork takes.
    ("start", start::measure),
    ("many calls", many::measure),
    ("callbacks", callbacks::measure),
    ("tasks", tasks::measure),
    ("arrays", arrays::measure),
    ("lists", lists::measure),
    ("streams", streams::measure),
    ("embed", embed::measure),
    ("embed beside PyO3", pyo3::measure),
    ("shared memory", shared::measure),
    ("building", building::measure),
];

fn main() -> Outcome<ExitCode> {
    let arguments = Arguments::parse();
    let report = measured(&arguments)?;
    println!("\n{}\n{}\n\n{report}", report.machine, report.python);
    if let Some(file) = &arguments.write {
        write(file, &report)?;
    }
    Ok(if arguments.check { checked(&report) } else { ExitCode::SUCCESS })
}

fn measured(arguments: &Arguments) -> Outcome<Report> {
    let python = python::with(&[python::NUMPY])?;
    let bridge = Bridge::builder().python(&python).search_path(peer::FOLDER).build()?;
    let stage = Stage { python, session: bridge.session(), peers: arguments.peers.clone() };
    let _entered = stage.session.enter();

    let mut figures = Vec::new();
    for (name, measure) in GROUPS.into_iter().filter(|(name, _)| name.contains(&arguments.only)) {
        eprintln!("measuring {name}");
        figures.extend(measure(&stage)?);
    }
    let exercises = figures.iter().filter_map(|figure| figure.usual).collect();
    let usual = match usual::measure(exercises) {
        // A page without it would be incomplete.
        Err(error) if arguments.write.is_none() => {
            eprintln!("gRPC cannot be measured: {error}");
            BTreeMap::new()
        }
        measured => measured?,
    };
    Ok(Report {
        figures,
        usual,
        date: Call::to("datetime.date.today").method("isoformat").get()?,
        python: versions()?,
        machine: machine::facts(),
    })
}

fn versions() -> Outcome<String> {
    let python: String = Call::to("platform.python_version").get()?;
    let numpy: String = Call::path("numpy.__version__").get()?;
    Ok(format!("Python {python}, numpy {numpy}, {}", python::GRPC.replace("==", " ")))
}

fn write(file: &Path, report: &Report) -> Outcome<()> {
    std::fs::write(file, report.page()).map_err(|error| format!("`{}`: {error}", file.display()))?;
    eprintln!("wrote `{}`", file.display());
    Ok(())
}

fn checked(report: &Report) -> ExitCode {
    let far_off = report.far_off();
    for figure in &far_off {
        eprintln!("far beyond its budget: {}", figure.what);
    }
    if far_off.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
