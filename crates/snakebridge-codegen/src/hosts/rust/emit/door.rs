//! The words of emitted code.

use crate::hosts::rust::docs::{Docs, links};
use crate::hosts::rust::resolve::Returns;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

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

/// The Rust type of a result. `class` is what the class at hand is called where the type stands.
pub(super) fn result(returns: Returns, class: &TokenStream) -> TokenStream {
    match returns {
        Returns::Object => quote!(::snakebridge::codegen::Object),
        Returns::Itself => class.clone(),
        Returns::Int => quote!(::snakebridge::codegen::i64),
        Returns::Float => quote!(::snakebridge::codegen::f64),
        Returns::Bool => quote!(::snakebridge::codegen::bool),
        Returns::Str => quote!(::snakebridge::codegen::String),
        Returns::Bytes => quote!(::snakebridge::codegen::Bytes),
        Returns::Nothing => quote!(()),
    }
}

/// `Call<R>`
pub(super) fn call_type(returns: Returns) -> TokenStream {
    match returns {
        Returns::Object => quote!(::snakebridge::codegen::Call),
        other => {
            let result = result(other, &quote!(Self));
            quote!(::snakebridge::codegen::Call<#result>)
        }
    }
}

/// Makes a call of the default result one of the right result.
pub(super) fn typed(call: TokenStream, returns: Returns) -> TokenStream {
    if returns == Returns::Object { call } else { quote!(#call.typed()) }
}

/// `name: impl ToPy`
pub(super) fn parameter(name: &Ident) -> TokenStream {
    quote!(#name: impl ::snakebridge::codegen::ToPy)
}
