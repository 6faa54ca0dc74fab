//! Calls as they are written: how many arguments, and what is chained to them.

use super::scopes::{Link, Path, WrittenCall};
use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use std::collections::BTreeSet;
use syn::parse::Parser as _;
use syn::punctuated::Punctuated;

/// The call of a path, if `after`, what stands behind it, starts with arguments.
pub(super) fn read(
    path: &Path,
    (first, last): (&Ident, &Ident),
    after: &[TokenTree],
    scope: usize,
) -> Option<WrittenCall> {
    let arguments = parenthesised(after.first())?;
    let (from, to) = (first.span().start(), last.span().end());
    let length = if from.line == to.line { to.column - from.column } else { 1 };
    let mut chain = Vec::new();
    let mut at = 1;
    while let Some(link) = link(&after[at..]) {
        chain.push(link);
        at += 3;
    }
    Some(WrittenCall {
        scope,
        path: path.clone(),
        place: (from.line, from.column + 1, length),
        arguments: count(arguments),
        chain,
    })
}

/// `.name(..)`
fn link(tokens: &[TokenTree]) -> Option<Link> {
    let [TokenTree::Punct(dot), TokenTree::Ident(name), arguments, ..] = tokens else { return None };
    let arguments = parenthesised(Some(arguments))?;
    (dot.as_char() == '.').then(|| Link {
        name: plain(name),
        place: place(name.span()),
        arguments: count(arguments),
        text: text(arguments),
    })
}

fn plain(ident: &Ident) -> String {
    let text = ident.to_string();
    text.strip_prefix("r#").map(str::to_owned).unwrap_or(text)
}

fn place(span: Span) -> (usize, usize, usize) {
    let (from, to) = (span.start(), span.end());
    let length = if from.line == to.line { to.column - from.column } else { 1 };
    (from.line, from.column + 1, length)
}

fn parenthesised(token: Option<&TokenTree>) -> Option<&Group> {
    match token {
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis => Some(group),
        _ => None,
    }
}

/// How many arguments there are; `None` where that cannot be seen, as in the pattern of a macro.
fn count(arguments: &Group) -> Option<usize> {
    let tokens: Vec<TokenTree> = arguments.stream().into_iter().collect();
    let has = |wanted: char| {
        tokens.iter().any(|token| matches!(token, TokenTree::Punct(punct) if punct.as_char() == wanted))
    };
    if has('$') {
        return None;
    }
    // Commas between bars, or in angle brackets, separate other things than arguments.
    if has('|') || has('<') {
        let arguments = Punctuated::<syn::Expr, syn::Token![,]>::parse_terminated.parse2(arguments.stream());
        return arguments.ok().map(|arguments| arguments.len());
    }
    let parts = tokens
        .split(|token| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ','))
        .filter(|part| !part.is_empty());
    Some(parts.count())
}

/// The first argument, if it is a text.
fn text(arguments: &Group) -> Option<(String, (usize, usize, usize))> {
    match (arguments.stream().into_iter().next()?, arguments.stream().into_iter().nth(1)) {
        (TokenTree::Literal(literal), None) => literal_text(&literal),
        (TokenTree::Literal(literal), Some(TokenTree::Punct(comma))) if comma.as_char() == ',' => {
            literal_text(&literal)
        }
        _ => None,
    }
}

fn literal_text(literal: &proc_macro2::Literal) -> Option<(String, (usize, usize, usize))> {
    match syn::Lit::new(literal.clone()) {
        syn::Lit::Str(text) => Some((text.value(), place(literal.span()))),
        _ => None,
    }
}

/// What a file says of single names.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// What it defines as a function or a method.
    pub(super) defined: BTreeSet<String>,
    /// What stands in it neither called, nor in a path, nor imported: it may be a variable.
    bound: BTreeSet<String>,
}

impl Names {
    pub(super) fn of(tokens: TokenStream) -> Self {
        let mut names = Self::default();
        names.read(tokens);
        names
    }

    /// Whether a call of this single name cannot be that of a variable or a function of the file's own.
    pub(super) fn leave(&self, name: &str) -> bool {
        !self.bound.contains(name) && !self.defined.contains(name)
    }

    fn read(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let punct = |at: Option<usize>, wanted: char| {
            let token = at.and_then(|at| tokens.get(at));
            matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == wanted)
        };
        let mut importing = false;
        for (at, token) in tokens.iter().enumerate() {
            match token {
                TokenTree::Ident(ident) if ident == "use" => importing = true,
                TokenTree::Ident(ident) if !importing => {
                    let before = at.checked_sub(1);
                    let follows_fn =
                        matches!(before.map(|at| &tokens[at]), Some(TokenTree::Ident(word)) if word == "fn");
                    let in_path = (punct(before, ':') && punct(at.checked_sub(2), ':'))
                        || (punct(Some(at + 1), ':') && punct(Some(at + 2), ':'));
                    let is_called = parenthesised(tokens.get(at + 1)).is_some();
                    if follows_fn {
                        self.defined.insert(plain(ident));
                    } else if !in_path && !is_called && !punct(before, '.') && !punct(Some(at + 1), '!') {
                        self.bound.insert(plain(ident));
                    }
                }
                TokenTree::Punct(punct) if punct.as_char() == ';' => importing = false,
                TokenTree::Group(group) if !importing => self.read(group.stream()),
                _ => {}
            }
        }
    }
}
