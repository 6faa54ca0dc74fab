//! Classes.

mod bases;
mod enumeration;
mod members;
mod protocols;

use super::tree::{Tree, name_of};
use super::{door, module};
use crate::hosts::rust::docs;
use crate::hosts::rust::resolve::Scope;
use bases::Bases;
use members::{Emitting, Receiver};
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use snakebridge_model::ir::Class;

/// The class at `path`: a struct, or an enum where Python has one; and beside it, if need be, a module with the builders of
/// its methods and its nested classes. That module is called like the class with an underscore, since Rust has one namespace
/// for both.
pub(super) fn item(
    tree: &Tree<'_>,
    path: &str,
    name: &Ident,
    class: &Class,
    doc: Option<&str>,
) -> TokenStream {
    let Some(parts) = tree.places.parts(path) else { return TokenStream::new() };
    let mut scope = scope(tree, path, class);
    let bases = Bases::of(tree, path, class);
    let receiver = match bases.nearest {
        _ if !class.enumeration.is_empty() => Receiver::Member,
        Some(_) => Receiver::Derived,
        None => Receiver::Plain,
    };
    let mut emitting = Emitting::new(path, name, parts, receiver);
    let definition = if class.enumeration.is_empty() {
        definition(path, name, class, &bases)
    } else {
        enumeration::definition(path, name, class, &mut scope)
    };
    if let Some(constructor) = &class.constructor {
        emitting.constructor(constructor);
    }
    for (python, member) in &class.members {
        if !bases.offer(tree, path, python, member, &scope) {
            emitting.member(python, member, &mut scope);
        }
    }
    if let Some(call) = &class.call {
        emitting.invoke(call, &mut scope);
    }
    let mut inner = emitting.inner;
    inner.extend(tree.children(path).map(|child| module::child(tree, child, &mut scope)));
    let protocols = protocols::impls(path, name, class);
    let functions = emitting.functions;
    let functions = (!functions.is_empty()).then(|| quote!(impl #name { #(#functions)* }));
    let docs = door::docs(docs(path, class, doc));
    let inner = (!inner.is_empty()).then(|| {
        let docs =
            door::docs(vec![format!("Calls with optional arguments, and classes, of `{}`.", name_of(path))]);
        quote! {
            #docs
            pub mod #parts {
                #(#inner)*
            }
        }
    });
    quote! {
        #docs
        #definition
        #protocols
        #functions
        #inner
    }
}

/// Methods of traits that are in every scope and take their receiver by value: Rust finds them before a method that takes `&self`.
const BY_VALUE: [&str; 2] = ["into", "try_into"];

/// The names of what stands on a class. `class` cannot be a Python name. Names that the wrapper makes up give way to those of
/// the class, but for `new`.
pub(super) fn scope(tree: &Tree<'_>, path: &str, class: &Class) -> Scope {
    let constructor = class.constructor.as_ref().map(|_| "new");
    let reserved = ["class"].into_iter().chain(BY_VALUE).chain(constructor);
    let members = class.members.keys().map(String::as_str);
    let variants = class.enumeration.iter().map(|member| member.name.as_str());
    Scope::reserving(reserved).with(members.chain(variants).chain(tree.children(path).map(name_of)))
}

fn definition(path: &str, name: &Ident, class: &Class, bases: &Bases<'_>) -> TokenStream {
    let defined = class.qualified.as_ref().map(|qualified| quote!(, #qualified));
    let upcasts = &bases.all;
    let upcasts =
        (!upcasts.is_empty()).then(|| quote!(::snakebridge::codegen::upcasts!(#name: #(#upcasts),*);));
    let exception = is_exception(path, class).then(|| quote!(::snakebridge::codegen::exception!(#name);));
    let (object, colon) = match &bases.nearest {
        Some((_, base)) => (base.clone(), Some(quote!(: #base))),
        None => (quote!(::snakebridge::codegen::Object), None),
    };
    quote! {
        pub struct #name {
            object: #object,
        }
        ::snakebridge::codegen::class!(#name #colon, #path #defined);
        #upcasts
        #exception
    }
}

fn is_exception(path: &str, class: &Class) -> bool {
    const ROOT: &str = "builtins.BaseException";
    path == ROOT || class.bases.iter().any(|base| base == ROOT)
}

fn docs(path: &str, class: &Class, doc: Option<&str>) -> Vec<String> {
    let mut lines = docs::of_path(path, "class", doc);
    let mut add = |remark: &str| lines.extend([String::new(), remark.to_owned()]);
    if class.is_dynamic() {
        add("It makes attributes when they are asked for: `.attr(name)` and `.method(name)` reach them.");
    }
    let unspeakable: Vec<String> = class
        .enumeration
        .iter()
        .filter(|member| !crate::hosts::rust::resolve::is_identifier(&member.name))
        .map(|member| format!("`{}`", member.name.replace('`', "")))
        .collect();
    if !unspeakable.is_empty() {
        add(&format!("Members without a variant, since Rust cannot spell them: {}.", unspeakable.join(", ")));
    }
    lines
}
