//! `#[derive(ToPy)]` and `#[derive(FromPy)]`, re-exported by the crate `snakebridge`, which documents them.

mod attributes;
mod from_py;
mod shape;
mod to_py;

use proc_macro::TokenStream;
use shape::Shape;
use syn::{DeriveInput, parse_macro_input};

/// What a type can be sent as: see the trait `ToPy`.
#[proc_macro_derive(ToPy, attributes(py))]
pub fn to_py(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    Shape::of(&input)
        .map(|shape| to_py::implement(&input, &shape))
        .unwrap_or_else(|error| error.to_compile_error())
        .into()
}

/// What a type can be read from: see the trait `FromPy`.
#[proc_macro_derive(FromPy, attributes(py))]
pub fn from_py(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    Shape::of(&input)
        .map(|shape| from_py::implement(&input, &shape))
        .unwrap_or_else(|error| error.to_compile_error())
        .into()
}
