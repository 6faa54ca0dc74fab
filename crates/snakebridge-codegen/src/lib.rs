//! Generates typed wrappers of Python libraries, for exactly what a program uses of them.
//!
//! [`generate`] runs the stages, each a module of its own, over one IR ([`snakebridge_model::ir`]):
//!
//! - **scan** (`hosts/rust/scan`) finds what the program uses;
//! - **plan** compares that with the committed manifest;
//! - **introspect** asks Python about what is missing, and only then;
//! - **resolve** (`hosts/rust/resolve`) decides what things are called in Rust and how they are called;
//! - **emit** (`hosts/rust/emit`) turns that into source;
//! - **write** puts the files in place.
//!
//! Nothing here prints: what there is to tell are [`Diagnostics`].

mod diagnostics;
mod hosts;
mod inspect;
mod introspect;
mod lock;
mod nearest;
mod pipeline;
mod plan;
mod project;
mod strict;
mod uses;
mod write;

pub use diagnostics::{Code, Diagnostic, Diagnostics, Severity, Site, Stopped};
pub use hosts::rust::markdown;
pub use inspect::{Inspection, Subject, inspect};
pub use introspect::{GlobRequest, Prepared, ProbeAnswer, ProbeRequest, Python, SystemPython};
pub use lock::environment_request;
pub use pipeline::{Options, Outcome, generate};
pub use project::Project;
