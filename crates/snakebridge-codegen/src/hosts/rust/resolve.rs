//! **resolve**: how Python's things are called and used in Rust. Side tables only, made from the IR and keyed by its names.

mod alternatives;
mod names;
mod returns;
mod shape;
mod takes;

pub(crate) use alternatives::{Alternative, alternatives, meant};
pub(crate) use names::{DOOR, Scope, candidates_of, is_identifier};
pub(crate) use returns::{Known, Promise, Returns};
pub(crate) use shape::{Optional, Pass, Required, Shape, is_builder_method, may_be_of_builder};
pub(crate) use takes::Takes;
