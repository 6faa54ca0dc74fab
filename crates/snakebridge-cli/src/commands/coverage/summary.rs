//! One line for each library, and one for the standard library.

use crate::failure::Failure;
use crate::place::Place;
use crate::ui;
use snakebridge::Call;
use snakebridge_codegen::{Coverage, Tally};

/// What importing does more than to import: one opens a browser, the other prints a poem.
const JOKES: [&str; 2] = ["antigravity", "this"];

/// The public modules of the standard library, by what the interpreter says of itself.
pub(super) fn standard_library(place: &Place) -> Result<Vec<String>, Failure> {
    let session = place.session()?;
    let names = Call::to("builtins.sorted").arg(Call::path("sys.stdlib_module_names")).in_session(&session);
    let names: Vec<String> = names.get()?;
    session.close();
    Ok(names.into_iter().filter(|name| !name.starts_with('_') && !JOKES.contains(&name.as_str())).collect())
}

/// Prints a table of what was looked at; modules of the `standard` library are one line.
pub(super) fn show(libraries: &[Coverage], standard: &[Coverage]) {
    ui::result(format_args!(
        "  {:<28} {:>9} {:>8} {:>6} {:>6} {:>6} {:>6} {:>6} {:>9} {:>7} {:>8}",
        "library",
        "callables",
        "runtime",
        "text",
        "stub",
        "doc",
        "code",
        "none",
        "evidence",
        "typed",
        "left out"
    ));
    for coverage in libraries {
        let version = coverage.version.as_deref().unwrap_or_default();
        row(format!("{} {version}", coverage.library).trim_end(), &coverage.total);
    }
    if !standard.is_empty() {
        let mut total = Tally::default();
        standard.iter().for_each(|coverage| total.add(&coverage.total));
        row(&format!("standard library ({})", standard.len()), &total);
    }
}

fn row(name: &str, tally: &Tally) {
    let evidence = &tally.evidence;
    ui::result(format_args!(
        "  {name:<28} {:>9} {:>8} {:>6} {:>6} {:>6} {:>6} {:>6} {:>7.1} % {:>5.1} % {:>8}",
        tally.callables,
        evidence.runtime,
        evidence.text_signature,
        evidence.stub,
        evidence.docstring,
        evidence.code,
        evidence.variadic,
        tally.known() * 100.0,
        tally.typed() * 100.0,
        tally.skipped,
    ));
}
