//! `--report`: what happened, for programs: a line for each thing, its parts divided by tabs. Backslashes, tabs and ends of lines in a
//! part are written `\\`, `\\t` and `\\n`.

use crate::ui;
use snakebridge_codegen::{Diagnostic, Outcome, Severity};

/// Prints the report: `wrote PATH`, `removed PATH`, `asked LIBRARY`, `scanned PATH`, `watched PATH`, and
/// `diagnostic SEVERITY CODE FILE LINE COLUMN MESSAGE`.
pub(super) fn show(outcome: &Outcome) {
    for path in &outcome.written {
        let what = if path.exists() { "wrote" } else { "removed" };
        line(&[what, &path.to_string_lossy()]);
    }
    outcome.asked.iter().for_each(|library| line(&["asked", library]));
    outcome.diagnostics.iter().for_each(diagnostic);
}

fn diagnostic(diagnostic: &Diagnostic) {
    let severity = match diagnostic.severity {
        Severity::Warning => "warning",
        Severity::Error => "error",
    };
    let (file, place) = match &diagnostic.site {
        Some(site) => (site.file.to_string_lossy().into_owned(), [site.line, site.column]),
        None => (String::new(), [0, 0]),
    };
    let [row, column] = place.map(|number| number.to_string());
    let notes = diagnostic.details.notes.iter().map(|note| format!("note: {note}"));
    let help = diagnostic.help.iter().map(|help| format!("help: {help}"));
    let message: Vec<String> = std::iter::once(diagnostic.message.clone()).chain(notes).chain(help).collect();
    line(&["diagnostic", severity, &diagnostic.code.to_string(), &file, &row, &column, &message.join("\n")]);
}

fn line(parts: &[&str]) {
    let escaped =
        parts.iter().map(|part| part.replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n"));
    ui::result(escaped.collect::<Vec<_>>().join("\t"));
}
