//! The members of a class.

use super::super::call::{Callable, On};
use super::super::tree::name_of;
use super::super::{door, module};
use crate::hosts::rust::docs;
use crate::hosts::rust::resolve::{Returns, Scope, of_annotation, of_value};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use snakebridge_model::ir::{Member, MemberKind, Signature};

/// How a method gets at the object that it is called on.
#[derive(Debug, Clone, Copy)]
pub(super) enum Receiver {
    /// It is a field.
    Plain,
    /// Its base class has it; that may have methods which are called like those of `Object`.
    Derived,
    /// It is a variant of an enum, and so no object yet.
    Member,
}

impl Receiver {
    fn method(self, name: &str) -> TokenStream {
        match self {
            Self::Plain => quote!(self.object.method(#name)),
            Self::Derived => quote!(::snakebridge::codegen::Object::method(self, #name)),
            Self::Member => quote!(::snakebridge::codegen::Call::of(self).method(#name)),
        }
    }

    fn item(self, key: &str) -> TokenStream {
        match self {
            Self::Plain => quote!(self.object.item(#key)),
            Self::Derived => quote!(::snakebridge::codegen::Object::item(self, #key)),
            Self::Member => quote!(::snakebridge::codegen::Call::of(self).item(#key)),
        }
    }

    fn attr(self, name: &str) -> TokenStream {
        match self {
            Self::Plain => quote!(self.object.attr(#name)),
            Self::Derived => quote!(::snakebridge::codegen::Object::attr(self, #name)),
            Self::Member => quote!(::snakebridge::codegen::Call::of(self).attr(#name)),
        }
    }

    fn invoke(self) -> TokenStream {
        match self {
            Self::Plain => quote!(self.object.invoke()),
            Self::Derived => quote!(::snakebridge::codegen::Object::invoke(self)),
            Self::Member => quote!(::snakebridge::codegen::Call::of(self).invoke()),
        }
    }
}

/// The functions of a class, and the builders beside it.
pub(super) struct Emitting<'a> {
    path: &'a str,
    class: &'a Ident,
    parts: &'a Ident,
    receiver: Receiver,
    pub(super) functions: Vec<TokenStream>,
    pub(super) inner: Vec<TokenStream>,
}

impl<'a> Emitting<'a> {
    pub(super) fn new(path: &'a str, class: &'a Ident, parts: &'a Ident, receiver: Receiver) -> Self {
        Self { path, class, parts, receiver, functions: Vec::new(), inner: Vec::new() }
    }

    pub(super) fn constructor(&mut self, signature: &Signature) {
        self.callable(&Callable {
            path: self.path,
            name: &format_ident!("new"),
            signature,
            doc: None,
            returns: Returns::Itself,
            on: self.on_class(),
        });
    }

    /// A call of the instance itself.
    pub(super) fn invoke(&mut self, signature: &Signature, scope: &mut Scope) {
        let path = format!("{}.__call__", self.path);
        let returns = module::returned(signature, Some(name_of(self.path)));
        let on = self.on_instance(self.receiver.invoke());
        let name = scope.invent("invoke");
        self.callable(&Callable { path: &path, name: &name, signature, doc: None, returns, on });
    }

    fn on_class(&self) -> On<'a> {
        On::Class { parts: self.parts, class: self.class }
    }

    fn on_instance(&self, call: TokenStream) -> On<'a> {
        On::Instance { call, parts: self.parts, class: self.class }
    }

    fn callable(&mut self, callable: &Callable<'_>) {
        let emitted = callable.emit();
        self.functions.push(emitted.function);
        self.inner.extend(emitted.builder);
    }

    pub(super) fn member(&mut self, python: &str, member: &Member, scope: &mut Scope) {
        let Some(name) = scope.get(python).cloned() else { return };
        let path = format!("{}.{python}", self.path);
        let doc = member.doc.as_deref();
        let class_name = name_of(self.path);
        match &member.kind {
            // It has a symbol of its own.
            MemberKind::Class => return,
            _ => self.functions.extend(door::alias(&name, python)),
        }
        match &member.kind {
            MemberKind::Method(signature) => {
                let returns = module::returned(signature, Some(class_name));
                let on = self.on_instance(self.receiver.method(python));
                self.callable(&Callable { path: &path, name: &name, signature, doc, returns, on });
            }
            MemberKind::ClassMethod(signature) | MemberKind::StaticMethod(signature) => {
                let returns = module::returned(signature, Some(class_name));
                let on = self.on_class();
                self.callable(&Callable { path: &path, name: &name, signature, doc, returns, on });
            }
            MemberKind::Property { settable, returns, key } => {
                let returns = of_annotation(returns.as_deref(), Some(class_name));
                let read = if *key { self.receiver.item(python) } else { self.receiver.attr(python) };
                self.property(&name, docs::of_path(&path, property(*key), doc), read, returns);
                if *settable && !matches!(self.receiver, Receiver::Member) {
                    let setter = scope.invent(&format!("set_{python}"));
                    let set = match key {
                        true => {
                            quote!(::snakebridge::codegen::Object::set_item(&self.object, #python, value))
                        }
                        false => quote!(::snakebridge::codegen::set_attr(&self.object, #python, value)),
                    };
                    let docs = docs::of_path(&path, property(*key), Some("Sets it."));
                    self.setter(&setter, docs, Some(quote!(&self,)), set);
                }
            }
            MemberKind::Attribute { type_name, settable, .. } => {
                self.attribute(&name, &path, doc, type_name);
                if *settable {
                    let setter = scope.invent(&format!("set_{python}"));
                    let class = self.path;
                    let set = quote!(::snakebridge::codegen::set_class_attr(#class, #python, value));
                    self.setter(
                        &setter,
                        docs::of_path(&path, "class attribute", Some("Sets it.")),
                        None,
                        set,
                    );
                }
            }
            MemberKind::Class => {}
        }
    }

    fn property(&mut self, name: &Ident, docs: Vec<String>, read: TokenStream, returns: Returns) {
        let docs = door::docs(docs);
        let call_type = door::call_type(returns);
        let call = door::typed(read, returns);
        self.functions.push(quote! {
            #docs
            pub fn #name(&self) -> #call_type {
                #call
            }
        });
    }

    fn setter(&mut self, name: &Ident, docs: Vec<String>, receiver: Option<TokenStream>, set: TokenStream) {
        let docs = door::docs(docs);
        self.functions.push(quote! {
            #docs
            pub fn #name(#receiver value: impl ::snakebridge::codegen::ToPy) -> ::snakebridge::codegen::Call<()> {
                #set
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

/// What the docs call a property.
fn property(is_key: bool) -> &'static str {
    if is_key { "key" } else { "property" }
}
