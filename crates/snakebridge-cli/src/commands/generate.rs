//! `snakebridge generate [--check | --diff]`: what a build script and the Mix compiler do, by hand.

mod report;

use crate::arguments::{GenerateArguments, Host};
use crate::failure::Failure;
use crate::ui;
use serde::Serialize;
use snakebridge_codegen::{Changes, Language, Options, Outcome, SystemPython, build};

/// How many files that were written are named.
const SHOWN: usize = 12;

pub(crate) fn run(arguments: &GenerateArguments) -> Result<(), Failure> {
    let root = &arguments.folder;
    let options = Options {
        strict: arguments.strict || std::env::var_os("SNAKEBRIDGE_STRICT").is_some_and(|value| value == "1"),
        check: arguments.check,
        dry_run: arguments.diff,
        language: language(arguments),
        out_dir: arguments.out_dir.clone(),
    };
    let outcome =
        build(root, &options, |request| SystemPython::of(request, |progress| ui::progress(&progress)));
    if arguments.report {
        report::show(&outcome);
        return if outcome.diagnostics.has_errors() { Err(Failure::Reported) } else { Ok(()) };
    }
    if outcome.diagnostics.has_errors() {
        return Err(Failure::Diagnosed(outcome.diagnostics.render(root)));
    }
    if !outcome.diagnostics.is_empty() {
        ui::diagnostics(outcome.diagnostics.render(root));
    }
    for library in &outcome.asked {
        ui::done(format_args!("asked Python about `{library}`"));
    }
    if arguments.diff {
        show_differences(&outcome, arguments.json);
    } else {
        show_written(&outcome);
    }
    Ok(())
}

/// The language that is asked for, else that of the package.
fn language(arguments: &GenerateArguments) -> Language {
    let has = |name: &str| arguments.folder.join(name).is_file();
    match arguments.host {
        Some(Host::Rust) => Language::Rust,
        Some(Host::Elixir) => Language::Elixir,
        None if has("mix.exs") && !has("Cargo.toml") => Language::Elixir,
        None => Language::Rust,
    }
}

fn show_written(outcome: &Outcome) {
    for path in outcome.written.iter().take(SHOWN) {
        let what = if path.exists() { "wrote" } else { "removed" };
        ui::done(format_args!("{what} {}", path.display()));
    }
    if let Some(more) = outcome.written.len().checked_sub(SHOWN).filter(|more| *more > 0) {
        ui::done(format_args!("wrote or removed {more} more files"));
    }
    if outcome.written.is_empty() {
        ui::done("everything is up to date");
    }
}

/// What `--diff --json` prints.
#[derive(Serialize)]
struct Differences<'a> {
    #[serde(flatten)]
    changes: &'a Changes,
    lock: &'a [String],
}

fn show_differences(outcome: &Outcome, as_json: bool) {
    let Outcome { changes, lock_changes, .. } = outcome;
    if as_json {
        let differences = Differences { changes, lock: lock_changes };
        let text = serde_json::to_string_pretty(&differences).expect("it holds texts and numbers only");
        ui::result(text);
        return;
    }
    if changes.is_empty() && lock_changes.is_empty() {
        ui::done("nothing differs");
        return;
    }
    if !changes.is_empty() {
        ui::result(changes.to_string().trim_end());
    }
    if !lock_changes.is_empty() {
        ui::heading("snakebridge.lock");
        lock_changes.iter().for_each(|line| ui::result(format_args!("  {line}")));
    }
}
