//! **resolve**: how Python's things are called and used in Rust. Side tables only, made from the IR and keyed by its names.

mod names;
mod returns;
mod shape;

pub(crate) use names::{Scope, candidates_of, is_identifier};
pub(crate) use returns::{Returns, of_annotation, of_value};
pub(crate) use shape::{Optional, Pass, Required, Shape};
