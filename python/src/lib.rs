//! The Python side of SnakeBridge: the adapter every worker runs and the probe that introspects.
//!
//! The Python files are part of this crate. [`unpack`] puts them into a folder of the user's cache, which Python runs as
//! `python <folder> worker --fd N`. A folder rather than a zip archive, because CPython keeps compiled bytecode beside
//! the files of a folder and compiles those of an archive at every start.

mod provide;
mod unpack;

pub use provide::{NotProvided, Provided, provide};
pub use unpack::{AdapterError, unpack};

include!(concat!(env!("OUT_DIR"), "/files.rs"));
