//! `snakebridge generate [--check]`: what the build script does, by hand.

use crate::arguments::GenerateArguments;
use crate::failure::Failure;
use crate::ui;
use snakebridge_codegen::{Options, Outcome, Project, SystemPython, generate};

pub(crate) fn run(arguments: &GenerateArguments) -> Result<(), Failure> {
    let root = &arguments.folder;
    let project = Project::load(root).map_err(|diagnostics| Failure::Diagnosed(diagnostics.render(root)))?;
    let mut python = SystemPython::new(&project, |progress| ui::progress(&progress));
    let options = Options { check: arguments.check, ..Options::default() };
    let Outcome { diagnostics, written, asked, .. } = generate(&project, &options, &mut python);
    if diagnostics.has_errors() {
        return Err(Failure::Diagnosed(diagnostics.render(root)));
    }
    if !diagnostics.is_empty() {
        ui::diagnostics(diagnostics.render(root));
    }
    for library in &asked {
        ui::done(format_args!("asked Python about `{library}`"));
    }
    for path in &written {
        ui::done(format_args!("wrote {}", path.display()));
    }
    if written.is_empty() {
        ui::done("everything is up to date");
    }
    Ok(())
}
