//! What a file says of single names.

use super::super::scopes::WrittenCall;
use super::{group, ident, into_vec, is_colons, is_punct, plain};
use proc_macro2::{Delimiter, TokenTree};
use std::collections::{BTreeSet, HashSet};

/// Single names by what they stand for.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// What the file defines as a function or a method.
    pub(super) defined: BTreeSet<String>,
    /// What stands in it neither called, nor in a path, nor imported: it may be a variable.
    bound: BTreeSet<String>,
}

impl Names {
    pub(super) fn of(tokens: &[TokenTree]) -> Self {
        let mut names = Self::default();
        names.read(tokens);
        names
    }

    /// Whether what is called may be Python's: a single name is, if it is imported and nothing else in the file is called so; any
    /// other path, unless it starts with a name of Rust's own crates.
    pub(super) fn allow(
        &self,
        call: &WrittenCall,
        imported: &HashSet<&str>,
        standard: &HashSet<&str>,
    ) -> bool {
        match call.path.as_slice() {
            [name] => {
                imported.contains(name.as_str()) && !self.bound.contains(name) && !self.defined.contains(name)
            }
            path => path.first().is_none_or(|first| !standard.contains(first.as_str())),
        }
    }

    fn read(&mut self, tokens: &[TokenTree]) {
        let mut importing = false;
        for (at, token) in tokens.iter().enumerate() {
            match token {
                TokenTree::Ident(word) if word == "use" => importing = true,
                TokenTree::Ident(_) if !importing => self.name(tokens, at),
                TokenTree::Punct(punct) if punct.as_char() == ';' => importing = false,
                TokenTree::Group(group) if !importing => self.read(&into_vec(group.stream())),
                _ => {}
            }
        }
    }

    fn name(&mut self, tokens: &[TokenTree], at: usize) {
        let Some(name) = ident(tokens.get(at)) else { return };
        let before = |back: usize| at.checked_sub(back).and_then(|at| tokens.get(at));
        let in_path = is_colons(tokens, at + 1) || (is_punct(before(1), ':') && is_punct(before(2), ':'));
        let is_called = group(tokens.get(at + 1), Delimiter::Parenthesis).is_some();
        if ident(before(1)).is_some_and(|word| word == "fn") {
            self.defined.insert(plain(name));
        } else if !in_path && !is_called && !is_punct(before(1), '.') && !is_punct(tokens.get(at + 1), '!') {
            self.bound.insert(plain(name));
        }
    }
}
