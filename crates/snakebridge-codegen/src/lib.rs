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

mod annotation;
mod changes;
mod coverage;
mod diagnostics;
mod disk;
#[doc(hidden)]
pub mod fuzzing;
mod hosts;
mod inspect;
mod introspect;
mod items;
mod lock;
mod nearest;
mod pipeline;
mod plan;
mod project;
mod strict;
mod uses;
mod write;

pub use changes::{Change, Changes, LibraryChanges, SymbolChanges};
pub use coverage::{Callable, CallableKind, Coverage, Evidences, Omission, Tally, survey};
pub use diagnostics::{Code, Details, Diagnostic, Diagnostics, Severity, Site, Stopped};
pub use hosts::Language;
pub use hosts::rust::markdown;
pub use inspect::{Inspection, Subject, inspect};
pub use introspect::{GlobRequest, Prepared, ProbeAnswer, ProbeRequest, Python, Stubs, SystemPython};
pub use lock::{environment_request, generator_digest};
pub use pipeline::{Options, Outcome, build, generate};
pub use project::Project;
