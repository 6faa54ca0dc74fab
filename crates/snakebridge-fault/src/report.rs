//! Everything that is printed, and the files for machines.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a chore tells what it does")]

use crate::Trouble;
use crate::finding::Finding;
use crate::soak::{Sample, Soaked};
use serde::Serialize;
use std::fmt::Display;
use std::path::Path;

/// A line for whoever reads stdout.
pub fn line(line: &dyn Display) {
    println!("{line}");
}

/// Why there is no outcome at all.
pub fn failure(trouble: &str) {
    eprintln!("{trouble}");
}

/// What became of one injection.
pub fn finding(finding: &Finding) {
    let verdict = if finding.survived() { "survived" } else { "NOT SURVIVED" };
    println!(
        "{:<40} {verdict:<13} next good call {:>9}   over deadline {:>9}   leaked: worker {}, host {}   processes left {}",
        finding.name,
        seconds(finding.recovery),
        seconds(finding.overrun),
        finding.worker_objects,
        finding.host_objects,
        finding.processes.len(),
    );
    finding.troubles.iter().for_each(|trouble| println!("    {trouble}"));
}

fn seconds(seconds: Option<f64>) -> String {
    seconds.map_or_else(|| "-".to_owned(), |seconds| format!("{seconds:.3} s"))
}

/// The last line of the injections; whether all were survived.
#[must_use]
pub fn verdict(findings: &[Finding]) -> bool {
    let survived = findings.iter().filter(|finding| finding.survived()).count();
    let took: f64 = findings.iter().map(|finding| finding.seconds).sum();
    println!("{survived} of {} faults survived, {took:.1} s", findings.len());
    survived == findings.len() && !findings.is_empty()
}

/// One look at what is there in a soak.
pub fn sample(sample: &Sample) {
    println!(
        "{:>9} calls {:>7.1} s   host {}   {}handles: Python {}, host {}",
        sample.calls,
        sample.seconds,
        footprint(&sample.host),
        sample.worker.map_or_else(String::new, |worker| format!("worker {}   ", footprint(&worker))),
        sample.handles,
        sample.callbacks,
    );
}

fn footprint(it: &crate::system::Footprint) -> String {
    let megabytes = it.resident as f64 / f64::from(1 << 20);
    format!("{megabytes:>7.1} MiB, {} descriptors, {} threads", it.descriptors, it.threads)
}

/// The last lines of a soak; whether nothing was left.
#[must_use]
pub fn soaked(soaked: &Soaked) -> bool {
    for (name, made) in &soaked.made {
        println!("{made:>9} {name}");
    }
    soaked.troubles.iter().for_each(|trouble| println!("    {trouble}"));
    println!("{}", if soaked.troubles.is_empty() { "flat, and nothing left" } else { "NOT as it should be" });
    soaked.troubles.is_empty()
}

/// Writes what was found, for machines.
///
/// # Errors
/// When the file cannot be written.
pub fn write_json(path: Option<&Path>, found: &impl Serialize) -> Result<(), Trouble> {
    let Some(path) = path else { return Ok(()) };
    let text = serde_json::to_string_pretty(found).map_err(|error| error.to_string())?;
    std::fs::write(path, text + "\n").map_err(|error| format!("`{}`: {error}", path.display()))
}
