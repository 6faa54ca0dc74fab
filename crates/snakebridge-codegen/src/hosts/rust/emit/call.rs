//! Functions, methods and constructors, with the methods of their builders.

use super::builders::Builders;
use super::door::{self, Place};
use crate::hosts::rust::docs::{self, CallableDocs, Docs};
use crate::hosts::rust::resolve::{Alternative, Known, Optional, Pass, Promise, Shape, alternatives};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use snakebridge_model::ir::Signature;

/// Something that can be called.
#[derive(Clone, Copy)]
pub(super) struct Callable<'a> {
    /// Its Python path.
    pub(super) path: &'a str,
    /// Its Rust name, and what tells its builder from others.
    pub(super) name: &'a Ident,
    pub(super) signature: &'a Signature,
    /// What documents it, and its options.
    pub(super) docs: &'a Docs,
    pub(super) documented: &'a CallableDocs<'a>,
    pub(super) promise: &'a Promise,
    pub(super) on: On<'a>,
    /// What annotations mean there.
    pub(super) known: Known<'a>,
    pub(super) place: Place<'a>,
    /// The builder where calls with optional arguments are made.
    pub(super) builders: &'a Builders<'a>,
    /// The function that this is an alternative of: where their options are the same, so is what has them as methods.
    pub(super) main: Option<(&'a Ident, &'a Shape<'a>)>,
}

/// What it stands on.
#[derive(Clone, Copy)]
pub(super) enum On<'a> {
    /// A module or a class.
    Path,
    /// A class, which it makes an instance of: whatever its annotation says.
    Constructor,
    /// An instance of a class; the call without arguments.
    Instance(&'a TokenStream),
}

/// A function, and what its builder has of it if it has options.
pub(super) struct Emitted {
    pub(super) function: TokenStream,
    pub(super) options: Option<TokenStream>,
}

