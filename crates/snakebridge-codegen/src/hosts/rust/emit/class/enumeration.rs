//! Enums: Python's members are Rust's variants.

use super::super::door;
use crate::hosts::rust::resolve::Scope;
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use snakebridge_model::ir::{Class, Enumerator};

/// The enum with a variant for each member that Rust can spell, and one for all others; aliases are constants.
pub(super) fn definition(path: &str, name: &Ident, class: &Class, scope: &mut Scope) -> TokenStream {
    let other = scope.invent("Other");
    let qualified = class.qualified.as_deref().unwrap_or(path);
    let (aliases, members): (Vec<&Enumerator>, Vec<&Enumerator>) =
        class.enumeration.iter().partition(|member| member.alias_of.is_some());
    let members: Vec<(&Enumerator, &Ident)> =
        members.into_iter().filter_map(|member| Some((member, scope.get(&member.name)?))).collect();
    let variants = members.iter().map(|(member, variant)| {
        let docs = value(&member.value);
        let alias = door::alias(variant, &member.name);
        quote!(#docs #alias #variant,)
    });
    let names = members.iter().map(|(member, variant)| {
        let python = &member.name;
        quote!(#variant = #python)
    });
    let aliases: Vec<TokenStream> = aliases
        .into_iter()
        .filter_map(|member| {
            let (alias, of) = (scope.get(&member.name)?, scope.get(member.alias_of.as_deref()?)?);
            let docs = value(&member.value);
            Some(quote!(#docs pub const #alias: Self = Self::#of;))
        })
        .collect();
    let aliases = (!aliases.is_empty()).then(|| quote!(impl #name { #(#aliases)* }));
    quote! {
        #[derive(
            ::core::clone::Clone, ::core::fmt::Debug, ::core::hash::Hash, ::core::cmp::PartialEq, ::core::cmp::Eq
        )]
        pub enum #name {
            #(#variants)*
            /// A member that has no variant: one that came with another version, a combination of flags.
            #other(_sb::Object),
        }
        _sb::enumeration!(#name, #path, #qualified, #other, [#(#names),*]);
        #aliases
    }
}

fn value(text: &str) -> TokenStream {
    door::docs(vec![format!("`{}`", text.replace('`', "'"))])
}
