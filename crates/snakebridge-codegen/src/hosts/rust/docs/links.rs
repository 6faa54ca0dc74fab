//! Links between the docs of wrappers: a pass over the emitted tokens, when it is known what there is and what it is called.
//!
//! `emit` puts `#[python = "path"]` where the docs of something start. The attributes are taken out again here.

use super::inline::{Reference, replace};
use proc_macro2::{Delimiter, Group, Ident, Literal, TokenStream, TokenTree};
use std::collections::BTreeMap;

/// The attribute that says what an item is in Python.
pub(crate) const ATTRIBUTE: &str = "python";

/// The tokens with links for what mentions other wrappers.
pub(crate) fn resolved(tokens: TokenStream) -> TokenStream {
    let mut targets = Targets::default();
    targets.collect(&tokens, &mut Place::default());
    targets.rewritten(tokens, &mut Place::default())
}

/// Where in the wrappers something stands.
#[derive(Default, Clone)]
struct Place {
    modules: Vec<String>,
    /// The type that an `impl` around is for.
    class: Option<String>,
}

/// What a group of tokens, by what is before it, is the inside of.
#[derive(Default)]
struct Before {
    keyword: Option<Ident>,
    name: Option<Ident>,
}

impl Before {
    fn see(&mut self, token: &TokenTree) {
        match token {
            TokenTree::Ident(ident)
                if ["mod", "impl", "fn", "struct", "enum", "type"].iter().any(|word| ident == word) =>
            {
                *self = Self { keyword: Some(ident.clone()), name: None };
            }
            // The type of `impl Trait for Type` is the last name.
            TokenTree::Ident(ident) if self.name.is_none() || self.is("impl") => {
                self.name = Some(ident.clone())
            }
            TokenTree::Punct(punct) if punct.as_char() == ';' => *self = Self::default(),
            _ => {}
        }
    }

    fn is(&self, keyword: &str) -> bool {
        self.keyword.as_ref().is_some_and(|found| found == keyword)
    }

    /// Calls `then` with the place inside of a group.
    fn enter<R>(&self, group: &Group, place: &mut Place, then: impl FnOnce(&mut Place) -> R) -> R {
        let name = self.name.as_ref().map(Ident::to_string);
        let is_body = group.delimiter() == Delimiter::Brace;
        match name {
            Some(name) if is_body && self.is("mod") => {
                let class = place.class.take();
                place.modules.push(name);
                let result = then(place);
                place.modules.pop();
                place.class = class;
                result
            }
            Some(name) if is_body && self.is("impl") => {
                let class = place.class.replace(name);
                let result = then(place);
                place.class = class;
                result
            }
            _ => then(place),
        }
    }
}

/// Paths of Rust by paths of Python.
#[derive(Default)]
struct Targets(BTreeMap<String, Target>);

struct Target {
    /// The modules it stands in, and its name, after that of its type if it has one.
    path: Vec<String>,
    /// What tells it from a thing of the same name: a function and its builder are called alike.
    namespace: &'static str,
}

impl Targets {
    fn collect(&mut self, tokens: &TokenStream, place: &mut Place) {
        let mut before = Before::default();
        let mut python = None;
        for token in tokens.clone() {
            if let TokenTree::Group(group) = &token {
                if let Some(path) = attribute(group, ATTRIBUTE) {
                    python = Some(path);
                } else if !before.is("fn") {
                    before.enter(group, place, |place| self.collect(&group.stream(), place));
                }
                if group.delimiter() == Delimiter::Brace {
                    before = Before::default();
                }
                continue;
            }
            let had_name = before.name.is_some();
            before.see(&token);
            if let (Some(keyword), Some(name), false) = (&before.keyword, &before.name, had_name)
                && let Some(path) = python.take()
            {
                let namespace = if keyword == "fn" { "value@" } else { "type@" };
                let mut rust = place.modules.clone();
                rust.extend(place.class.clone());
                rust.push(name.to_string());
                // A raw name would be one with a fragment to rustdoc.
                for name in &mut rust {
                    *name = name.trim_start_matches("r#").to_owned();
                }
                self.0.entry(path).or_insert(Target { path: rust, namespace });
            }
        }
    }

    fn rewritten(&self, tokens: TokenStream, place: &mut Place) -> TokenStream {
        let mut before = Before::default();
        let mut out: Vec<TokenTree> = Vec::new();
        for token in tokens {
            let TokenTree::Group(group) = token else {
                before.see(&token);
                out.push(token);
                continue;
            };
            if attribute(&group, ATTRIBUTE).is_some() {
                // The `#` before it.
                out.pop();
                continue;
            }
            let inner = match attribute(&group, "doc").filter(|line| line.contains(char::is_control)) {
                Some(line) => {
                    let line =
                        Literal::string(&replace(&line, |reference| self.link(reference, &place.modules)));
                    quote::quote!(doc = #line)
                }
                None if before.is("fn") => group.stream(),
                None => before.enter(&group, place, |place| self.rewritten(group.stream(), place)),
            };
            if group.delimiter() == Delimiter::Brace {
                before = Before::default();
            }
            let mut rewritten = Group::new(group.delimiter(), inner);
            rewritten.set_span(group.span());
            out.push(rewritten.into());
        }
        out.into_iter().collect()
    }

    /// The link that rustdoc understands in a module.
    fn link(&self, reference: Reference<'_>, modules: &[String]) -> Option<String> {
        let (python, target) =
            reference.candidates().find_map(|path| Some((path.clone(), self.0.get(&path)?)))?;
        if python == reference.from {
            return None;
        }
        let is_same = |(one, other): &(&String, &String)| one.trim_start_matches("r#") == *other;
        let common = modules.iter().zip(&target.path).take_while(is_same).count();
        let up = modules.len() - common;
        let start = if up == 0 { "self".to_owned() } else { vec!["super"; up].join("::") };
        let rest = &target.path[common..];
        if rest.is_empty() {
            return None;
        }
        Some(format!("{}{start}::{}", target.namespace, rest.join("::")))
    }
}

/// The text of `[name = "text"]`.
fn attribute(group: &Group, name: &str) -> Option<String> {
    if group.delimiter() != Delimiter::Bracket {
        return None;
    }
    let mut tokens = group.stream().into_iter();
    let (TokenTree::Ident(ident), TokenTree::Punct(_), TokenTree::Literal(literal)) =
        (tokens.next()?, tokens.next()?, tokens.next()?)
    else {
        return None;
    };
    if ident != name {
        return None;
    }
    match syn::Lit::new(literal) {
        syn::Lit::Str(text) => Some(text.value()),
        _ => None,
    }
}
