//! Functions, methods and constructors, with their builders.

use super::door;
use crate::hosts::rust::docs;
use crate::hosts::rust::resolve::{Optional, Pass, Returns, Shape};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use snakebridge_model::ir::Signature;

/// Something that can be called.
pub(super) struct Callable<'a> {
    /// Its Python path.
    pub(super) path: &'a str,
    /// Its Rust name, and that of its builder.
    pub(super) name: &'a Ident,
    pub(super) signature: &'a Signature,
    pub(super) doc: Option<&'a str>,
    pub(super) returns: Returns,
    pub(super) on: On<'a>,
}

/// What it stands on.
pub(super) enum On<'a> {
    /// A module.
    Module,
    /// A class; builders and such are in the module `parts`.
    Class { parts: &'a Ident, class: &'a Ident },
    /// An instance of a class; `call` is the call without arguments.
    Instance { call: TokenStream, parts: &'a Ident, class: &'a Ident },
}

/// A function, and its builder if it has options.
pub(super) struct Emitted {
    pub(super) function: TokenStream,
    pub(super) builder: Option<TokenStream>,
}

impl Callable<'_> {
    pub(super) fn emit(&self) -> Emitted {
        let shape = Shape::of(self.signature);
        let builder = match &shape {
            Shape::Known { optional, .. } if shape.has_options() => Some(self.builder(optional)),
            _ => None,
        };
        Emitted { function: self.function(&shape), builder }
    }

    fn function(&self, shape: &Shape<'_>) -> TokenStream {
        let name = self.name;
        let docs = door::docs(docs::of_callable(self.path, self.signature, self.doc));
        let receiver = matches!(self.on, On::Instance { .. }).then(|| quote!(&self,));
        let parameters = match shape {
            Shape::Variadic => quote!(args: impl ::snakebridge::codegen::Args),
            Shape::Known { required, .. } => {
                let each = required.iter().map(|parameter| door::parameter(&parameter.name));
                quote!(#(#each),*)
            }
        };
        let call = self.call(shape);
        let (returns, body) = if shape.has_options() {
            let builder = self.builder_path();
            (quote!(#builder), quote!(#builder { call: #call }))
        } else {
            (door::call_type(self.returns), call)
        };
        quote! {
            #docs
            pub fn #name(#receiver #parameters) -> #returns {
                #body
            }
        }
    }

    /// The call with all required arguments.
    fn call(&self, shape: &Shape<'_>) -> TokenStream {
        let path = self.path;
        let bare = match &self.on {
            On::Instance { call, .. } => call.clone(),
            On::Module | On::Class { .. } => quote!(::snakebridge::codegen::Call::to(#path)),
        };
        let bare = door::typed(bare, self.returns);
        let Shape::Known { required, optional } = shape else { return quote!(#bare.args(args)) };
        let given = required.iter().map(|parameter| {
            let (name, python) = (&parameter.name, parameter.python);
            match parameter.pass {
                Pass::Keyword => quote!(.kwarg(#python, #name)),
                Pass::Position | Pass::Slot { .. } => quote!(.arg(#name)),
            }
        });
        let slots = slots(optional);
        quote!(#bare #(#given)* #slots)
    }

    /// The type of what gathers the optional arguments.
    fn builder(&self, optional: &[Optional<'_>]) -> TokenStream {
        let (name, path) = (self.name, self.path);
        let class = match self.on {
            On::Module => quote!(),
            On::Class { class, .. } | On::Instance { class, .. } => quote!(super::#class),
        };
        let result = door::result(self.returns, &class);
        let methods = optional.iter().map(|optional| {
            let (method, python) = (&optional.method, &optional.parameter.name);
            let docs = door::docs(docs::of_optional(optional.parameter));
            let give = match optional.pass {
                Pass::Slot { index, .. } => {
                    let index = Literal::usize_unsuffixed(index);
                    quote!(slot(#index, value))
                }
                Pass::Position | Pass::Keyword => quote!(kwarg(#python, value)),
            };
            quote! {
                #docs
                pub fn #method(self, value: impl ::snakebridge::codegen::ToPy) -> Self {
                    self.#give
                }
            }
        });
        quote! {
            ::snakebridge::codegen::builder!(#name, #result, #path);
            impl #name {
                #(#methods)*
            }
        }
    }

    fn builder_path(&self) -> TokenStream {
        let name = self.name;
        match self.on {
            On::Module => quote!(#name),
            On::Class { parts, .. } | On::Instance { parts, .. } => quote!(#parts::#name),
        }
    }
}

fn slots(optional: &[Optional<'_>]) -> Option<TokenStream> {
    let slots: Vec<TokenStream> = optional
        .iter()
        .filter_map(|optional| {
            let Pass::Slot { keyword, .. } = optional.pass else { return None };
            let name = &optional.parameter.name;
            let by = keyword.then(|| quote!(= keyword));
            Some(quote!(#name #by))
        })
        .collect();
    (!slots.is_empty()).then(|| quote!(.slots(::snakebridge::codegen::slots!(#(#slots),*))))
}
