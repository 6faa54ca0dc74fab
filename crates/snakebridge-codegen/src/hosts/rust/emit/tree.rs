//! Which symbol stands under which: an index over the IR.

use crate::hosts::rust::resolve::Scope;
use proc_macro2::Ident;
use snakebridge_model::ir::{Library, Symbol, SymbolKind};
use std::collections::{BTreeMap, BTreeSet};

/// Symbols by path, and the paths under each path. Modules on the way exist even where the IR does not name them.
pub(super) struct Tree<'a> {
    symbols: BTreeMap<&'a str, &'a Symbol>,
    children: BTreeMap<&'a str, BTreeSet<&'a str>>,
    /// What classes that stand in modules are called in Rust, from the module of all libraries on.
    classes: BTreeMap<&'a str, Vec<Ident>>,
    /// Where classes are defined, and the last names of their paths: the symbols that have them, shortest path first.
    known_as: BTreeMap<&'a str, Vec<&'a str>>,
}

impl<'a> Tree<'a> {
    pub(super) fn of(libraries: impl IntoIterator<Item = &'a Library>) -> Self {
        let mut tree = Self {
            symbols: BTreeMap::new(),
            children: BTreeMap::new(),
            classes: BTreeMap::new(),
            known_as: BTreeMap::new(),
        };
        for (path, symbol) in libraries.into_iter().flat_map(|library| &library.symbols) {
            tree.symbols.insert(path, symbol);
            let mut child: &str = path;
            while let Some((parent, _)) = child.rsplit_once('.') {
                tree.children.entry(parent).or_default().insert(child);
                child = parent;
            }
        }
        let symbols = tree.symbols.keys().chain(tree.children.keys());
        let roots: BTreeSet<&str> = symbols.copied().filter(|path| !path.contains('.')).collect();
        let scope = Scope::default().with(roots.iter().copied());
        for root in roots {
            tree.name_classes(root, scope.get(root).into_iter().cloned().collect());
        }
        for same in tree.known_as.values_mut() {
            same.sort_unstable_by_key(|path| (path.len(), *path));
        }
        tree
    }

    /// Notes the classes of the module at `path`, and of those below it.
    fn name_classes(&mut self, path: &'a str, names: Vec<Ident>) {
        let scope = self.scope(path);
        for child in self.children.get(path).cloned().unwrap_or_default() {
            let Some(name) = scope.get(name_of(child)) else { continue };
            let names: Vec<Ident> = names.iter().chain([name]).cloned().collect();
            match self.symbol(child).map(|symbol| &symbol.kind) {
                Some(SymbolKind::Class(class)) => {
                    self.classes.insert(child, names);
                    for known in [class.qualified.as_deref(), Some(name_of(child))].into_iter().flatten() {
                        self.known_as.entry(known).or_default().push(child);
                    }
                }
                Some(SymbolKind::Module { .. }) | None => self.name_classes(child, names),
                Some(_) => {}
            }
        }
    }

    /// The Rust names of what stands in the module at `path`.
    pub(super) fn scope(&self, path: &str) -> Scope {
        Scope::default().with(self.children(path).map(name_of))
    }

    /// What the class at `path` is called, from the module of all libraries on.
    pub(super) fn rust_path(&self, path: &str) -> Option<&[Ident]> {
        self.classes.get(path).map(Vec::as_slice)
    }

    /// The symbol of the class that an annotation in the library of `place` calls `name`: its path, where it is defined, or its bare name if it
    /// is the only class of that library that has it.
    pub(super) fn class(&self, place: &str, name: &str) -> Option<String> {
        if self.classes.contains_key(name) {
            return Some(name.to_owned());
        }
        let library = |path: &str| path.split('.').next().map(str::to_owned);
        let found = self.known_as.get(name)?;
        if name.contains('.') {
            return found.first().map(|path| (*path).to_owned());
        }
        let mut own = found.iter().filter(|path| library(path) == library(place));
        match (own.next(), own.next()) {
            (Some(only), None) => Some((*only).to_owned()),
            _ => None,
        }
    }

    pub(super) fn symbol(&self, path: &str) -> Option<&'a Symbol> {
        self.symbols.get(path).copied()
    }

    pub(super) fn children(&self, path: &str) -> impl Iterator<Item = &'a str> {
        self.children.get(path).into_iter().flatten().copied()
    }
}

/// The last name of a path.
pub(super) fn name_of(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}
