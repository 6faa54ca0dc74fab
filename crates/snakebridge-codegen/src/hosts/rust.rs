//! Rust: what a crate uses (`scan`), what things are called in it (`resolve`), the wrappers (`emit`).

mod admit;
mod docs;
mod emit;
mod resolve;
mod scan;

pub(crate) use admit::admit;
pub use docs::markdown;
pub(crate) use docs::python_signature;
pub(crate) use emit::{MadeFor, Registration, emit, emit_one};
pub(crate) use scan::scan;
