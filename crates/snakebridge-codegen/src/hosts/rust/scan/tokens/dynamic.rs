//! Calls that `py!` and `call!` spell: their paths are Python's, from a library on.

use super::super::scopes::{DynamicCall, Place};
use super::{Reader, group, ident, into_vec, is_punct, place, plain};
use proc_macro2::{Delimiter, Group, TokenTree};

/// The macros whose arguments are such calls.
const DYNAMIC: [&str; 2] = ["py", "call"];

impl Reader {
    /// Notes the call at the start of the arguments of a macro, if it is one of those.
    pub(super) fn dynamic(&mut self, called: &str, body: &Group, scope: usize) {
        if DYNAMIC.contains(&called) && self.defining().is_none() {
            self.scan.dynamic.extend(read(&into_vec(body.stream()), scope));
        }
    }
}

/// `a.b.c(x, y, name = z)`; `None` if it is something else, or if its arguments cannot be counted.
fn read(tokens: &[TokenTree], scope: usize) -> Option<DynamicCall> {
    let first = ident(tokens.first())?;
    let (mut path, mut last, mut at) = (vec![plain(first)], first, 1);
    while is_punct(tokens.get(at), '.') {
        last = ident(tokens.get(at + 1))?;
        path.push(plain(last));
        at += 2;
    }
    let arguments = into_vec(group(tokens.get(at), Delimiter::Parenthesis)?.stream());
    // Commas between bars, or in angle brackets, separate other things than arguments.
    if ['$', '|', '<'].into_iter().any(|sign| arguments.iter().any(|token| is_punct(Some(token), sign))) {
        return None;
    }
    let mut call =
        DynamicCall { scope, path, place: place(first.span(), last.span()), ..DynamicCall::default() };
    for argument in arguments.split(|token| is_punct(Some(token), ',')).filter(|part| !part.is_empty()) {
        match keyword(argument) {
            Some(keyword) => call.keywords.push(keyword),
            None => call.positional += 1,
        }
    }
    Some(call)
}

/// `name = value`, and not `a == b`.
fn keyword(argument: &[TokenTree]) -> Option<(String, Place)> {
    let name = ident(argument.first()).filter(|_| is_punct(argument.get(1), '='))?;
    let is_comparison = is_punct(argument.get(2), '=');
    (!is_comparison).then(|| (plain(name), place(name.span(), name.span())))
}
