//! The base classes of a class that have wrappers, too.

use super::super::tree::Tree;
use super::scope;
use crate::hosts::rust::resolve::{Known, Scope};
use proc_macro2::TokenStream;
use snakebridge_model::ir::{Class, Member, MemberKind};
use std::collections::BTreeSet;

/// The wrapped base classes of a class.
pub(super) struct Bases<'a> {
    /// The path of the first in the method resolution order, and what it is called: the class derefs to it.
    pub(super) nearest: Option<(&'a str, TokenStream)>,
    /// What all of them are called.
    pub(super) all: Vec<TokenStream>,
}

impl<'a> Bases<'a> {
    pub(super) fn of(tree: &Tree<'a>, path: &str, class: &Class) -> Self {
        let is_struct = |base: &&str| tree.class(base).is_some_and(|base| base.enumeration.is_empty());
        let paths = class.bases.iter().filter_map(|base| tree.places.class(base)).filter(is_struct);
        // Two Python classes of one name in one module have one wrapper.
        let mut seen = BTreeSet::from([path]);
        let named: Vec<(&str, TokenStream)> = paths
            .filter(|base| seen.insert(base))
            .filter_map(|base| Some((base, tree.places.relative(path, base)?)))
            .collect();
        Self { all: named.iter().map(|(_, name)| name.clone()).collect(), nearest: named.into_iter().next() }
    }

    /// Whether the nearest offers this member of `path` as it is, so that it need not be said again. What gives the class itself
    /// gives another class there, and what is called on the class is not found through a reference.
    pub(super) fn offer(
        &self,
        tree: &Tree<'_>,
        known: Known<'_>,
        python: &str,
        member: &Member,
        scope_here: &Scope,
    ) -> bool {
        let Some((base, _)) = &self.nearest else { return false };
        let Some(class) = tree.class(base) else { return false };
        let gives_itself = match &member.kind {
            MemberKind::Method(signature) => known.promise(signature).returns.mentions_itself(),
            MemberKind::Property { returns, .. } => known.of_annotation(returns.as_deref()).mentions_itself(),
            _ => return false,
        };
        !gives_itself
            && class.enumeration.is_empty()
            && class.members.get(python) == Some(member)
            && scope(tree, base, class).get(python) == scope_here.get(python)
    }
}