/// Something that can be called, with the alternatives that its overloads are. `invent` gives those names.
pub(super) fn emit(callable: &Callable<'_>, python: &str, invent: &mut dyn FnMut(&str) -> Ident) -> Emitted {
    let shape = Shape::of(callable.signature);
    let mut emitted = callable.emit(&shape);
    let constructs = matches!(callable.on, On::Constructor);
    let mut seen = vec![callable.outline(&shape)];
    for Alternative { name, signature } in alternatives(python, callable.signature, !constructs) {
        let own;
        let promise = if constructs {
            callable.promise
        } else {
            own = callable.known.promise(&signature);
            &own
        };
        let name = invent(&name);
        let alternative = Callable {
            name: &name,
            signature: &signature,
            docs: &docs::of_alternative(callable.name, callable.path, &signature),
            promise,
            main: Some((callable.name, &shape)),
            ..*callable
        };
        let alternative_shape = Shape::of(&signature);
        let outline = alternative.outline(&alternative_shape);
        if seen.iter().any(|known| known.covers(&outline)) {
            continue;
        }
        seen.push(outline);
        let more = alternative.emit(&alternative_shape);
        emitted.function.extend(more.function);
        emitted.options = match (emitted.options, more.options) {
            (Some(options), Some(more)) => Some(quote!(#options #more)),
            (options, more) => options.or(more),
        };
    }
    emitted
}

/// All that Rust sees of a function but its name.
struct Outline {
    /// What has to be given, and what a call gives.
    signature: String,
    /// What may be given.
    options: Vec<String>,
}

impl Outline {
    /// Whether a call of `other` could be one of this just as well.
    fn covers(&self, other: &Self) -> bool {
        self.signature == other.signature && other.options.iter().all(|option| self.options.contains(option))
    }
}

impl Callable<'_> {
    fn outline(&self, shape: &Shape<'_>) -> Outline {
        let result = self.place.result(&self.promise.returns);
        let Shape::Known { required, optional } = shape else {
            return Outline { signature: format!("... -> {result}"), options: Vec::new() };
        };
        let given = required.iter().map(|parameter| format!("{}: {:?}", parameter.python, parameter.takes));
        let given = given.collect::<Vec<_>>().join(", ");
        let option = |optional: &Optional<'_>| optional.parameter.name.clone();
        Outline { signature: format!("{given} -> {result}"), options: optional.iter().map(option).collect() }
    }

    fn emit(&self, shape: &Shape<'_>) -> Emitted {
        let options = match shape {
            Shape::Known { optional, .. } if shape.has_options() && !self.shares_options(shape) => {
                Some(self.options(optional))
            }
            _ => None,
        };
        Emitted { function: self.function(shape), options }
    }

    fn function(&self, shape: &Shape<'_>) -> TokenStream {
        let name = self.name;
        let docs = door::docs(self.docs.clone());
        let receiver = matches!(self.on, On::Instance(_)).then(|| quote!(&self,));
        let parameters = match shape {
            Shape::Variadic => quote!(args: impl _sb::Args),
            Shape::Known { required, .. } => {
                let each = required.iter().map(|parameter| {
                    let (name, takes) = (&parameter.name, door::takes(parameter.takes));
                    quote!(#name: #takes)
                });
                quote!(#(#each),*)
            }
        };
        let call = self.call(shape);
        let (returns, body) = if shape.has_options() {
            let builder = self.builders.path();
            let result = self.place.result(&self.promise.returns);
            let function = self.builders.function(self.owner(shape));
            (quote!(#builder<#result, #function>), call)
        } else {
            (self.place.call_type(&self.promise.returns), call)
        };
        quote! {
            #docs
            pub fn #name(#receiver #parameters) -> #returns {
                #body
            }
        }
    }

    /// The call with all required arguments; a builder if there are others.
    fn call(&self, shape: &Shape<'_>) -> TokenStream {
        let path = self.path;
        let builder = shape.has_options().then(|| self.builders.path());
        let bare = match (self.on, &builder) {
            (On::Path | On::Constructor, Some(builder)) => {
                door::awaited(quote!(#builder::from(#path)), self.promise)
            }
            (On::Path | On::Constructor, None) => door::typed(quote!(_sb::Call::to(#path)), self.promise),
            (On::Instance(call), None) => door::typed(call.clone(), self.promise),
            (On::Instance(call), Some(builder)) => {
                let call = door::typed(call.clone(), self.promise);
                quote!(#builder::from(#call))
            }
        };
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

    /// The name of the function whose options these are.
    fn owner(&self, shape: &Shape<'_>) -> &Ident {
        match self.main {
            Some((main, _)) if self.shares_options(shape) => main,
            _ => self.name,
        }
    }

    /// Whether the options are among those of the function that this is an alternative of, and go the same way.
    fn shares_options(&self, shape: &Shape<'_>) -> bool {
        let (Some((_, Shape::Known { optional: main, .. })), Shape::Known { optional, .. }) =
            (self.main, shape)
        else {
            return false;
        };
        let same = |option: &Optional<'_>| {
            option.pass == Pass::Keyword
                && main
                    .iter()
                    .any(|known| known.pass == Pass::Keyword && known.parameter.name == option.parameter.name)
        };
        !main.is_empty() && optional.iter().all(same)
    }

    /// What tells calls of it from others, and the methods that only they have.
    fn options(&self, optional: &[Optional<'_>]) -> TokenStream {
        let (name, path) = (self.name, self.path);
        let builder = self.builders.back();
        let methods = optional.iter().map(|optional| {
            let (method, python) = (&optional.method, &optional.parameter.name);
            let docs = door::docs(self.documented.optional(optional.parameter));
            let takes = door::takes(optional.takes);
            let give = match optional.pass {
                Pass::Slot { index, .. } => {
                    let index = Literal::usize_unsuffixed(index);
                    quote!(slot(#index, value))
                }
                Pass::Position | Pass::Keyword => quote!(kwarg(#python, value)),
            };
            let alias = door::alias(method, python);
            quote! {
                #docs
                #alias
                pub fn #method(self, value: #takes) -> Self {
                    Self::from(self.call.#give)
                }
            }
        });
        let about = door::docs(docs::of_options(path));
        quote! {
            #about
            pub enum #name {}
            impl<R> #builder<R, #name> {
                #(#methods)*
            }
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
    (!slots.is_empty()).then(|| quote!(.slots(_sb::slots!(#(#slots),*))))
}
