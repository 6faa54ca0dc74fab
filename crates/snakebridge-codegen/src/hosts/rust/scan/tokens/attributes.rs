//! Attributes: where a module's file is, and paths that are written as strings.

use super::super::scopes::MentionKind;
use super::macros::text;
use super::{Reader, group, ident, into_vec, is_punct, place};
use proc_macro2::{Delimiter, Group, TokenTree};
use serde::{Deserialize, Serialize};

/// The folder that `#[path = ".."]` gives an inline module.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in super::super) struct Folder {
    /// How many inline modules, from the file inwards, it stands for.
    pub(in super::super) depth: usize,
    /// Its parts, one in the other.
    pub(in super::super) parts: Vec<String>,
    /// Whether it is relative to the folder of the file, not to that of the file's modules.
    pub(in super::super) beside: bool,
}

impl Folder {
    /// The folder `named` of the inline module `path`.
    pub(super) fn within(around: Option<&Self>, path: &[String], named: String) -> Self {
        let depth = path.len();
        let known = around.map_or(0, |around| around.depth);
        let mut parts = around.map_or_else(Vec::new, |around| around.parts.clone());
        parts.extend(path[known..depth - 1].iter().cloned());
        parts.push(named);
        Self { depth, parts, beside: around.map_or(depth == 1, |around| around.beside) }
    }
}

/// Whether the group at a position is that of `#[..]` or `#![..]`.
pub(super) fn is_attribute(tokens: &[TokenTree], at: usize) -> bool {
    let before = |back: usize| at.checked_sub(back).and_then(|at| tokens.get(at));
    group(tokens.get(at), Delimiter::Bracket).is_some()
        && (is_punct(before(1), '#') || (is_punct(before(1), '!') && is_punct(before(2), '#')))
}

/// What `path = ".."` says, and whether it always holds: not within `cfg_attr`.
pub(super) fn paths(attribute: &Group) -> Vec<(String, bool)> {
    let tokens = into_vec(attribute.stream());
    let is_conditional = ident(tokens.first()).is_some_and(|name| name == "cfg_attr");
    match group(tokens.get(1), Delimiter::Parenthesis).filter(|_| is_conditional) {
        Some(inner) => {
            let tokens = into_vec(inner.stream());
            tokens.windows(3).filter_map(path).map(|path| (path, false)).collect()
        }
        None => tokens.get(..3).and_then(path).map(|path| (path, true)).into_iter().collect(),
    }
}

fn path(tokens: &[TokenTree]) -> Option<String> {
    let is_path = ident(tokens.first()).is_some_and(|name| name == "path") && is_punct(tokens.get(1), '=');
    text(tokens.get(2).filter(|_| is_path)?)
}

impl Reader {
    /// An attribute is tokens like all others; but some write paths as strings, such as `#[serde(with = "a::b")]`.
    pub(super) fn attribute(&mut self, attribute: &Group, scope: usize) {
        let tokens = into_vec(attribute.stream());
        if ident(tokens.first()).is_none_or(|name| name != "doc") {
            self.strings(&tokens, scope);
            self.walk(&tokens, scope);
        }
    }

    fn strings(&mut self, tokens: &[TokenTree], scope: usize) {
        for (at, token) in tokens.iter().enumerate() {
            if let TokenTree::Group(group) = token {
                self.strings(&into_vec(group.stream()), scope);
            } else if names_path(&tokens[..at])
                && let Some(path) = text(token).and_then(|text| syn::parse_str::<syn::Path>(&text).ok())
                && path.segments.len() > 1
            {
                let path = path.segments.iter().map(|segment| super::plain(&segment.ident)).collect();
                self.add(scope, path, MentionKind::Path, place(token.span(), token.span()));
            }
        }
    }
}

/// Whether what comes before a string is `with =`, `serialize_with =`, `default =`: those name functions by their paths.
fn names_path(before: &[TokenTree]) -> bool {
    let [.., key, equals] = before else { return false };
    let key = ident(Some(key)).map(super::plain).unwrap_or_default();
    is_punct(Some(equals), '=') && (key == "default" || key == "with" || key.ends_with("_with"))
}
