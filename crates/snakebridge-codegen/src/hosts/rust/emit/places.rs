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
    /// Modules beside classes: builders of their methods, and nested classes.
    parts: BTreeMap<&'a str, Ident>,
    /// Paths of classes by where they are defined.
    classes: BTreeMap<&'a str, &'a str>,
}

impl<'a> Places<'a> {
    pub(super) fn of(tree: &Tree<'a>) -> Self {
        let mut places = Self::default();
        let scope = Scope::default().with(tree.roots());
        places.enter(tree, tree.roots().collect(), scope);
        places
    }

    fn enter(&mut self, tree: &Tree<'a>, paths: Vec<&'a str>, mut scope: Scope) {
        for path in paths {
            let Some(name) = scope.get(name_of(path)).cloned() else { continue };
            self.names.insert(path, name);
            let children: Vec<&'a str> = tree.children(path).collect();
            let inner = match tree.class(path) {
                Some(class) => {
                    self.parts.insert(path, scope.invent(&format!("{}_", name_of(path))));
                    self.know(path, class);
                    class::scope(tree, path, class)
                }
                None => Scope::default().with(children.iter().copied().map(name_of)),
            };
            self.enter(tree, children, inner);
        }
    }

    /// One class may have several paths: the shortest stands for it.
    fn know(&mut self, path: &'a str, class: &'a Class) {
        let known = self.classes.entry(class.qualified.as_deref().unwrap_or(path)).or_insert(path);
        if path.len() < known.len() {
            *known = path;
        }
    }

    /// The path of the class that is defined at `qualified`, if it has a wrapper.
    pub(super) fn class(&self, qualified: &str) -> Option<&'a str> {
        self.classes.get(qualified).copied()
    }

    /// The module beside the class at `path`.
    pub(super) fn parts(&self, path: &str) -> Option<&Ident> {
        self.parts.get(path)
    }

    /// What `path` is called where the item of `from` stands.
    pub(super) fn relative(&self, from: &str, path: &str) -> Option<TokenStream> {
        let (here, there) = (modules(from), modules(path));
        let shared = here.iter().zip(&there).take_while(|(here, there)| here == there).count();
        let ups = here[shared..].iter().map(|_| quote!(super::));
        let downs: Vec<&Ident> = there[shared..]
            .iter()
            .map(|module| self.parts.get(module).or_else(|| self.names.get(module)))
            .collect::<Option<_>>()?;
        let name = self.names.get(path)?;
        Some(quote!(#(#ups)* #(#downs::)* #name))
    }
}

/// The paths of what stands around a path, the outermost first.
fn modules(path: &str) -> Vec<&str> {
    path.match_indices('.').map(|(end, _)| &path[..end]).collect()
}

/// The class that a symbol is.
impl<'a> Tree<'a> {
    pub(super) fn class(&self, path: &str) -> Option<&'a Class> {
        match &self.symbol(path)?.kind {
            SymbolKind::Class(class) => Some(class),
            _ => None,
        }
    }
}
