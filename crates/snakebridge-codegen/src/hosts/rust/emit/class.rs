//! Classes.

use super::builders::{self, Builder, Builders, Outer};
use super::call::{self, Callable, On};
use super::door::{self, Place};
use super::module;
use super::tree::{Tree, name_of};
use crate::hosts::rust::docs;
use crate::hosts::rust::resolve::{Known, Promise, Returns, Scope, Shape, of_value};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use snakebridge_model::ir::{Class, Member, MemberKind, Signature};

/// The class at `path`: a struct, and beside it, if need be, a module with the builders of its methods and its nested
/// classes. That module is called like the class with an underscore, since Rust has one namespace for both.
pub(super) fn item(
    tree: &Tree<'_>,
    path: &str,
    name: &Ident,
    class: &Class,
    doc: Option<&str>,
    around: &mut Scope,
    outer: Outer<'_>,
) -> TokenStream {
    let parts = around.invent(&format!("{}_", name_of(path)));
    // `class` cannot be a Python name. Names that the wrapper makes up give way to those of the class, but for `new`.
    let reserved = ["class"].into_iter().chain(class.constructor.as_ref().map(|_| "new"));
    let nested = tree.children(path).map(name_of);
    let mut scope = Scope::reserving(reserved).with(class.members.keys().map(String::as_str).chain(nested));
    let own = Builder::new(scope.invent("Builder"));
    let inside = Outer { levels: outer.levels + 1, ..outer };
    let builders = if with_options(class) < builders::MANY {
        Builders::shared(outer, &parts)
    } else {
        Builders::own(&own, &parts)
    };
    let known_class = |name: &str| tree.class(path, name);
    let mut emitting = Emitting {
        path,
        known: Known { class: &known_class, itself: Some(name_of(path)) },
        place: Place::of(tree, path),
        builders,
        functions: Vec::new(),
        inner: Vec::new(),
    };
    if let Some(constructor) = &class.constructor {
        emitting.constructor(constructor, &mut scope);
    }
    for (python, member) in &class.members {
        emitting.member(python, member, &mut scope);
    }
    for child in tree.children(path) {
        emitting.inner.push(module::child(tree, child, &mut scope, inside));
    }
    let docs = door::docs(&docs::of_path(path, "class", doc));
    let Emitting { functions, mut inner, .. } = emitting;
    inner.extend(own.definition());
    let inner = (!inner.is_empty()).then(|| {
        let docs =
            door::docs(&[format!("Calls with optional arguments, and classes, of `{}`.", name_of(path))]);
        quote! {
            #docs
            pub mod #parts {
                #(#inner)*
            }
        }
    });
    let functions = (!functions.is_empty()).then(|| quote!(impl #name { #(#functions)* }));
    quote! {
        #docs
        pub struct #name {
            object: ::snakebridge::codegen::Object,
        }
        ::snakebridge::codegen::class!(#name, #path);
        #functions
        #inner
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
    signatures.chain(&class.constructor).filter(|signature| Shape::of(signature).has_options()).count()
}

struct Emitting<'a> {
    path: &'a str,
    known: Known<'a>,
    place: Place<'a>,
    builders: Builders<'a>,
    functions: Vec<TokenStream>,
    inner: Vec<TokenStream>,
}

/// A function of a class.
struct Function<'a> {
    path: &'a str,
    python: &'a str,
    name: &'a Ident,
    signature: &'a Signature,
    doc: Option<&'a str>,
    promise: Promise,
    on: On<'a>,
}

impl Emitting<'_> {
    fn constructor(&mut self, signature: &Signature, scope: &mut Scope) {
        let name = &format_ident!("new");
        let (path, python, on, promise) = (self.path, "new", On::Constructor, Returns::Itself.into());
        self.callable(&Function { path, python, name, signature, doc: None, promise, on }, scope);
    }

    fn callable(&mut self, function: &Function<'_>, scope: &mut Scope) {
        let Function { path, name, signature, .. } = *function;
        let callable = Callable {
            path,
            name,
            signature,
            docs: &docs::of_callable(path, signature, function.doc),
            promise: &function.promise,
            on: function.on,
            known: self.known,
            place: self.place,
            builders: &self.builders,
            main: None,
        };
        let emitted = call::emit(&callable, function.python, &mut |name| scope.invent(name));
        self.functions.push(emitted.function);
        self.inner.extend(emitted.options);
    }

    fn member(&mut self, python: &str, member: &Member, scope: &mut Scope) {
        let Some(name) = scope.get(python).cloned() else { return };
        let path = format!("{}.{python}", self.path);
        let doc = member.doc.as_deref();
        match &member.kind {
            MemberKind::Method(signature)
            | MemberKind::ClassMethod(signature)
            | MemberKind::StaticMethod(signature) => {
                let is_method = matches!(member.kind, MemberKind::Method(_));
                let on = if is_method { On::Instance(python) } else { On::Path };
                let promise = self.known.promise(signature);
                self.callable(
                    &Function { path: &path, python, name: &name, signature, doc, promise, on },
                    scope,
                );
            }
            MemberKind::Property { settable, returns } => {
                let returns = self.known.of_annotation(returns.as_deref());
                self.property(python, &name, &path, doc, returns);
                if *settable {
                    let setter = scope.invent(&format!("set_{python}"));
                    self.setter(python, &setter, &path);
                }
            }
            MemberKind::Attribute { type_name } => self.attribute(&name, &path, doc, type_name),
            // It has a symbol of its own.
            MemberKind::Class => {}
        }
    }

    fn property(&mut self, python: &str, name: &Ident, path: &str, doc: Option<&str>, returns: Returns) {
        let docs = door::docs(&docs::of_path(path, "property", doc));
        let call_type = self.place.call_type(&returns);
        let call = door::typed(quote!(self.object.attr(#python)), &Promise::from(returns));
        self.functions.push(quote! {
            #docs
            pub fn #name(&self) -> #call_type {
                #call
            }
        });
    }

    fn setter(&mut self, python: &str, name: &Ident, path: &str) {
        let docs = door::docs(&docs::of_path(path, "property", Some("Sets it.")));
        self.functions.push(quote! {
            #docs
            pub fn #name(&self, value: impl ::snakebridge::codegen::ToPy) -> ::snakebridge::codegen::Call<()> {
                ::snakebridge::codegen::set_attr(&self.object, #python, value)
            }
        });
    }

    fn attribute(&mut self, name: &Ident, path: &str, doc: Option<&str>, type_name: &str) {
        let docs = door::docs(&docs::of_path(path, "class attribute", doc));
        let returns = of_value(type_name);
        let call_type = self.place.call_type(&returns);
        let call = door::typed(quote!(::snakebridge::codegen::Call::path(#path)), &Promise::from(returns));
        self.functions.push(quote! {
            #docs
            pub fn #name() -> #call_type {
                #call
            }
        });
    }
}
