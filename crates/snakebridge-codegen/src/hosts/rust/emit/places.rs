//! Where in the module `py` each symbol stands, and which class of Python's is which.

use super::class;
use super::tree::{Tree, name_of};
use crate::hosts::rust::resolve::Scope;
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use snakebridge_model::ir::{Class, SymbolKind};
use std::collections::BTreeMap;

/// The Rust names of all symbols, by Python path.
#[derive(Debug, Default)]
pub(super) struct Places<'a> {
    names: BTreeMap<&'a str, Ident>,
    /// Modules beside classes: what tells calls of their methods apart, and nested classes.
    parts: BTreeMap<&'a str, Ident>,
    /// What has a name inside of each module and each class. The empty path is the module of all libraries.
    scopes: BTreeMap<&'a str, Scope>,
    /// Paths of classes, the shortest first, by all their paths, by where they are defined, and by their last names.
    known_as: BTreeMap<&'a str, Vec<&'a str>>,
}

impl<'a> Places<'a> {
    pub(super) fn of(tree: &Tree<'a>) -> Self {
        let mut places = Self::default();
        let scope = Scope::of_libraries().with(tree.roots());
        places.enter(tree, "", tree.roots().collect(), scope);
        for same in places.known_as.values_mut() {
            same.sort_unstable_by_key(|path| (path.len(), *path));
            same.dedup();
        }
        places
    }

    fn enter(&mut self, tree: &Tree<'a>, around: &'a str, paths: Vec<&'a str>, mut scope: Scope) {
        for path in paths {
            let Some(name) = scope.get(name_of(path)).cloned() else { continue };
            self.names.insert(path, name);
            let class = tree.class(path);
            let aliased = tree.aliased(path).filter(|of| tree.class(of).is_some());
            if class.is_some() || aliased.is_some() {
                self.parts.insert(path, scope.invent(&format!("{}_", name_of(path))));
            }
            if let Some(of) = aliased {
                self.known_as.entry(path).or_default().push(of);
            }
            let children: Vec<&'a str> = tree.children(path).collect();
            let inner = match class {
                Some(class) => {
                    for known in [path, class.qualified.as_deref().unwrap_or(path), name_of(path)] {
                        self.known_as.entry(known).or_default().push(path);
                    }
                    class::scope(tree, path, class)
                }
                None => Scope::of_module().with(children.iter().copied().map(name_of)),
            };
            self.enter(tree, path, children, inner);
        }
        self.scopes.insert(around, scope);
    }

    /// The path of the class that is defined at `qualified`, or stands there, if it has a wrapper. One class may have several paths:
    /// the shortest stands for it.
    pub(super) fn class(&self, qualified: &str) -> Option<&'a str> {
        self.known_as.get(qualified).filter(|_| qualified.contains('.'))?.first().copied()
    }

    /// The path of the class that an annotation in the library of `from` calls `name`: that of its [`class`](Self::class), or its bare
    /// name if it is the only class of that library that has it.
    pub(super) fn annotated(&self, from: &str, name: &str) -> Option<&'a str> {
        if name.contains('.') {
            return self.class(name);
        }
        let library = |path: &str| path.split('.').next().map(str::to_owned);
        let mut own = self.known_as.get(name)?.iter().filter(|path| library(path) == library(from));
        match (own.next(), own.next()) {
            (Some(only), None) => Some(only),
            _ => None,
        }
    }

    /// What has a name inside of the module or the class at `path`.
    pub(super) fn scope(&self, path: &str) -> Scope {
        self.scopes.get(path).cloned().unwrap_or_default()
    }

    pub(super) fn name(&self, path: &str) -> Option<&Ident> {
        self.names.get(path)
    }

    /// The module beside the class at `path`.
    pub(super) fn parts(&self, path: &str) -> Option<&Ident> {
        self.parts.get(path)
    }

    /// What `path` is called where the item of `from` stands.
    pub(super) fn relative(&self, from: &str, path: &str) -> Option<TokenStream> {
        let (way, name) = (self.way(from, path)?, self.names.get(path)?);
        Some(quote!(#way #name))
    }

    /// From where the item of `from` stands to the module that `path` stands in.
    pub(super) fn way(&self, from: &str, path: &str) -> Option<TokenStream> {
        let (here, there) = (modules(from), modules(path));
        let shared = here.iter().zip(&there).take_while(|(here, there)| here == there).count();
        let ups = here[shared..].iter().map(|_| quote!(super::));
        let downs: Vec<&Ident> = there[shared..]
            .iter()
            .map(|module| self.parts.get(module).or_else(|| self.names.get(module)))
            .collect::<Option<_>>()?;
        Some(quote!(#(#ups)* #(#downs::)*))
    }
}

/// The paths of what stands around a path, the outermost first.
fn modules(path: &str) -> Vec<&str> {
    path.match_indices('.').map(|(end, _)| &path[..end]).collect()
}

/// What a symbol is.
impl<'a> Tree<'a> {
    pub(super) fn class(&self, path: &str) -> Option<&'a Class> {
        match &self.symbol(path)?.kind {
            SymbolKind::Class(class) => Some(class),
            _ => None,
        }
    }

    /// What the symbol at `path` is another name of.
    pub(super) fn aliased(&self, path: &str) -> Option<&'a str> {
        match &self.symbol(path)?.kind {
            SymbolKind::Alias { of } => Some(of),
            _ => None,
        }
    }
}
