//! Modules, and what stands in them.

use super::builders::{Builder, Builders, Outer};
use super::call::{self, Callable, On};
use super::class;
use super::door::{self, Place};
use super::tree::{Tree, name_of};
use crate::hosts::rust::docs::{self, CallableDocs};
use crate::hosts::rust::resolve::{Known, Promise, Scope};
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use snakebridge_model::ir::{Signature, SymbolKind};

/// The module at `path`, with everything under it.
pub(super) fn item(tree: &Tree<'_>, path: &str, name: &Ident) -> TokenStream {
    let doc = tree.symbol(path).and_then(|symbol| symbol.doc.as_deref());
    let docs = door::docs(docs::of_path(path, "module", doc));
    let mut scope = tree.places.scope(path);
    let builder = Builder::new(scope.invent("Builder"));
    let outer = Outer { builder: &builder, levels: 0 };
    let children: Vec<TokenStream> =
        tree.children(path).map(|child| self::child(tree, child, &mut scope, outer)).collect();
    let builder = builder.definition();
    door::module(&docs, name, &quote!(#builder #(#children)*))
}

/// What a path inside a module leads to; nothing if Rust cannot spell its name.
pub(super) fn child(tree: &Tree<'_>, path: &str, scope: &mut Scope, outer: Outer<'_>) -> TokenStream {
    let Some(name) = scope.get(name_of(path)).cloned() else { return TokenStream::new() };
    let Some(symbol) = tree.symbol(path) else { return item(tree, path, &name) };
    let doc = symbol.doc.as_deref();
    let item = match &symbol.kind {
        SymbolKind::Module { .. } => item(tree, path, &name),
        SymbolKind::Function(signature) => function(tree, path, &name, signature, doc, scope, outer),
        SymbolKind::Class(class) => class::item(tree, path, &name, class, doc, outer),
        SymbolKind::Alias { of } => self::alias(tree, path, &name, of),
        SymbolKind::Value { type_name, annotation } => {
            value(tree, path, &name, (type_name, annotation.as_deref()), doc)
        }
    };
    let alias = door::alias(&name, name_of(path)).filter(|_| !item.is_empty());
    quote!(#alias #item)
}

/// Another name of what is described elsewhere; of a class, the module beside it, too.
fn alias(tree: &Tree<'_>, path: &str, name: &Ident, of: &str) -> TokenStream {
    let places = &tree.places;
    let Some(of_path) = places.relative(path, of) else { return TokenStream::new() };
    let docs = door::docs(vec![format!("`{of}` under another name.")]);
    let parts = tree.class(of).filter(|class| class::has_parts(tree, of, class)).and_then(|_| {
        let (way, of, name) = (places.way(path, of)?, places.parts(of)?, places.parts(path)?);
        Some(quote!(pub use self::#way #of as #name;))
    });
    quote! {
        #docs
        pub use self::#of_path as #name;
        #parts
    }
}

fn function(
    tree: &Tree<'_>,
    path: &str,
    name: &Ident,
    signature: &Signature,
    doc: Option<&str>,
    scope: &mut Scope,
    outer: Outer<'_>,
) -> TokenStream {
    let class = |name: &str| tree.places.annotated(path, name).map(str::to_owned);
    let known = Known { class: &class, itself: None };
    let documented = CallableDocs::new(path, signature, doc);
    let callable = Callable {
        path,
        name,
        signature,
        docs: &documented.function(),
        documented: &documented,
        promise: &known.promise(signature),
        on: On::Path,
        known,
        place: Place::of(tree, path),
        builders: &Builders::of_module(outer),
        main: None,
    };
    let emitted = call::emit(&callable, name_of(path), &mut |name| scope.invent(name));
    let (function, options) = (emitted.function, emitted.options);
    quote!(#function #options)
}

fn value(
    tree: &Tree<'_>,
    path: &str,
    name: &Ident,
    (type_name, annotation): (&str, Option<&str>),
    doc: Option<&str>,
) -> TokenStream {
    let docs = door::docs(docs::of_path(path, "value", doc));
    let class = |name: &str| tree.places.annotated(path, name).map(str::to_owned);
    let returns = Known { class: &class, itself: None }.of_value(type_name, annotation);
    let call_type = Place::of(tree, path).call_type(&returns);
    let call = door::typed(quote!(_sb::Call::path(#path)), &Promise::from(returns));
    quote! {
        #docs
        pub fn #name() -> #call_type {
            #call
        }
    }
}
