//! Macros: what is among their arguments, and what the user's own make of it.

use super::super::scopes::{Hole, Include, Path, Place};
use super::{Reader, group, ident, into_vec, is_colons, is_punct, plain};
use proc_macro2::{Delimiter, Group, TokenTree};

/// Macros whose arguments are never the name of a function or a method.
const USUAL: [&str; 30] = [
    "assert",
    "assert_eq",
    "assert_ne",
    "call",
    "cfg",
    "compile_error",
    "concat",
    "dbg",
    "debug_assert",
    "debug_assert_eq",
    "debug_assert_ne",
    "env",
    "eprint",
    "eprintln",
    "format",
    "format_args",
    "include_bytes",
    "include_str",
    "matches",
    "option_env",
    "panic",
    "print",
    "println",
    "py",
    "stringify",
    "todo",
    "unimplemented",
    "unreachable",
    "vec",
    "write",
];

/// Of those, the ones that may make something else than calls of what looks like calls.
const READING: [&str; 5] = ["call", "cfg", "matches", "py", "stringify"];

/// Inside which macro something stands.
pub(super) enum Within {
    /// Among its arguments.
    Call(String),
    /// In its definition.
    Definition(String),
}

impl Reader {
    /// `name!(..)` and `macro_rules! name { .. }`, when `path` was read and `tokens` follow it; how many of them belong to it.
    pub(super) fn called(&mut self, path: &[String], tokens: &[TokenTree], scope: usize) -> Option<usize> {
        let called = path.last().filter(|_| is_punct(tokens.first(), '!'))?;
        let (within, body, length) = match (tokens.get(1)?, tokens.get(2)) {
            (TokenTree::Group(body), _) => (Within::Call(called.clone()), body, 2),
            (TokenTree::Ident(name), Some(TokenTree::Group(body))) => {
                (Within::Definition(plain(name)), body, 3)
            }
            _ => return None,
        };
        if called == "include" {
            self.scan.includes.extend(included(body, scope));
        }
        self.dynamic(called, body, scope);
        self.within.push(within);
        self.enter(body, scope);
        self.within.pop();
        Some(length)
    }

    /// The macro that is being defined.
    pub(super) fn defining(&self) -> Option<&str> {
        self.within.iter().find_map(|within| match within {
            Within::Definition(name) => Some(name.as_str()),
            Within::Call(_) => None,
        })
    }

    /// Whether what stands here is compiled as it is written: any macro might make something else of its arguments.
    pub(super) fn is_as_written(&self) -> bool {
        self.within.iter().all(|within| match within {
            Within::Call(called) => USUAL.contains(&called.as_str()) && !READING.contains(&called.as_str()),
            Within::Definition(_) => true,
        })
    }

    /// `path::$name` and `path::{$($name),*}`, when `path` was read and `tokens` follow it.
    pub(super) fn hole(&mut self, path: &Path, tokens: &[TokenTree], scope: usize, place: Place) {
        let Some(called) = self.defining().filter(|_| is_colons(tokens, 0)) else { return };
        let is_hole = match tokens.get(2) {
            Some(TokenTree::Group(names)) => {
                into_vec(names.stream()).iter().any(|token| is_punct(Some(token), '$'))
            }
            token => is_punct(token, '$'),
        };
        if is_hole {
            let called = called.to_owned();
            self.scan.holes.push(Hole { scope, path: path.clone(), called, place });
        }
    }

    /// A single name: one that a macro is called with may complete a path in it.
    pub(super) fn argument(&mut self, name: &str) {
        for within in &self.within {
            if let Within::Call(called) = within
                && !USUAL.contains(&called.as_str())
            {
                let names = self.scan.arguments.entry(called.clone()).or_default();
                names.insert(name.to_owned());
            }
        }
    }
}

/// What `include!` names, if that can be known: a file that a build script made is not the user's.
fn included(body: &Group, scope: usize) -> Option<Include> {
    let tokens = into_vec(body.stream());
    if let [file] | [file, TokenTree::Punct(_)] = tokens.as_slice() {
        return Some(Include { scope, file: text(file)?, of_package: false });
    }
    let parts = into_vec(arguments_of(&tokens, "concat")?.stream());
    let (file, variable) = (parts.get(4)?, arguments_of(&parts, "env")?);
    let of_package = text(into_vec(variable.stream()).first()?)? == "CARGO_MANIFEST_DIR";
    let file = text(file)?.trim_start_matches('/').to_owned();
    of_package.then_some(Include { scope, file, of_package })
}

fn arguments_of<'a>(tokens: &'a [TokenTree], called: &str) -> Option<&'a Group> {
    ident(tokens.first()).filter(|name| *name == called)?;
    group(tokens.get(2), Delimiter::Parenthesis).filter(|_| is_punct(tokens.get(1), '!'))
}

/// What a string says.
pub(super) fn text(token: &TokenTree) -> Option<String> {
    match token {
        TokenTree::Literal(literal) => match syn::Lit::new(literal.clone()) {
            syn::Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        TokenTree::Group(group) if group.delimiter() == Delimiter::None => {
            text(into_vec(group.stream()).first()?)
        }
        _ => None,
    }
}
