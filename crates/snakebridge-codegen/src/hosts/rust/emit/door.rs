//! The words of emitted code.

use crate::hosts::rust::resolve::Returns;
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::ext::IdentExt as _;

/// Lines of documentation as attributes.
pub(super) fn docs(lines: Vec<String>) -> TokenStream {
    let lines = lines.into_iter().map(|line| match line.as_str() {
        "" => line,
        _ => format!(" {line}"),
    });
    quote!(#(#[doc = #lines])*)
}

/// Lets rustdoc find by its Python name what is called otherwise in Rust.
pub(super) fn alias(name: &Ident, python: &str) -> Option<TokenStream> {
    (name.unraw() != python).then(|| quote!(#[doc(alias = #python)]))
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
