//! The members of a class.

use super::super::builders::Builders;
use super::super::call::{self, Callable, On};
use super::super::door::{self, Place};
use crate::hosts::rust::docs::{self, CallableDocs, Docs};
use crate::hosts::rust::resolve::{Known, Promise, Returns, Scope, Takes};
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
            Self::Derived => quote!(_sb::Object::method(self, #name)),
            Self::Member => quote!(_sb::Call::of(self).method(#name)),
        }
    }

    fn item(self, key: &str) -> TokenStream {
        match self {
            Self::Plain => quote!(self.object.item(#key)),
            Self::Derived => quote!(_sb::Object::item(self, #key)),
            Self::Member => quote!(_sb::Call::of(self).item(#key)),
        }
    }

    fn attr(self, name: &str) -> TokenStream {
        match self {
            Self::Plain => quote!(self.object.attr(#name)),
            Self::Derived => quote!(_sb::Object::attr(self, #name)),
            Self::Member => quote!(_sb::Call::of(self).attr(#name)),
        }
    }

    fn invoke(self) -> TokenStream {
        match self {
            Self::Plain => quote!(self.object.invoke()),
            Self::Derived => quote!(_sb::Object::invoke(self)),
            Self::Member => quote!(_sb::Call::of(self).invoke()),
        }
    }
}

/// The functions of a class, and what tells calls of them apart.
pub(super) struct Emitting<'a> {
    path: &'a str,
    known: Known<'a>,
    place: Place<'a>,
    builders: Builders<'a>,
    receiver: Receiver,
    pub(super) functions: Vec<TokenStream>,
    pub(super) inner: Vec<TokenStream>,
}

/// A function of a class.
struct Function<'a> {
    path: &'a str,
    /// What its alternatives are called after.
    python: &'a str,
    name: &'a Ident,
    signature: &'a Signature,
    doc: Option<&'a str>,
    on: On<'a>,
}

impl<'a> Emitting<'a> {
    pub(super) fn new(
        path: &'a str,
        known: Known<'a>,
        place: Place<'a>,
        builders: Builders<'a>,
        receiver: Receiver,
    ) -> Self {
        Self { path, known, place, builders, receiver, functions: Vec::new(), inner: Vec::new() }
    }

    /// What makes an instance. `doc` is that of the class.
    pub(super) fn constructor(&mut self, signature: &Signature, doc: Option<&str>, scope: &mut Scope) {
        let (path, python, name) = (self.path, "new", &format_ident!("new"));
        self.callable(&Function { path, python, name, signature, doc, on: On::Constructor }, scope);
    }

    /// A call of the instance itself.
    pub(super) fn invoke(&mut self, signature: &Signature, scope: &mut Scope) {
        let (path, call) = (&format!("{}.__call__", self.path), self.receiver.invoke());
        let (python, name) = ("invoke", &scope.invent("invoke"));
        self.callable(&Function { path, python, name, signature, doc: None, on: On::Instance(&call) }, scope);
    }

    fn callable(&mut self, function: &Function<'_>, scope: &mut Scope) {
        let Function { path, name, signature, on, .. } = *function;
        let documented = CallableDocs::new(path, signature, function.doc);
        let (promise, docs) = match on {
            On::Constructor => (Returns::Itself.into(), documented.constructor()),
            On::Path | On::Instance(_) => (self.known.promise(signature), documented.function()),
        };
        let callable = Callable {
            path,
            name,
            signature,
            docs: &docs,
            documented: &documented,
            promise: &promise,
            on,
            known: self.known,
            place: self.place,
            builders: &self.builders,
            main: None,
        };
        let emitted = call::emit(&callable, function.python, &mut |name| scope.invent(name));
        self.functions.push(emitted.function);
        self.inner.extend(emitted.options);
    }

    pub(super) fn member(&mut self, python: &str, member: &Member, scope: &mut Scope) {
        let Some(name) = scope.get(python).cloned() else { return };
        let path = &format!("{}.{python}", self.path);
        let doc = member.doc.as_deref();
        let alias = door::alias(&name, python);
        match &member.kind {
            // It has a symbol of its own.
            MemberKind::Class => {}
            MemberKind::Method(signature) => {
                self.functions.extend(alias);
                let on = On::Instance(&self.receiver.method(python));
                self.callable(&Function { path, python, name: &name, signature, doc, on }, scope);
            }
            MemberKind::ClassMethod(signature) | MemberKind::StaticMethod(signature) => {
                self.functions.extend(alias);
                self.callable(&Function { path, python, name: &name, signature, doc, on: On::Path }, scope);
            }
            MemberKind::Property { settable, returns, key } => {
                self.functions.extend(alias);
                let takes = Takes::of_annotation(returns.as_deref());
                let returns = self.known.of_annotation(returns.as_deref());
                let read = if *key { self.receiver.item(python) } else { self.receiver.attr(python) };
                let docs = docs::of_path(path, property(*key), doc);
                self.reading(&name, docs, Some(quote!(&self)), read, returns);
                if *settable && !matches!(self.receiver, Receiver::Member) {
                    let setter = scope.invent(&format!("set_{python}"));
                    let set = match key {
                        true => {
                            quote!(_sb::Object::set_item(&self.object, #python, value))
                        }
                        false => quote!(_sb::set_attr(&self.object, #python, value)),
                    };
                    let docs = docs::of_path(path, property(*key), Some("Sets it."));
                    self.setter(&setter, docs, Some(quote!(&self,)), takes, set);
                }
            }
            MemberKind::Attribute { type_name, annotation, settable } => {
                self.functions.extend(alias);
                let returns = self.known.of_value(type_name, annotation.as_deref());
                let docs = docs::of_path(path, "class attribute", doc);
                self.reading(&name, docs, None, quote!(_sb::Call::path(#path)), returns);
                if *settable {
                    let setter = scope.invent(&format!("set_{python}"));
                    let class = self.path;
                    let set = quote!(_sb::set_class_attr(#class, #python, value));
                    let docs = docs::of_path(path, "class attribute", Some("Sets it."));
                    let takes = Takes::of_annotation(annotation.as_deref());
                    self.setter(&setter, docs, None, takes, set);
                }
            }
        }
    }

    /// What reads a property or an attribute.
    fn reading(
        &mut self,
        name: &Ident,
        docs: Docs,
        receiver: Option<TokenStream>,
        read: TokenStream,
        returns: Returns,
    ) {
        let docs = door::docs(docs);
        let call_type = self.place.call_type(&returns);
        let call = door::typed(read, &Promise::from(returns));
        self.functions.push(quote! {
            #docs
            pub fn #name(#receiver) -> #call_type {
                #call
            }
        });
    }

    fn setter(
        &mut self,
        name: &Ident,
        docs: Docs,
        receiver: Option<TokenStream>,
        takes: Takes,
        set: TokenStream,
    ) {
        let (docs, takes) = (door::docs(docs), door::takes(takes));
        self.functions.push(quote! {
            #docs
            pub fn #name(#receiver value: #takes) -> _sb::Call<()> {
                #set
            }
        });
    }
}

/// What the docs call a property.
fn property(is_key: bool) -> &'static str {
    if is_key { "key" } else { "property" }
}
