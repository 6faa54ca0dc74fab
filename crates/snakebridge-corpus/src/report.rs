//! Everything that is printed, and the file for machines.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a chore tells what it does")]

use crate::anew::Renewed;
use crate::canonical;
use crate::run::{Finished, Outcome};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;
use std::path::Path;

/// Kinds that ask for what a callback from another process can only do with help.
const APART: [&str; 3] = ["callback-signature", "subclass", "caller-frame"];
/// Characters of a result that are shown.
const SHOWN: usize = 600;

/// A line about what is going on.
pub(crate) fn progress(line: &dyn std::fmt::Display) {
    let line = line.to_string();
    let short: String = line.chars().take(200).collect();
    eprintln!("   {short}");
}

/// Lines about expectations that are not the recorded ones.
pub(crate) fn renewed(renewed: &Renewed) {
    eprintln!("   {} cases give something else with this Python", renewed.other);
    eprintln!("   {} cases cannot be evaluated with this Python", renewed.left_out.len());
    for id in &renewed.left_out {
        eprintln!("      {id}");
    }
}

/// A line about a package file that is done.
pub(crate) fn finished(finished: &Finished) {
    let failed = finished.outcomes.iter().filter(|outcome| !outcome.passed()).count();
    let passed = finished.outcomes.len() - failed;
    eprintln!(
        "   {}: {passed} passed, {failed} failed, {:.1} s",
        finished.package,
        finished.took.as_secs_f64()
    );
}

/// The differences, the table and the last line; whether so many per cent passed.
pub(crate) fn summary(all: &[Finished], at_least: f64) -> bool {
    let outcomes: Vec<&Outcome> = all.iter().flat_map(|finished| &finished.outcomes).collect();
    for outcome in outcomes.iter().filter(|outcome| !outcome.passed()) {
        difference(outcome);
    }
    let mut kinds: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for outcome in &outcomes {
        let (passed, failed) = kinds.entry(&outcome.kind).or_default();
        *(if outcome.passed() { passed } else { failed }) += 1;
    }
    let is_apart = |kind: &&str| APART.contains(kind);
    println!("\n{:<20} {:>6} {:>6}", "kind", "passed", "failed");
    for (kind, (passed, failed)) in kinds.iter().filter(|(kind, _)| !is_apart(kind)) {
        println!("{kind:<20} {passed:>6} {failed:>6}");
    }
    println!("apart:");
    for (kind, (passed, failed)) in kinds.iter().filter(|(kind, _)| is_apart(kind)) {
        println!("{kind:<20} {passed:>6} {failed:>6}");
    }
    let sum = |apart: bool| {
        let counted = kinds.iter().filter(|(kind, _)| is_apart(kind) == apart).map(|(_, counts)| counts);
        counted.fold((0, 0), |sum, counts| (sum.0 + counts.0, sum.1 + counts.1))
    };
    let (main, apart) = (sum(false), sum(true));
    println!(
        "\n{} passed, {} failed without those apart; of those apart, {} passed, {} failed",
        main.0, main.1, apart.0, apart.1
    );
    let (passed, failed) = (main.0 + apart.0, main.1 + apart.1);
    println!("{passed} passed, {failed} failed");
    (passed * 100) as f64 >= at_least * (passed + failed) as f64
}

fn difference(outcome: &Outcome) {
    println!("\nFAILED {} ({})", outcome.id, outcome.kind);
    println!("  expected {}", shortened(&outcome.expected));
    match &outcome.reason {
        Some(reason) => println!("  {}", reason.replace('\n', "\n  ")),
        None => println!("  got      {}", shortened(&outcome.got)),
    }
}

fn shortened(value: &Json) -> String {
    let text = canonical::compact(value);
    let mut head: String = text.chars().take(SHOWN).collect();
    if head.len() < text.len() {
        head.push('…');
    }
    head
}

/// Writes all outcomes as JSON.
///
/// # Errors
/// When the file cannot be written.
pub(crate) fn write_json(path: &Path, all: &[Finished]) -> Result<(), String> {
    let outcome = |outcome: &Outcome| {
        json!({
            "id": outcome.id,
            "kind": outcome.kind,
            "passed": outcome.passed(),
            "reason": outcome.reason,
            "expected": outcome.expected,
            "got": outcome.got,
            "seconds": outcome.took.as_secs_f64(),
        })
    };
    let outcomes: Vec<Json> = all.iter().flat_map(|finished| &finished.outcomes).map(outcome).collect();
    let text = serde_json::to_string_pretty(&outcomes).map_err(|error| error.to_string())?;
    std::fs::write(path, text).map_err(|error| format!("`{}`: {error}", path.display()))
}

/// What went wrong before or after the run.
pub(crate) fn failure(message: &str) {
    eprintln!("corpus: {message}");
}
