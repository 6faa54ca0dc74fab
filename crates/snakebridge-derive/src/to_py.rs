//! `impl ToPy`.

use crate::shape::{Field, Shape, Variant};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{DeriveInput, parse_quote};

pub(crate) fn implement(input: &DeriveInput, shape: &Shape) -> TokenStream {
    let body = match shape {
        Shape::Record(fields) => record(fields),
        Shape::Newtype(_) => quote!(::snakebridge::ToPy::into_value(self.0)),
        Shape::Tuple(types) => {
            let indexes = (0..types.len()).map(syn::Index::from);
            quote!(::snakebridge::ToPy::into_value((#(self.#indexes,)*)))
        }
        Shape::Choice(variants) => choice(variants),
    };
    let ident = &input.ident;
    let mut generics = input.generics.clone();
    for parameter in input.generics.type_params() {
        let parameter = &parameter.ident;
        generics.make_where_clause().predicates.push(parse_quote!(#parameter: ::snakebridge::ToPy));
    }
    // What it is in Python is its author's business: it passes wherever an argument is checked.
    let mut any_kind = generics.clone();
    any_kind.params.push(parse_quote!(SnakeBridgeKind));
    let (any_parameters, ..) = any_kind.split_for_impl();
    let (parameters, arguments, conditions) = generics.split_for_impl();
    quote! {
        #[diagnostic::do_not_recommend]
        impl #any_parameters ::snakebridge::Fits<SnakeBridgeKind> for #ident #arguments #conditions {}

        impl #parameters ::snakebridge::ToPy for #ident #arguments #conditions {
            fn into_value(self) -> ::snakebridge::Result<::snakebridge::Value> {
                #body
            }
        }
    }
}

fn record(fields: &[Field]) -> TokenStream {
    let items = fields.iter().map(|Field { ident, name, .. }| {
        quote!((::snakebridge::Value::from(#name), ::snakebridge::ToPy::into_value(self.#ident)?))
    });
    quote!(::core::result::Result::Ok(::snakebridge::Value::Dict(::std::vec![#(#items),*])))
}

fn choice(variants: &[Variant]) -> TokenStream {
    let value = format_ident!("value");
    let arms = variants.iter().map(|variant| match variant {
        Variant::Name { ident, name } => {
            quote!(Self::#ident => ::core::result::Result::Ok(::snakebridge::Value::from(#name)))
        }
        Variant::Alternative { ident } => {
            quote!(Self::#ident(#value) => ::snakebridge::ToPy::into_value(#value))
        }
    });
    quote!(match self { #(#arms),* })
}
