//! What Python's syntax does with instances, as Rust's.

use super::super::door::Place;
use crate::hosts::rust::resolve::{Known, Returns};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use snakebridge_model::ir::Class;

/// Special methods that are operators of Rust's, too, by what the door calls them.
const OPERATORS: [(&str, &str); 12] = [
    ("__add__", "add"),
    ("__sub__", "sub"),
    ("__mul__", "mul"),
    ("__truediv__", "truediv"),
    ("__mod__", "mod_"),
    ("__and__", "and"),
    ("__or__", "or"),
    ("__xor__", "xor"),
    ("__lshift__", "lshift"),
    ("__rshift__", "rshift"),
    ("__neg__", "neg"),
    ("__invert__", "invert"),
];

/// Operators that combine flags.
const COMBINING: [&str; 4] = ["__and__", "__or__", "__xor__", "__invert__"];

/// The operators, the iteration and the context management of a class.
pub(super) fn impls(name: &Ident, class: &Class, known: Known<'_>, place: Place<'_>) -> TokenStream {
    let has = |special: &str| class.special.contains(special);
    let is_flag = class.bases.iter().any(|base| base == "enum.Flag");
    let gives = |special: &str| match class.gives.get(special) {
        // A combination of flags is one of them, too.
        None if is_flag && COMBINING.contains(&special) => Returns::Itself,
        said => known.of_annotation(said.map(String::as_str)),
    };
    let operators: Vec<TokenStream> = OPERATORS
        .into_iter()
        .filter(|(special, _)| has(special))
        .map(|(special, operator)| {
            let operator = format_ident!("{operator}");
            match gives(special) {
                Returns::Object => quote!(#operator),
                returns => {
                    let result = place.result(&returns);
                    quote!(#operator -> #result)
                }
            }
        })
        .collect();
    let operators = (!operators.is_empty()).then(|| quote!(_sb::operators!(#name: #(#operators),*);));
    if !class.enumeration.is_empty() {
        return quote!(#operators);
    }
    let iterable = ["__iter__", "__aiter__"].into_iter().find(|special| has(special)).map(|special| {
        let item = place.result(&known.of_items(class.gives.get(special).map(String::as_str)));
        quote!(_sb::iterable!(#name, #item);)
    });
    let gives_itself = |special: &str| has(special) && gives(special) == Returns::Itself;
    let is_free = |made_up: &str| !class.members.contains_key(made_up);
    let manager = gives_itself("__enter__").then(|| quote!(_sb::manager!(#name);));
    let async_manager = (gives_itself("__aenter__") && is_free("with_awaited") && is_free("async_with"))
        .then(|| quote!(_sb::async_manager!(#name);));
    quote!(#operators #iterable #manager #async_manager)
}
