//! The words of emitted code.

use super::tree::Tree;
use crate::hosts::rust::docs::{Docs, links};
use crate::hosts::rust::resolve::{Promise, Returns, Takes};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};
use syn::ext::IdentExt as _;

/// Documentation as attributes. What says which path of Python this is goes again when links are resolved.
pub(super) fn docs(docs: impl Into<Docs>) -> TokenStream {
    let Docs { path, lines } = docs.into();
    let lines = lines.into_iter().map(|line| match line.as_str() {
        "" => line,
        _ => format!(" {line}"),
    });
    let path = path.map(|path| {
        let attribute = Ident::new(links::ATTRIBUTE, Span::call_site());
        quote!(#[#attribute = #path])
    });
    quote!(#path #(#[doc = #lines])*)
}

/// A module of the wrappers, in which the door has a short name: a long one would make most lines two or three.
pub(super) fn module(docs: &TokenStream, name: &Ident, contents: &TokenStream) -> TokenStream {
    quote! {
        #docs
        pub mod #name {
            use ::snakebridge::codegen as _sb;
            #contents
        }
    }
}

/// Lets rustdoc find by its Python name what is called otherwise in Rust.
pub(super) fn alias(name: &Ident, python: &str) -> Option<TokenStream> {
    (name.unraw() != python).then(|| quote!(#[doc(alias = #python)]))
}

/// How generated classes are spelt at one place of the generated code.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    tree: &'a Tree<'a>,
    /// What stands there, by its Python path.
    path: &'a str,
    /// What the class at hand is called, where that is not `Self`.
    itself: Option<&'a Ident>,
}

impl<'a> Place<'a> {
    /// Where the symbol at `path` stands.
    pub(super) fn of(tree: &'a Tree<'a>, path: &'a str) -> Self {
        Self { tree, path, itself: None }
    }

    /// The same outside of the `impl` of the class called `name`.
    pub(super) fn outside(self, name: &'a Ident) -> Self {
        Self { itself: Some(name), ..self }
    }

    fn class(self, path: &str) -> TokenStream {
        let named = self.tree.places.relative(self.path, path);
        named.unwrap_or_else(|| quote!(_sb::Object))
    }

    /// The Rust type of a result.
    pub(super) fn result(self, returns: &Returns) -> TokenStream {
        let inner = |returns: &Returns| self.result(returns);
        match returns {
            Returns::Object => quote!(_sb::Object),
            Returns::Itself => self.itself.map_or_else(|| quote!(Self), |name| quote!(#name)),
            Returns::Class(path) => self.class(path),
            Returns::Int => quote!(_sb::i64),
            Returns::Float => quote!(_sb::f64),
            Returns::Complex => quote!(_sb::Complex),
            Returns::Bool => quote!(_sb::bool),
            Returns::Str => quote!(_sb::String),
            Returns::Bytes => quote!(_sb::Bytes),
            Returns::Nothing => quote!(()),
            Returns::Standard(standard) => {
                let name = format_ident!("{standard:?}");
                quote!(_sb::#name)
            }
            Returns::Optional(item) => generic("Option", [inner(item)]),
            Returns::List(item) => generic("Vec", [inner(item)]),
            Returns::Set(item) => generic("HashSet", [inner(item)]),
            Returns::Dict(key, item) => generic("HashMap", [inner(key), inner(item)]),
            Returns::Stream(item) => generic("Stream", [inner(item)]),
            Returns::AsyncStream(item) => generic("AsyncStream", [inner(item)]),
            Returns::Tuple(items) => {
                let items = items.iter().map(inner);
                quote!((#(#items,)*))
            }
        }
    }

    /// `Call<R>`
    pub(super) fn call_type(self, returns: &Returns) -> TokenStream {
        match returns {
            Returns::Object => quote!(_sb::Call),
            other => generic("Call", [self.result(other)]),
        }
    }
}

fn generic<const N: usize>(name: &str, arguments: [TokenStream; N]) -> TokenStream {
    let name = format_ident!("{name}");
    quote!(_sb::#name<#(#arguments),*>)
}

/// Makes a call of the default result one of the right result.
pub(super) fn typed(call: TokenStream, promise: &Promise) -> TokenStream {
    let typed = (promise.returns != Returns::Object).then(|| quote!(.typed()));
    awaited(quote!(#call #typed), promise)
}

/// Awaits what a call gives, where Python code would have to say so.
pub(super) fn awaited(call: TokenStream, promise: &Promise) -> TokenStream {
    let awaited = promise.awaited.then(|| quote!(.awaited()));
    quote!(#call #awaited)
}

/// The type of what is given for a parameter: `impl ToPy`, or `impl FitsStr` and its like.
pub(super) fn takes(takes: Takes) -> TokenStream {
    let Takes::Kind { kind, or_none } = takes else { return quote!(impl _sb::ToPy) };
    let bound = format_ident!("Fits{}{}", kind.name(), if or_none { "OrNone" } else { "" });
    quote!(impl _sb::#bound)
}
