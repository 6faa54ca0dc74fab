//! The types of calls with optional arguments. Each module has one for all its functions, and for its classes unless they have many
//! methods: a type for each function takes rustc several times as long, and one type for very many functions does, too.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use std::cell::Cell;

/// How many methods with options a class has at least if it has a builder of its own.
pub(super) const MANY: usize = 16;

/// A builder, in the module that it stands in.
pub(super) struct Builder {
    name: Ident,
    is_used: Cell<bool>,
}

impl Builder {
    pub(super) fn new(name: Ident) -> Self {
        Self { name, is_used: Cell::new(false) }
    }

    /// Its definition, if something used it.
    pub(super) fn definition(&self) -> Option<TokenStream> {
        let name = &self.name;
        self.is_used.get().then(|| quote!(_sb::builder!(#name);))
    }
}

/// A builder, as seen from somewhere inside of its module.
#[derive(Clone, Copy)]
pub(super) struct Outer<'a> {
    pub(super) builder: &'a Builder,
    /// How many modules there are between.
    pub(super) levels: usize,
}

/// A builder, as the functions that use it see it, and their options.
pub(super) struct Builders<'a> {
    builder: &'a Builder,
    /// From the functions to the builder.
    to_builder: TokenStream,
    /// From the functions to what tells them apart.
    to_function: TokenStream,
    /// From that to the builder.
    back: TokenStream,
}

impl<'a> Builders<'a> {
    /// For the functions of a module.
    pub(super) fn of_module(outer: Outer<'a>) -> Self {
        let up = up(outer.levels);
        Self { builder: outer.builder, to_builder: up.clone(), to_function: quote!(), back: up }
    }

    /// For the methods of a class whose parts are in the module `parts`, which has a builder of its own.
    pub(super) fn own(builder: &'a Builder, parts: &Ident) -> Self {
        Self { builder, to_builder: quote!(#parts::), to_function: quote!(#parts::), back: quote!() }
    }

    /// For the methods of a class without one.
    pub(super) fn shared(outer: Outer<'a>, parts: &Ident) -> Self {
        Self {
            builder: outer.builder,
            to_builder: up(outer.levels),
            to_function: quote!(#parts::),
            back: up(outer.levels + 1),
        }
    }

    /// The builder, where the functions stand.
    pub(super) fn path(&self) -> TokenStream {
        self.builder.is_used.set(true);
        let (to_builder, name) = (&self.to_builder, &self.builder.name);
        quote!(#to_builder #name)
    }

    /// What tells calls of the function `name` apart, where the functions stand.
    pub(super) fn function(&self, name: &Ident) -> TokenStream {
        let to_function = &self.to_function;
        quote!(#to_function #name)
    }

    /// The builder, where the options stand.
    pub(super) fn back(&self) -> TokenStream {
        let (back, name) = (&self.back, &self.builder.name);
        quote!(#back #name)
    }
}

fn up(levels: usize) -> TokenStream {
    let ups = std::iter::repeat_n(quote!(super::), levels);
    quote!(#(#ups)*)
}
