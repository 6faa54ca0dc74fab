//! The wrappers of what stands in a module of Python.

use super::call::{Callable, Receiver};
use super::docs;
use super::index::Members;
use crate::hosts::elixir::names::Scope;
use crate::hosts::elixir::places::{Place, Places, name_of};
use crate::hosts::elixir::syntax::{Function, Spec, Term};
use snakebridge_model::ir::SymbolKind;

/// What every module has of its own.
pub(super) const OWN: [&str; 4] = ["__classes__", "__functions__", "__python__", "__search__"];

/// A module that is another by another path, and that the program does not use by this one.
pub(super) fn alias<'a>(places: &'a Places<'a>, place: &Place<'_>) -> Members {
    let module = places.module(place.home);
    let elsewhere = module.map(|module| format!(": see `{module}`")).unwrap_or_default();
    let doc = format!("Python's `{}`, which is `{}`{elsewhere}.", place.path, place.home);
    Members::new(doc, &place.module, &place.path)
}

/// Functions and values of a module.
pub(super) fn members(places: &Places<'_>, place: &Place<'_>) -> Members {
    let symbol = places.symbol(place.home);
    let docstring = symbol.and_then(|symbol| symbol.doc.as_deref());
    let mut members =
        Members::new(docs::module(&place.path, "module", docstring), &place.module, &place.path);
    let wrapped = places.children(place.home).filter(|child| {
        let kind = places.symbol(places.home(child)).map(|symbol| &symbol.kind);
        matches!(kind, Some(SymbolKind::Function(_) | SymbolKind::Value { .. }))
    });
    let wrapped: Vec<&str> = wrapped.collect();
    let names = Scope::reserving(OWN).functions(wrapped.iter().map(|child| name_of(child)));
    for child in wrapped {
        let name = &names[name_of(child)];
        let path = format!("{}.{}", place.path, name_of(child));
        let Some(symbol) = places.symbol(places.home(child)) else { continue };
        match &symbol.kind {
            SymbolKind::Function(signature) => {
                let callable = Callable {
                    path: &path,
                    signature,
                    docstring: symbol.doc.as_deref(),
                    receiver: Receiver::Path(&path),
                };
                members.add(name, callable.function(places), &symbol.doc);
            }
            SymbolKind::Value { type_name, annotation } => {
                let doc = docs::value(&path, type_name, symbol.doc.as_deref());
                let function = Function {
                    doc: Some(doc),
                    spec: Some(Spec {
                        parameters: Vec::new(),
                        result: super::types::value(annotation.as_deref(), type_name, places),
                    }),
                    name: String::new(),
                    parameters: Vec::new(),
                    body: Term::remote("Wrapper", "get", vec![Term::text(&path)]),
                };
                members.add(name, function, &None);
            }
            _ => {}
        }
    }
    for child in places.children(place.home) {
        if let Some(symbol) = places.symbol(places.home(child))
            && matches!(symbol.kind, SymbolKind::Class(_))
        {
            let path = format!("{}.{}", place.path, name_of(child));
            members.class(places.module(&path), &path, symbol.doc.as_deref());
        }
    }
    members
}
