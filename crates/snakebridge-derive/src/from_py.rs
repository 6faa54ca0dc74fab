//! `impl FromPy`.

use crate::attributes::Missing;
use crate::shape::{Field, Shape, Variant};
use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, Type, parse_quote};

pub(crate) fn implement(input: &DeriveInput, shape: &Shape) -> TokenStream {
    let ident = &input.ident;
    let expected = ident.to_string();
    let (want, body) = match shape {
        Shape::Record(fields) => (None, record(&expected, fields)),
        Shape::Newtype(inner) => (
            Some(quote!(<#inner as ::snakebridge::FromPy>::WANT)),
            quote!(<#inner as ::snakebridge::FromPy>::from_value(value).map(Self)),
        ),
        Shape::Tuple(types) => tuple(types),
        Shape::Choice(variants) => (None, choice(&expected, variants)),
    };
    let want = want.map(|want| quote!(const WANT: ::snakebridge::Want = #want;));
    let mut generics = input.generics.clone();
    for parameter in input.generics.type_params() {
        let parameter = &parameter.ident;
        generics.make_where_clause().predicates.push(parse_quote!(#parameter: ::snakebridge::FromPy));
    }
    let (parameters, arguments, conditions) = generics.split_for_impl();
    quote! {
        impl #parameters ::snakebridge::FromPy for #ident #arguments #conditions {
            #want

            fn from_value(
                value: ::snakebridge::Value,
            ) -> ::core::result::Result<Self, ::snakebridge::ConversionError> {
                #body
            }
        }
    }
}

fn record(expected: &str, fields: &[Field]) -> TokenStream {
    let names = fields.iter().map(|field| &field.name);
    let values = fields.iter().map(|Field { ident, missing, .. }| match missing {
        None => quote!(#ident: record.required()?),
        Some(Missing::Trait) => quote!(#ident: record.optional(::core::default::Default::default)?),
        Some(Missing::Function(function)) => quote!(#ident: record.optional(#function)?),
    });
    quote! {
        let mut record = ::snakebridge::derive::Record::read(value, #expected, &[#(#names),*])?;
        ::core::result::Result::Ok(Self { #(#values),* })
    }
}

fn tuple(types: &[Type]) -> (Option<TokenStream>, TokenStream) {
    let whole = quote!((#(#types,)*));
    let parts = (0..types.len()).map(syn::Index::from);
    let body = quote! {
        let parts = <#whole as ::snakebridge::FromPy>::from_value(value)?;
        ::core::result::Result::Ok(Self(#(parts.#parts),*))
    };
    (Some(quote!(<#whole as ::snakebridge::FromPy>::WANT)), body)
}

/// Names first, because they are exact; then the alternatives in the order they are written, of a member of an `Enum` also for its
/// value.
fn choice(expected: &str, variants: &[Variant]) -> TokenStream {
    let named = variants.iter().filter_map(|variant| match variant {
        Variant::Name { ident, name } => {
            Some(quote!(#name => return ::core::result::Result::Ok(Self::#ident),))
        }
        Variant::Alternative { .. } => None,
    });
    let alternatives = variants.iter().filter_map(|variant| match variant {
        Variant::Name { .. } => None,
        Variant::Alternative { ident } => Some(quote! {
            if let ::core::result::Result::Ok(found) =
                ::snakebridge::FromPy::from_value(::core::clone::Clone::clone(value))
            {
                return ::core::option::Option::Some(Self::#ident(found));
            }
        }),
    });
    let (named, alternatives): (Vec<_>, Vec<_>) = (named.collect(), alternatives.collect());
    let member = quote!(let member = ::snakebridge::derive::Member::of(&value););
    let by_name = quote! {
        for name in ::snakebridge::derive::names_of(&value, member.as_ref()) {
            match name {
                #(#named)*
                _ => {}
            }
        }
    };
    let fit = quote! {
        let fit = |value: &::snakebridge::Value| -> ::core::option::Option<Self> {
            #(#alternatives)*
            ::core::option::Option::None
        };
    };
    let by_type = |value: TokenStream| {
        quote! {
            if let ::core::option::Option::Some(found) = #value.and_then(fit) {
                return ::core::result::Result::Ok(found);
            }
        }
    };
    let by_value = by_type(quote!(::core::option::Option::Some(&value)));
    let by_value_of_member = by_type(quote!(member.as_ref().map(::snakebridge::derive::Member::value)));
    // Python is asked about members no sooner than has to be.
    let steps = match (named.is_empty(), alternatives.is_empty()) {
        (false, false) => quote!(#member #by_name #fit #by_value #by_value_of_member),
        (false, true) => quote!(#member #by_name),
        (true, false) => quote!(#fit #by_value #member #by_value_of_member),
        (true, true) => TokenStream::new(),
    };
    quote! {
        #steps
        ::core::result::Result::Err(::snakebridge::ConversionError::new(#expected, &value))
    }
}
