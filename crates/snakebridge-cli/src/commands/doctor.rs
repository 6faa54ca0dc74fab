//! `snakebridge doctor`: which Python, why, what is in it, and does it work.

use crate::arguments::DoctorArguments;
use crate::failure::Failure;
use crate::place::Place;
use crate::ui;
use snakebridge::Call;
use snakebridge_environment::{Kind, cache_dir, search_report};
use std::path::Path;

pub(crate) fn run(arguments: &DoctorArguments) -> Result<(), Failure> {
    show_variables()?;
    show_interpreters()?;
    let place = Place::choose(&arguments.place)?;
    show_choice(&place);
    check_worker(&place)
}

fn show_variables() -> Result<(), Failure> {
    ui::heading("SnakeBridge");
    ui::line("version", env!("CARGO_PKG_VERSION"));
    ui::line("cache", cache_dir()?.display());
    for (name, value) in std::env::vars_os() {
        let ours = name.to_string_lossy().starts_with("SNAKEBRIDGE_");
        if ours || name == "VIRTUAL_ENV" || name == "PYTHONPATH" || name == "PYTHONHOME" {
            ui::line(name.display(), value.display());
        }
    }
    Ok(())
}

fn show_interpreters() -> Result<(), Failure> {
    ui::heading("Interpreters on this machine");
    for candidate in search_report(None, Path::new("."))?.candidates {
        let path = candidate.path.display();
        match &candidate.outcome {
            Ok(python) => ui::line(python.version_text(), format_args!("{path} ({})", candidate.source)),
            Err(reason) => ui::line("-", format_args!("{path} ({}): {reason}", candidate.source)),
        }
    }
    Ok(())
}

fn show_choice(place: &Place) {
    ui::heading("Chosen");
    ui::line("interpreter", place.python.display());
    ui::line("because", &place.reason);
    if let Some(file) = &place.configured_by {
        ui::line("configuration", file.display());
    }
    for folder in &place.search_path {
        ui::line("search path", folder.display());
    }
    let Some(environment) = &place.environment else { return };
    match &environment.kind {
        Kind::Managed { dir, cached, .. } => {
            let state = if *cached { "found" } else { "made now" };
            ui::line("environment", format_args!("{} ({state})", dir.display()));
        }
        Kind::Venv => ui::line("environment", "a virtual environment, used as it is"),
        Kind::Interpreter => ui::line("environment", "the interpreter itself, used as it is"),
    }
    for package in &environment.packages {
        ui::line("package", format_args!("{} {}", package.name, package.version));
    }
}

fn check_worker(place: &Place) -> Result<(), Failure> {
    ui::heading("Worker");
    let outcome = place.session().and_then(|session| {
        for (name, value) in session.facts()?.into_iter().filter(|(name, _)| *name != "because") {
            ui::line(name, value);
        }
        let root: f64 = Call::to("math.sqrt").arg(16.0).in_session(&session).get()?;
        session.close();
        Ok(root)
    });
    match outcome {
        Ok(root) => {
            ui::fine(format_args!("a worker starts, and `math.sqrt(16.0)` is {root}"));
            Ok(())
        }
        Err(failure) => {
            ui::fault("the worker does not work");
            Err(failure)
        }
    }
}
