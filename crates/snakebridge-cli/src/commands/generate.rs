//! `snakebridge generate [--check | --diff]`: what the build script does, by hand.

use crate::arguments::GenerateArguments;
use crate::failure::Failure;
use crate::ui;
use serde::Serialize;
use snakebridge_codegen::{Changes, Options, Outcome, Project, SystemPython, generate};

pub(crate) fn run(arguments: &GenerateArguments) -> Result<(), Failure> {
    let root = &arguments.folder;
    let project = Project::load(root).map_err(|diagnostics| Failure::Diagnosed(diagnostics.render(root)))?;
    let mut python = SystemPython::new(&project, |progress| ui::progress(&progress));
    let options = Options {
        check: arguments.check,
        dry_run: arguments.diff,
        out_dir: arguments.out_dir.clone(),
        ..Options::default()
    };
    let outcome = generate(&project, &options, &mut python);
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
        outcome.written.iter().for_each(|path| ui::done(format_args!("wrote {}", path.display())));
        if outcome.written.is_empty() {
            ui::done("everything is up to date");
        }
    }
    Ok(())
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
