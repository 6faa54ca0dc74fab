//! Calls as they are written: how many arguments, and what is chained to them.

use super::super::scopes::{Link, Path, Place, WrittenCall};
use super::macros::text;
use super::{Reader, group, ident, into_vec, is_punct, place, plain};
use proc_macro2::{Delimiter, Group, TokenTree};
use syn::parse::Parser as _;
use syn::punctuated::Punctuated;

impl Reader {
    /// Notes `path(..)`, when `path` was read and `tokens` follow it. What a macro may make something else of is no call.
    pub(super) fn call(&mut self, path: &Path, tokens: &[TokenTree], scope: usize, place: Place) {
        let Some(arguments) = group(tokens.first(), Delimiter::Parenthesis) else { return };
        if !self.is_as_written() {
            return;
        }
        let chain = tokens[1..].chunks(3).map_while(link).collect();
        let arguments = count(arguments);
        self.scan.calls.push(WrittenCall { scope, path: path.clone(), place, arguments, chain });
    }
}

/// `.name(..)`
fn link(tokens: &[TokenTree]) -> Option<Link> {
    let name = ident(tokens.get(1)).filter(|_| is_punct(tokens.first(), '.'))?;
    let arguments = group(tokens.get(2), Delimiter::Parenthesis)?;
    Some(Link {
        name: plain(name),
        place: place(name.span(), name.span()),
        arguments: count(arguments),
        text: first_text(arguments),
    })
}

/// How many arguments there are; `None` where that cannot be seen, as in the pattern of a macro.
fn count(arguments: &Group) -> Option<usize> {
    let tokens = into_vec(arguments.stream());
    let has = |wanted| tokens.iter().any(|token| is_punct(Some(token), wanted));
    if has('$') {
        return None;
    }
    // Commas between bars, or in angle brackets, separate other things than arguments.
    if has('|') || has('<') {
        let arguments = Punctuated::<syn::Expr, syn::Token![,]>::parse_terminated.parse2(arguments.stream());
        return arguments.ok().map(|arguments| arguments.len());
    }
    Some(tokens.split(|token| is_punct(Some(token), ',')).filter(|part| !part.is_empty()).count())
}

/// The first argument, if it is a text, and where it stands.
fn first_text(arguments: &Group) -> Option<(String, Place)> {
    let tokens = into_vec(arguments.stream());
    let first = tokens.first().filter(|_| tokens.len() == 1 || is_punct(tokens.get(1), ','))?;
    Some((text(first)?, place(first.span(), first.span())))
}
