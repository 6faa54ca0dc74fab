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
        SymbolKind::Alias { of } => self::alias(tree, path, &name, of),
        SymbolKind::Value { type_name, .. } => value(path, &name, type_name, doc),
    };
    quote!(#alias #item)
}

/// Another name of what is described elsewhere: a `use` by the way up to the library's own module, and down again.
fn alias(tree: &Tree<'_>, path: &str, name: &Ident, of: &str) -> TokenStream {
    let Some(way) = way_to(tree, of) else { return TokenStream::new() };
    let up = path.split('.').skip(2).map(|_| quote!(super));
    let docs = door::docs(vec![format!("`{of}` under another name.")]);
    quote! {
        #docs
        pub use self::#(#up::)*#(#way)::* as #name;
    }
}

/// What the modules on the way from the library to a path, and it itself, are called; `None` if one of them has no name or is no
/// module.
fn way_to(tree: &Tree<'_>, path: &str) -> Option<Vec<Ident>> {
    let mut way = Vec::new();
    let mut end = path.find('.')?;
    while let Some(rest) = path[end..].strip_prefix('.') {
        let here = &path[..end];
        let is_module =
            tree.symbol(here).is_none_or(|symbol| matches!(symbol.kind, SymbolKind::Module { .. }));
        let scope = Scope::default().with(tree.children(here).map(name_of));
        let next = rest.split('.').next()?;
        way.push(scope.get(next).filter(|_| is_module)?.clone());
        end += 1 + next.len();
    }
    Some(way)
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
