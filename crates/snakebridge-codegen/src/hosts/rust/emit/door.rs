//! The words of emitted code.

use super::tree::Tree;
use crate::hosts::rust::resolve::{Promise, Returns, Takes};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

/// Lines of documentation as attributes.
pub(super) fn docs(lines: &[String]) -> TokenStream {
    let lines = lines.iter().map(|line| match line.as_str() {
        "" => String::new(),
        _ => format!(" {line}"),
    });
    quote!(#(#[doc = #lines])*)
}

/// How another generated class is spelt at one place of the generated code.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    tree: &'a Tree<'a>,
    /// How many modules are around it, below that of all libraries.
    depth: usize,
}

impl<'a> Place<'a> {
    /// Where the symbol at `path` stands.
    pub(super) fn of(tree: &'a Tree<'a>, path: &str) -> Self {
        Self { tree, depth: path.matches('.').count() }
    }

    fn class(self, path: &str) -> TokenStream {
        let Some(names) = self.tree.rust_path(path) else { return quote!(::snakebridge::codegen::Object) };
        let ups = std::iter::repeat_n(quote!(super::), self.depth);
        quote!(#(#ups)* #(#names)::*)
    }

    /// The Rust type of a result.
    pub(super) fn result(self, returns: &Returns) -> TokenStream {
        let inner = |returns: &Returns| self.result(returns);
        match returns {
            Returns::Object => quote!(::snakebridge::codegen::Object),
            Returns::Itself => quote!(Self),
            Returns::Class(path) => self.class(path),
            Returns::Int => quote!(::snakebridge::codegen::i64),
            Returns::Float => quote!(::snakebridge::codegen::f64),
            Returns::Complex => quote!(::snakebridge::codegen::Complex),
            Returns::Bool => quote!(::snakebridge::codegen::bool),
            Returns::Str => quote!(::snakebridge::codegen::String),
            Returns::Bytes => quote!(::snakebridge::codegen::Bytes),
            Returns::Nothing => quote!(()),
            Returns::Standard(standard) => {
                let name = format_ident!("{standard:?}");
                quote!(::snakebridge::codegen::#name)
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
            Returns::Object => quote!(::snakebridge::codegen::Call),
            other => generic("Call", [self.result(other)]),
        }
    }
}

fn generic<const N: usize>(name: &str, arguments: [TokenStream; N]) -> TokenStream {
    let name = format_ident!("{name}");
    quote!(::snakebridge::codegen::#name<#(#arguments),*>)
}

/// Makes a call of the default result one of the right result.
pub(super) fn typed(call: TokenStream, promise: &Promise) -> TokenStream {
    let typed = (promise.returns != Returns::Object).then(|| quote!(.typed()));
    let awaited = promise.awaited.then(|| quote!(.awaited()));
    quote!(#call #typed #awaited)
}

/// The type of what is given for a parameter: `impl ToPy`, or `impl Fits<..>`.
pub(super) fn takes(takes: Takes) -> TokenStream {
    let Takes::Kind { kind, or_none } = takes else { return quote!(impl ::snakebridge::codegen::ToPy) };
    let kind = format_ident!("{}", kind.name());
    let kind = quote!(::snakebridge::codegen::kinds::#kind);
    if or_none {
        quote!(impl ::snakebridge::codegen::Fits<::snakebridge::codegen::kinds::OrNone<#kind>>)
    } else {
        quote!(impl ::snakebridge::codegen::Fits<#kind>)
    }
}
