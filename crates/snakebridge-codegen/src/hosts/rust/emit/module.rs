//! Modules, and what stands in them.

use super::call::{Callable, On};
use super::tree::{Tree, name_of};
use super::{class, door};
use crate::hosts::rust::docs;
use crate::hosts::rust::resolve::{Scope, of_annotation, of_value};
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use snakebridge_model::ir::{Evidence, Signature, SymbolKind};

/// The module at `path`, with everything under it.
pub(super) fn item(tree: &Tree<'_>, path: &str, name: &Ident) -> TokenStream {
    let doc = tree.symbol(path).and_then(|symbol| symbol.doc.as_deref());
    let docs = door::docs(docs::of_path(path, "module", doc));
    let mut scope = Scope::default().with(tree.children(path).map(name_of));
    let children: Vec<TokenStream> =
        tree.children(path).map(|child| self::child(tree, child, &mut scope)).collect();
    quote! {
        #docs
        pub mod #name {
            #(#children)*
        }
    }
}

/// What a path inside a module leads to; nothing if Rust cannot spell its name.
pub(super) fn child(tree: &Tree<'_>, path: &str, scope: &mut Scope) -> TokenStream {
    let Some(name) = scope.get(name_of(path)).cloned() else { return TokenStream::new() };
    let Some(symbol) = tree.symbol(path) else { return item(tree, path, &name) };
    let doc = symbol.doc.as_deref();
    let alias = door::alias(&name, name_of(path));
    let item = match &symbol.kind {
        SymbolKind::Module { .. } => item(tree, path, &name),
        SymbolKind::Function(signature) => function(path, &name, signature, doc),
        SymbolKind::Class(class) => class::item(tree, path, &name, class, doc),
        SymbolKind::Value { type_name } => value(path, &name, type_name, doc),
    };
    quote!(#alias #item)
}

fn function(path: &str, name: &Ident, signature: &Signature, doc: Option<&str>) -> TokenStream {
    let returns = returned(signature, None);
    let emitted = Callable { path, name, signature, doc, returns, on: On::Module }.emit();
    let (function, builder) = (emitted.function, emitted.builder);
    quote!(#function #builder)
}

/// What a call gives. Docstrings are no authority for that.
pub(super) fn returned(signature: &Signature, class: Option<&str>) -> crate::hosts::rust::resolve::Returns {
    let annotation = signature.returns.as_deref();
    of_annotation(annotation.filter(|_| signature.evidence < Evidence::Docstring), class)
}

fn value(path: &str, name: &Ident, type_name: &str, doc: Option<&str>) -> TokenStream {
    let docs = door::docs(docs::of_path(path, "value", doc));
    let returns = of_value(type_name);
    let call_type = door::call_type(returns);
    let call = door::typed(quote!(::snakebridge::codegen::Call::path(#path)), returns);
    quote! {
        #docs
        pub fn #name() -> #call_type {
            #call
        }
    }
}
