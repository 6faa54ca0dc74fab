//! All that the command prints. Results go to standard output, everything else to standard error.

use crate::failure::Failure;
use anstream::{eprintln, println};
use anstyle::{AnsiColor, Style};
use snakebridge_environment::Progress;
use std::fmt::Display;
use std::process::ExitCode;

const STRONG: Style = Style::new().bold();
const FAULT: Style = AnsiColor::Red.on_default().bold();
const FINE: Style = AnsiColor::Green.on_default().bold();
const FAINT: Style = Style::new().dimmed();

/// Help, the version, or what is wrong with the command line.
pub(crate) fn usage(usage: &clap::Error) -> ExitCode {
    // A closed pipe is no reason to complain.
    let _closed = usage.print();
    ExitCode::from(u8::try_from(usage.exit_code()).unwrap_or(2))
}

/// What went wrong: Python's own traceback if it was Python.
pub(crate) fn failure(failure: &Failure) -> ExitCode {
    match failure {
        Failure::Bridge(snakebridge::Error::Python(exception)) => {
            eprintln!("{}", exception.traceback().trim_end());
        }
        Failure::Reported => {}
        // Diagnostics are rendered with their own headings.
        Failure::Diagnosed(rendered) => eprintln!("{}", rendered.trim_end()),
        other => eprintln!("{FAULT}error{FAULT:#}: {other}"),
    }
    failure.status()
}

/// A result.
pub(crate) fn result(text: impl Display) {
    println!("{text}");
}

/// A heading above lines of a report.
pub(crate) fn heading(text: impl Display) {
    println!("{STRONG}{text}{STRONG:#}");
}

/// One line of a report.
pub(crate) fn line(name: impl Display, value: impl Display) {
    println!("  {name:<16} {value}");
}

/// A line of a report that is as it should be.
pub(crate) fn fine(text: impl Display) {
    println!("  {FINE}ok{FINE:#}  {text}");
}

/// A line of a report that is not as it should be.
pub(crate) fn fault(text: impl Display) {
    println!("  {FAULT}!!{FAULT:#}  {text}");
}

/// Something that was done.
pub(crate) fn done(text: impl Display) {
    eprintln!("{FINE}done{FINE:#} {text}");
}

/// Warnings, rendered.
pub(crate) fn diagnostics(text: impl Display) {
    eprintln!("{text}");
}

/// A step of work that takes time.
pub(crate) fn progress(progress: &Progress) {
    match progress {
        Progress::Cached { .. } | Progress::Searching { .. } => {}
        other => eprintln!("{FAINT}{other}{FAINT:#}"),
    }
}
