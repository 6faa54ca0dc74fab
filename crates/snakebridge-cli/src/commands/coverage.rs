//! `snakebridge coverage numpy`: how well libraries are wrapped.

mod summary;

use crate::arguments::CoverageArguments;
use crate::failure::Failure;
use crate::page::{self, Document};
use crate::place::Place;
use crate::ui;
use snakebridge_codegen::{Coverage, Diagnostic, Tally, survey};
use snakebridge_model::Extent;
use snakebridge_model::ir::Cause;
use std::path::Path;

/// Modules that are listed; the files have all of them.
const SHOWN: usize = 40;

pub(crate) fn run(arguments: &CoverageArguments) -> Result<(), Failure> {
    let place = Place::choose(&arguments.place)?;
    let wanted = wanted(arguments, &place)?;
    let mut document = Document::default();
    for (name, extent) in &wanted {
        let coverage = look(&place, name, extent)
            .map_err(|diagnostic| Failure::Diagnosed(diagnostic.render(Path::new("."))))?;
        if !arguments.summary {
            show(&coverage);
        }
        document.libraries.push(coverage);
    }
    if arguments.standard_library {
        for name in summary::standard_library(&place)? {
            // Some are for other systems.
            let Ok(coverage) = look(&place, &name, &Extent::default()) else { continue };
            if !arguments.summary {
                show(&coverage);
            }
            document.libraries.push(coverage);
        }
    }
    if arguments.summary {
        let (named, standard) = document.libraries.split_at(wanted.len());
        summary::show(named, standard);
    }
    if let Some(path) = &arguments.json {
        write(path, &page::json(&document))?;
    }
    if let Some(path) = &arguments.html {
        write(path, &page::html(&document)?)?;
    }
    Ok(())
}

fn look(place: &Place, name: &str, extent: &Extent) -> Result<Coverage, Diagnostic> {
    survey(&place.python, &place.search_path, name, extent).map(|library| Coverage::of(name, &library))
}

/// The libraries to look at, and how much of each. A configured library is looked at as its wrappers would be made.
fn wanted(arguments: &CoverageArguments, place: &Place) -> Result<Vec<(String, Extent)>, Failure> {
    let configured = |name: &str| place.configuration.extents.get(name).cloned().unwrap_or_default();
    let named = arguments.libraries.iter().map(|path| match path.split_once('.') {
        Some((name, _)) => (name.to_owned(), Extent { include: vec![path.clone()], ..configured(name) }),
        None => (path.clone(), configured(path)),
    });
    let all: Vec<(String, Extent)> = if arguments.libraries.is_empty() && !arguments.standard_library {
        place.configuration.libraries.keys().map(|name| (name.clone(), configured(name))).collect()
    } else {
        named.collect()
    };
    if all.is_empty() && !arguments.standard_library { Err(Failure::NoLibrary) } else { Ok(all) }
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    std::fs::write(path, text).map_err(|error| Failure::Write { path: path.to_path_buf(), error })?;
    ui::done(format_args!("wrote {}", path.display()));
    Ok(())
}

fn show(coverage: &Coverage) {
    let version = coverage.version.as_deref().unwrap_or_default();
    ui::heading(format_args!("{} {version}", coverage.library).to_string().trim_end());
    ui::result(format_args!(
        "  {:<44} {:>9} {:>8} {:>6} {:>6} {:>6} {:>6} {:>6} {:>11} {:>11}",
        "module", "callables", "runtime", "text", "stub", "doc", "code", "none", "parameters", "returns"
    ));
    let mut modules: Vec<_> = coverage.modules.iter().filter(|(_, tally)| tally.callables > 0).collect();
    let is_long = modules.len() > SHOWN;
    if is_long {
        modules.sort_by_key(|(_, tally)| std::cmp::Reverse(tally.callables));
        modules.truncate(SHOWN);
        modules.sort_by_key(|(path, _)| *path);
    }
    modules.iter().for_each(|(path, tally)| row(path, tally));
    if is_long {
        ui::result(format_args!("  ... the {SHOWN} largest of {} modules", coverage.modules.len()));
    }
    row("total", &coverage.total);
    totals(&coverage.total);
    omissions(coverage);
}

fn row(name: &str, tally: &Tally) {
    let evidence = &tally.evidence;
    let typed = |some: u64, all: u64| format!("{some}/{all}");
    ui::result(format_args!(
        "  {name:<44} {:>9} {:>8} {:>6} {:>6} {:>6} {:>6} {:>6} {:>11} {:>11}",
        tally.callables,
        evidence.runtime,
        evidence.text_signature,
        evidence.stub,
        evidence.docstring,
        evidence.code,
        evidence.variadic,
        typed(tally.typed_parameters, tally.parameters),
        typed(tally.typed_returns, tally.returns),
    ));
}

fn totals(total: &Tally) {
    ui::line("symbols", total.symbols());
    ui::line("evidence", format_args!("{:.1} % of callables have better than none", total.known() * 100.0));
    ui::line("types", format_args!("{:.1} % of parameters and returns are typed", total.typed() * 100.0));
    ui::line("left out", total.skipped);
}

fn omissions(coverage: &Coverage) {
    for (path, omission) in &coverage.skipped {
        let cause = match omission.cause {
            Cause::Failure => "failed",
            Cause::Limit => "limit",
        };
        ui::result(format_args!("    {path} ({cause}): {}", omission.reason));
    }
}
