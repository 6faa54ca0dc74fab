//! Everything that is printed, and the file for machines.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a chore tells what it does")]

use crate::page::Page;
use crate::results::Outcome;
use snakebridge_codegen::Tally;
use std::path::Path;

/// A line about what is going on.
pub(crate) fn progress(line: &dyn std::fmt::Display) {
    let line = line.to_string();
    let short: String = line.chars().take(200).collect();
    eprintln!("   {short}");
}

/// What went wrong before anything could run.
pub(crate) fn failure(message: &str) {
    eprintln!("\ncorpus-gen: {message}");
}

/// The names of the columns.
pub(crate) fn heading() {
    println!(
        "{:<26} {:>8} {:>6} {:>5} {:>5} {:>5} {:>5} {:>6} {:>7} {:>8} {:>7} {:>7}",
        "package",
        "symbols",
        "run%",
        "text%",
        "stub%",
        "doc%",
        "none%",
        "typed%",
        "skipped",
        "lines",
        "python",
        "check"
    );
}

/// The line of a package that is done.
pub(crate) fn finished(outcome: &Outcome) {
    let name = match outcome.version.as_str() {
        "" => outcome.package.clone(),
        version => format!("{} {version}", outcome.package),
    };
    match &outcome.generated {
        Some(generated) => {
            row(&name, &generated.tally, generated.lines, generated.seconds, outcome.check);
        }
        None => println!("{name:<26} failed"),
    }
    if let Some(failure) = &outcome.failure {
        failure.lines().for_each(|line| println!("      {line}"));
    }
    if let Some(peer) = &outcome.peer {
        let check = peer.check.map_or_else(|| "-".to_owned(), |check| format!("{check:.1}"));
        println!("{:<26} {:>61} {:>8} {:>7.1} {check:>7}", "   pyo3_bindgen", "", peer.lines, peer.seconds);
        if let Some(failure) = &peer.failure {
            failure.lines().take(3).for_each(|line| println!("      {line}"));
        }
    }
}

/// The program that uses a little, and whether it is well.
pub(crate) fn program(outcome: &Outcome) -> bool {
    println!("{}", said_of_program(outcome));
    if let Some(failure) = &outcome.failure {
        failure.lines().for_each(|line| println!("      {line}"));
    }
    outcome.failure.is_none()
}

/// What came of it, in a sentence.
pub(crate) fn said_of_program(outcome: &Outcome) -> String {
    let Outcome { package, generated: Some(generated), check: Some(check), .. } = outcome else {
        return format!("A program that uses thirty symbols of {} fails", outcome.package);
    };
    format!(
        "A program that uses thirty symbols of {package}: {} lines of wrappers, {:.1} s of Python, {check:.1} s of `cargo check`",
        generated.lines, generated.seconds
    )
}

/// The sums, and whether all are well.
pub(crate) fn summary(all: &[Outcome]) -> bool {
    let mut tally = Tally::default();
    let (mut lines, mut seconds, mut check) = (0, 0.0, 0.0);
    for outcome in all {
        if let Some(generated) = &outcome.generated {
            tally.add(&generated.tally);
            lines += generated.lines;
            seconds += generated.seconds;
        }
        check += outcome.check.unwrap_or_default();
    }
    heading();
    row("total", &tally, lines, seconds, Some(check));
    let failed: Vec<&str> = all
        .iter()
        .filter(|outcome| outcome.failure.is_some())
        .map(|outcome| outcome.package.as_str())
        .collect();
    if !failed.is_empty() {
        println!("failed: {}", failed.join(", "));
    }
    println!("{} passed, {} failed", all.len() - failed.len(), failed.len());
    failed.is_empty()
}

fn row(name: &str, tally: &Tally, lines: usize, seconds: f64, check: Option<f64>) {
    let share =
        |count: u64| if tally.callables == 0 { 0.0 } else { count as f64 * 100.0 / tally.callables as f64 };
    let evidence = &tally.evidence;
    let check = check.map_or_else(|| "-".to_owned(), |check| format!("{check:.1}"));
    println!(
        "{name:<26} {:>8} {:>6.1} {:>5.1} {:>5.1} {:>5.1} {:>5.1} {:>6.1} {:>7} {lines:>8} {seconds:>7.1} {check:>7}",
        tally.symbols(),
        share(evidence.runtime),
        share(evidence.text_signature),
        share(evidence.stub),
        share(evidence.docstring + evidence.code),
        share(evidence.variadic),
        tally.typed() * 100.0,
        tally.skipped,
    );
}

/// All outcomes as JSON.
pub(crate) fn write_json(path: &Path, all: &[Outcome]) -> Result<(), String> {
    let text = serde_json::to_string_pretty(all).map_err(|error| error.to_string())?;
    std::fs::write(path, text).map_err(|error| format!("`{}`: {error}", path.display()))
}

/// All outcomes for people.
pub(crate) fn write_page(path: &Path, page: &Page<'_>) -> Result<(), String> {
    std::fs::write(path, page.text()).map_err(|error| format!("`{}`: {error}", path.display()))
}
