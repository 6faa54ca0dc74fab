//! `docs/generation.md`.

use crate::peer::{Compared, RELEASE};
use crate::report::said_of_program;
use crate::results::Outcome;
use snakebridge_codegen::Tally;
use std::thread::available_parallelism;
use std::time::Duration;

/// What the page says besides the outcomes.
pub(crate) struct Page<'a> {
    pub(crate) outcomes: &'a [Outcome],
    /// The program that uses a little.
    pub(crate) program: Option<&'a Outcome>,
    /// The version of the interpreter.
    pub(crate) python: &'a str,
    /// What compiling one package might take.
    pub(crate) patience: Duration,
}

impl Page<'_> {
    /// The page as Markdown.
    pub(crate) fn text(&self) -> String {
        format!(
            include_str!("page.md"),
            sums = self.sums(),
            program = self.program.map(|program| said_of_program(program) + ".\n").unwrap_or_default(),
            machine = machine(),
            python = self.python,
            release = RELEASE,
            patience = self.patience.as_secs(),
            compared = self.compared(),
            all = self.all(),
        )
    }

    fn sums(&self) -> String {
        let failed = self.outcomes.iter().filter(|outcome| outcome.failure.is_some()).count();
        let generated = self.outcomes.iter().filter_map(|outcome| outcome.generated.as_ref());
        let (mut tally, mut lines, mut python) = (Tally::default(), 0, 0.0);
        for each in generated {
            tally.add(&each.tally);
            lines += each.lines;
            python += each.seconds;
        }
        let check: f64 = self.outcomes.iter().filter_map(|outcome| outcome.check).sum();
        format!(
            "{} packages, {} symbols, {} lines of wrappers; {python:.0} s of Python, {check:.0} s of `cargo check`. \
             Without error or warning: {}. Failed: {failed}.",
            self.outcomes.len(),
            grouped(tally.symbols()),
            grouped(lines as u64),
            self.outcomes.len() - failed,
        )
    }

    fn compared(&self) -> String {
        let header = ["package", "", "lines", "generate", "check", "compiles"];
        let mut rows = vec![header.map(str::to_owned)];
        for outcome in self.outcomes {
            let Some(peer) = &outcome.peer else { continue };
            let generated = outcome.generated.as_ref();
            rows.push([
                named(outcome),
                "SnakeBridge".to_owned(),
                generated.map_or_else(dash, |generated| grouped(generated.lines as u64)),
                generated.map_or_else(dash, |generated| seconds(generated.seconds)),
                outcome.check.map_or_else(dash, seconds),
                if outcome.failure.is_none() { "yes" } else { "no" }.to_owned(),
            ]);
            rows.push([
                String::new(),
                "pyo3_bindgen".to_owned(),
                if peer.lines == 0 { dash() } else { grouped(peer.lines as u64) },
                if peer.lines == 0 { dash() } else { seconds(peer.seconds) },
                peer.check.map_or_else(dash, seconds),
                verdict(peer),
            ]);
        }
        table(&rows)
    }

    fn all(&self) -> String {
        let header = ["package", "symbols", "lines", "Python", "check", "compiles"];
        let mut rows = vec![header.map(str::to_owned)];
        rows.extend(self.outcomes.iter().map(|outcome| {
            let generated = outcome.generated.as_ref();
            [
                named(outcome),
                generated.map_or_else(dash, |generated| grouped(generated.tally.symbols())),
                generated.map_or_else(dash, |generated| grouped(generated.lines as u64)),
                generated.map_or_else(dash, |generated| seconds(generated.seconds)),
                outcome.check.map_or_else(dash, seconds),
                if outcome.failure.is_none() { "yes" } else { "no" }.to_owned(),
            ]
        }));
        table(&rows)
    }
}

fn named(outcome: &Outcome) -> String {
    format!("{} {}", outcome.package, outcome.version)
}

/// Whether the bindings of another generator compile, and if not, why in a few words.
fn verdict(peer: &Compared) -> String {
    let Some(failure) = &peer.failure else { return "yes".to_owned() };
    let line = failure.lines().find(|line| line.contains("error") || line.contains("panicked"));
    let line = line.or_else(|| failure.lines().next()).unwrap_or_default();
    // What stands before the message is a place in a scratch folder.
    let said = line.split_once("error").map_or(line, |(_, said)| said.trim_start_matches(':').trim());
    let said: String = said.chars().filter(|c| !matches!(c, '|' | '`')).take(60).collect();
    format!("no: {said}")
}

fn seconds(seconds: f64) -> String {
    format!("{seconds:.1} s")
}

fn dash() -> String {
    "-".to_owned()
}

/// `1234567` as `1,234,567`.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let parts: Vec<&str> = digits
        .as_bytes()
        .rchunks(3)
        .rev()
        .map(|part| std::str::from_utf8(part).unwrap_or_default())
        .collect();
    parts.join(",")
}

/// Such as `linux on x86_64, 2 processors`.
fn machine() -> String {
    use std::env::consts::{ARCH, OS};
    format!("{OS} on {ARCH}, {} processors", available_parallelism().map_or(1, usize::from))
}

/// Markdown whose columns line up; the first row is the header.
fn table<const N: usize>(rows: &[[String; N]]) -> String {
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default();
    let widths: [usize; N] = std::array::from_fn(width);
    let line = |row: &[String; N]| {
        let cells = row.iter().zip(widths).map(|(cell, width)| format!("| {cell:<width$} "));
        cells.collect::<String>() + "|"
    };
    let rule = widths.map(|width| format!("|{:-<1$}", "", width + 2)).concat() + "|";
    let mut lines: Vec<String> = rows.iter().map(line).collect();
    lines.insert(1.min(lines.len()), rule);
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_says_what_came_of_whom() {
        let failure = Some("src/lib.rs:4:5: error: expected one of `:`, found `|`\nmore".to_owned());
        let peer = Compared { lines: 12_345, seconds: 2.0, check: None, failure };
        let outcomes = [
            Outcome { package: "a".into(), version: "1".into(), check: Some(1.25), ..Outcome::default() },
            Outcome {
                package: "b".into(),
                version: "2".into(),
                failure: Some("no".into()),
                peer: Some(peer),
                ..Outcome::default()
            },
        ];
        let page =
            Page { outcomes: &outcomes, program: None, python: "3.11.7", patience: Duration::from_secs(300) }
                .text();
        assert!(page.contains("2 packages, 0 symbols, 0 lines"), "{page}");
        assert!(page.contains("Without error or warning: 1. Failed: 1."), "{page}");
        assert!(page.contains("| 12,345 | 2.0 s    | -     | no: expected one of :, found"), "{page}");
        assert!(page.contains("| a 1     | -       | -     | -      | 1.2 s | yes"), "{page}");
    }

    #[test]
    fn numbers_are_grouped() {
        let shown = [0, 999, 1000, 1_234_567].map(grouped);
        assert_eq!(shown, ["0", "999", "1,000", "1,234,567"]);
    }
}
