//! Classes.

mod bases;
mod enumeration;
mod members;
mod protocols;

use super::builders::{self, Builder, Builders, Outer};
use super::door::{self, Place};
use super::module;
use super::tree::{Tree, name_of};
use crate::hosts::rust::docs::{self, Docs};
use crate::hosts::rust::resolve::{DOOR, Known, Scope, Shape};
use bases::Bases;
use members::{Emitting, Receiver};
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use snakebridge_model::ir::{Class, MemberKind};

/// The class at `path`: a struct, or an enum where Python has one; and beside it, if need be, a module with what tells calls of its
/// methods apart and its nested classes. That module is called like the class with an underscore, since Rust has one namespace
/// for both.
pub(super) fn item(
    tree: &Tree<'_>,
    path: &str,
    name: &Ident,
    class: &Class,
    doc: Option<&str>,
    outer: Outer<'_>,
) -> TokenStream {
    let Some(parts) = tree.places.parts(path) else { return TokenStream::new() };
    let Emitted { definition, functions, inner } = emit(tree, path, (name, parts), (class, doc), outer);
    let functions = (!functions.is_empty()).then(|| quote!(impl #name { #(#functions)* }));
    let docs = door::docs(remarks(path, class, doc));
    let inner = (!inner.is_empty()).then(|| {
        let docs =
            door::docs(vec![format!("Calls with optional arguments, and classes, of `{}`.", name_of(path))]);
        door::module(&docs, parts, &inner)
    });
    quote! {
        #docs
        #definition
        #functions
        #inner
    }
}

/// Whether there is a module beside the class at `path`.
pub(super) fn has_parts(tree: &Tree<'_>, path: &str, class: &Class) -> bool {
    let (Some(name), Some(parts)) = (tree.places.name(path), tree.places.parts(path)) else { return false };
    let builder = Builder::new(parts.clone());
    let outer = Outer { builder: &builder, levels: 0 };
    !emit(tree, path, (name, parts), (class, None), outer).inner.is_empty()
}

/// The parts of a wrapper.
struct Emitted {
    /// The type, and what it implements.
    definition: TokenStream,
    /// Its own functions.
    functions: Vec<TokenStream>,
    /// What is in the module beside it.
    inner: TokenStream,
}

fn emit(
    tree: &Tree<'_>,
    path: &str,
    (name, parts): (&Ident, &Ident),
    (class, doc): (&Class, Option<&str>),
    outer: Outer<'_>,
) -> Emitted {
    let mut scope = tree.places.scope(path);
    let bases = Bases::of(tree, path, class);
    let receiver = match bases.nearest {
        _ if !class.enumeration.is_empty() => Receiver::Member,
        Some(_) => Receiver::Derived,
        None => Receiver::Plain,
    };
    let definition = if class.enumeration.is_empty() {
        definition(path, name, class, &bases)
    } else {
        enumeration::definition(path, name, class, &mut scope)
    };
    let known_class = |name: &str| tree.places.annotated(path, name).map(str::to_owned);
    let known = Known { class: &known_class, itself: Some(name_of(path)) };
    let place = Place::of(tree, path);
    let own = Builder::new(scope.invent("Builder"));
    let builders = if with_options(class) < builders::MANY {
        Builders::shared(outer, parts)
    } else {
        Builders::own(&own, parts)
    };
    let mut emitting = Emitting::new(path, known, place, builders, receiver);
    if let Some(constructor) = &class.constructor {
        emitting.constructor(constructor, doc, &mut scope);
    }
    for (python, member) in &class.members {
        if !bases.offer(tree, known, python, member, &scope) {
            emitting.member(python, member, &mut scope);
        }
    }
    if let Some(call) = &class.call {
        emitting.invoke(call, &mut scope);
    }
    let Emitting { functions, inner, .. } = emitting;
    let inside = Outer { levels: outer.levels + 1, ..outer };
    let nested = tree.children(path).map(|child| module::child(tree, child, &mut scope, inside));
    let nested: Vec<TokenStream> = nested.collect();
    let own = own.definition();
    let protocols = protocols::impls(name, class, known, place.outside(name));
    Emitted {
        definition: quote!(#definition #protocols),
        functions,
        inner: quote!(#own #(#inner)* #(#nested)*),
    }
}

/// How many of its functions have optional arguments.
fn with_options(class: &Class) -> usize {
    let signatures = class.members.values().filter_map(|member| match &member.kind {
        MemberKind::Method(signature)
        | MemberKind::ClassMethod(signature)
        | MemberKind::StaticMethod(signature) => Some(signature),
        _ => None,
    });
    let signatures = signatures.chain(&class.constructor).chain(&class.call);
    signatures.filter(|signature| Shape::of(signature).has_options()).count()
}

/// Methods of traits that are in every scope and take their receiver by value: Rust finds them before a method that takes `&self`.
const BY_VALUE: [&str; 2] = ["into", "try_into"];

/// The names of what stands on a class. `class` cannot be a Python name, and options may need a
/// module with the door in it. Names that the wrapper makes up give way to those of
/// the class, but for `new`.
pub(super) fn scope(tree: &Tree<'_>, path: &str, class: &Class) -> Scope {
    let constructor = class.constructor.as_ref().map(|_| "new");
    let reserved = ["class", DOOR].into_iter().chain(BY_VALUE).chain(constructor);
    let members = class.members.keys().map(String::as_str);
    let variants = class.enumeration.iter().map(|member| member.name.as_str());
    Scope::reserving(reserved).with(members.chain(variants).chain(tree.children(path).map(name_of)))
}

fn definition(path: &str, name: &Ident, class: &Class, bases: &Bases<'_>) -> TokenStream {
    let defined = class.qualified.as_ref().map(|qualified| quote!(, #qualified));
    let upcasts = &bases.all;
    let upcasts = (!upcasts.is_empty()).then(|| quote!(_sb::upcasts!(#name: #(#upcasts),*);));
    let exception = is_exception(path, class).then(|| quote!(_sb::exception!(#name);));
    let (object, colon) = match &bases.nearest {
        Some((_, base)) => (base.clone(), Some(quote!(: #base))),
        None => (quote!(_sb::Object), None),
    };
    quote! {
        pub struct #name {
            object: #object,
        }
        _sb::class!(#name #colon, #path #defined);
        #upcasts
        #exception
    }
}

fn is_exception(path: &str, class: &Class) -> bool {
    const ROOT: &str = "builtins.BaseException";
    path == ROOT || class.bases.iter().any(|base| base == ROOT)
}

fn remarks(path: &str, class: &Class, doc: Option<&str>) -> Docs {
    let mut docs = docs::of_path(path, "class", doc);
    let mut add = |remark: &str| docs.lines.extend([String::new(), remark.to_owned()]);
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
    docs
}
