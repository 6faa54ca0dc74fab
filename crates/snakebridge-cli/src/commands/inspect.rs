//! `snakebridge inspect numpy.linalg.svd`: signature, evidence, Rust wrapper and docs.

use crate::arguments::InspectArguments;
use crate::failure::Failure;
use crate::place::Place;
use crate::ui;
use snakebridge_codegen::{Inspection, Subject, inspect};
use snakebridge_model::ir::{Evidence, MemberKind, SymbolKind};
use std::path::Path;

pub(crate) fn run(arguments: &InspectArguments) -> Result<(), Failure> {
    let place = Place::choose(&arguments.place)?;
    let inspection = inspect(&place.python, &place.search_path, &arguments.symbol)
        .map_err(|diagnostic| Failure::Diagnosed(diagnostic.render(Path::new("."))))?;
    show(&inspection);
    Ok(())
}

fn show(inspection: &Inspection) {
    ui::heading(&inspection.path);
    ui::line("kind", kind(&inspection.subject));
    if let Some(version) = &inspection.version {
        ui::line("version", version);
    }
    if let Some(python) = inspection.python() {
        ui::line("signature", python);
    }
    if let Some(signature) = inspection.signature() {
        ui::line("evidence", evidence(signature.evidence));
    }
    ui::heading("Rust");
    ui::result(inspection.rust.trim_end());
    if let Some(doc) = inspection.doc() {
        ui::heading("Docs");
        ui::result(doc);
    }
}

fn kind(subject: &Subject) -> &'static str {
    match subject {
        Subject::Symbol(symbol) => match symbol.kind {
            SymbolKind::Module { .. } => "module",
            SymbolKind::Function(_) => "function",
            SymbolKind::Class(_) => "class",
            SymbolKind::Alias { .. } => "alias",
            SymbolKind::Value { .. } => "value",
        },
        Subject::Member(member) => match member.kind {
            MemberKind::Method(_) => "method",
            MemberKind::ClassMethod(_) => "class method",
            MemberKind::StaticMethod(_) => "static method",
            MemberKind::Property { .. } => "property",
            MemberKind::Attribute { .. } => "class attribute",
            MemberKind::Class => "class",
        },
    }
}

fn evidence(evidence: Evidence) -> &'static str {
    match evidence {
        Evidence::Runtime => "runtime: `inspect.signature` of the live object",
        Evidence::TextSignature => "text signature: `__text_signature__` of a C callable",
        Evidence::Stub => "stub file",
        Evidence::Docstring => "docstring: its first lines, or its list of parameters",
        Evidence::Code => "code: what the function does with its `*args` and `**kwargs`",
        Evidence::Variadic => "none: any arguments are let through, and Python decides",
    }
}
