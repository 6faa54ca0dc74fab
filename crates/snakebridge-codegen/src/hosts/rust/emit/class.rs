//! Classes.

use super::call::{Callable, On};
use super::tree::{Tree, name_of};
use super::{door, module};
use crate::hosts::rust::docs;
use crate::hosts::rust::resolve::{Returns, Scope, of_annotation, of_value};
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
) -> TokenStream {
    let parts = around.invent(&format!("{}_", name_of(path)));
    // `class` cannot be a Python name. Names that the wrapper makes up give way to those of the class, but for `new`.
    let reserved = ["class"].into_iter().chain(class.constructor.as_ref().map(|_| "new"));
    let nested = tree.children(path).map(name_of);
    let mut scope = Scope::reserving(reserved).with(class.members.keys().map(String::as_str).chain(nested));
    let mut emitting =
        Emitting { path, class: name, parts: &parts, functions: Vec::new(), inner: Vec::new() };
    if let Some(constructor) = &class.constructor {
        emitting.constructor(constructor, doc);
    }
    for (python, member) in &class.members {
        emitting.member(python, member, &mut scope);
    }
    for child in tree.children(path) {
        emitting.inner.push(module::child(tree, child, &mut scope));
    }
    let docs = door::docs(docs::of_path(path, "class", doc));
    let Emitting { functions, inner, .. } = emitting;
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

struct Emitting<'a> {
    path: &'a str,
    class: &'a Ident,
    parts: &'a Ident,
    functions: Vec<TokenStream>,
    inner: Vec<TokenStream>,
}

impl Emitting<'_> {
    fn constructor(&mut self, signature: &Signature, doc: Option<&str>) {
        let on = On::Class { parts: self.parts, class: self.class };
        self.callable(&Callable {
            path: self.path,
            name: &format_ident!("new"),
            signature,
            doc,
            returns: Returns::Itself,
            on,
        });
    }

    fn callable(&mut self, callable: &Callable<'_>) {
        let emitted = callable.emit();
        self.functions.push(emitted.function);
        self.inner.extend(emitted.builder);
    }

    fn member(&mut self, python: &str, member: &Member, scope: &mut Scope) {
        let Some(name) = scope.get(python).cloned() else { return };
        let path = format!("{}.{python}", self.path);
        let doc = member.doc.as_deref();
        let (parts, class) = (self.parts, self.class);
        let class_name = name_of(self.path);
        match &member.kind {
            MemberKind::Method(signature) => {
                let returns = module::returned(signature, Some(class_name));
                let on = On::Instance { method: python, parts, class };
                self.callable(&Callable { path: &path, name: &name, signature, doc, returns, on });
            }
            MemberKind::ClassMethod(signature) | MemberKind::StaticMethod(signature) => {
                let returns = module::returned(signature, Some(class_name));
                let on = On::Class { parts, class };
                self.callable(&Callable { path: &path, name: &name, signature, doc, returns, on });
            }
            MemberKind::Property { settable, returns } => {
                let returns = of_annotation(returns.as_deref(), Some(class_name));
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
        let docs = door::docs(docs::of_path(path, "property", doc));
        let call_type = door::call_type(returns);
        let call = door::typed(quote!(self.object.attr(#python)), returns);
        self.functions.push(quote! {
            #docs
            pub fn #name(&self) -> #call_type {
                #call
            }
        });
    }

    fn setter(&mut self, python: &str, name: &Ident, path: &str) {
        let docs = door::docs(docs::of_path(path, "property", Some("Sets it.")));
        self.functions.push(quote! {
            #docs
            pub fn #name(&self, value: impl ::snakebridge::codegen::ToPy) -> ::snakebridge::codegen::Call<()> {
                ::snakebridge::codegen::set_attr(&self.object, #python, value)
            }
        });
    }

    fn attribute(&mut self, name: &Ident, path: &str, doc: Option<&str>, type_name: &str) {
        let docs = door::docs(docs::of_path(path, "class attribute", doc));
        let returns = of_value(type_name);
        let call_type = door::call_type(returns);
        let call = door::typed(quote!(::snakebridge::codegen::Call::path(#path)), returns);
        self.functions.push(quote! {
            #docs
            pub fn #name() -> #call_type {
                #call
            }
        });
    }
}
