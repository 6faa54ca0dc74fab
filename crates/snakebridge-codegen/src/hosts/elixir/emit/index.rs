//! A module as it comes together: its functions, and what it says of itself.

use super::docs;
use crate::hosts::elixir::names::FunctionName;
use crate::hosts::elixir::places::Place;
use crate::hosts::elixir::syntax::{Function, Item, Module, Term};

/// What a module has.
pub(super) struct Members {
    doc: String,
    module: String,
    path: String,
    functions: Vec<Function>,
    /// `{name, arity, module, summary}` for each function.
    entries: Vec<Term>,
    /// `{module, path, summary}` for each class.
    classes: Vec<Term>,
    /// Whether it has functions of its own alone.
    needs_door: bool,
}

impl Members {
    pub(super) fn new(doc: String, module: &str, path: &str) -> Self {
        Self {
            doc,
            module: module.to_owned(),
            path: path.to_owned(),
            functions: Vec::new(),
            entries: Vec::new(),
            classes: Vec::new(),
            needs_door: false,
        }
    }

    /// Adds a function under its names.
    pub(super) fn add(&mut self, name: &FunctionName, function: Function, docstring: &Option<String>) {
        self.needs_door = true;
        let summary = docs::summary(docstring.as_deref());
        self.entries.push(Term::Tuple(vec![
            Term::atom(&name.main),
            Term::Integer(function.parameters.len()),
            Term::Alias(self.module.clone()),
            Term::Text(summary),
        ]));
        if let Some(exact) = &name.exact {
            let hidden = Function { doc: None, spec: None, name: exact.clone(), ..function.clone() };
            self.functions.push(hidden);
        }
        self.functions.push(Function { name: name.main.clone(), ..function });
    }

    /// Notes a class below it.
    pub(super) fn class(&mut self, module: Option<&str>, path: &str, docstring: Option<&str>) {
        let Some(module) = module else { return };
        self.classes.push(Term::Tuple(vec![
            Term::Alias(module.to_owned()),
            Term::text(path),
            Term::Text(docs::summary(docstring)),
        ]));
    }

    pub(super) fn into_module(mut self, place: &Place<'_>) -> Module {
        let mut items = vec![Item::ModuleDoc(std::mem::take(&mut self.doc))];
        if place.is_whole {
            items.push(Item::Alias("SnakeBridge.Wrapper"));
            self.functions.sort_by(|one, other| one.name.cmp(&other.name));
            items.extend(self.functions.into_iter().map(Item::Function));
            items.extend(own(self.path, self.entries, self.classes).map(Item::Function));
        }
        Module { name: place.module.clone(), items }
    }
}

/// What a module says of itself.
fn own(path: String, entries: Vec<Term>, classes: Vec<Term>) -> [Function; 4] {
    let hidden = |name: &str, parameters: Vec<Term>, body: Term| Function {
        doc: None,
        spec: None,
        name: name.to_owned(),
        parameters,
        body,
    };
    let listed = Term::local("__functions__", Vec::new());
    let query = Term::Variable("query".into());
    let search = Term::remote("Wrapper", "search", vec![listed, query.clone()]);
    [
        hidden("__classes__", Vec::new(), Term::List(classes)),
        hidden("__functions__", Vec::new(), Term::List(entries)),
        hidden("__python__", Vec::new(), Term::Text(path)),
        hidden("__search__", vec![query], search),
    ]
}
