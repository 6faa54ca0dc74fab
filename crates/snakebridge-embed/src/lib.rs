//! The SnakeBridge engine that runs Python in this process.
//!
//! The library of the configured interpreter is found and opened at run time, so one binary goes with every CPython from 3.9 on and needs none to
//! be built. Python's side of a session is the adapter's, as in a worker (`python/snakebridge/embedded`), so everything means the same.
//! `docs/engines.md` says which engine is for what.

#![cfg(unix)]

mod adapter;
mod answer;
mod bounds;
mod bulk;
mod clock;
mod directly;
mod engine;
mod exchange;
#[cfg(target_os = "linux")]
mod frozen;
mod functions;
mod interpreter;
mod locate;
mod objects;
mod payloads;
mod plainly;
mod python;
mod released;
mod runtime;
mod sessions;
mod slots;
mod type_names;
mod written;

pub use engine::Embed;

#[cfg(feature = "pyo3")]
pub mod pyo3 {
    //! Objects from and to PyO3: feature `pyo3`.

    pub use crate::python::pyo3::{ObjectExt, SessionExt};
}
