//! Plain data of SnakeBridge, and nothing else: the IR of a Python library ([`ir`]), the committed
//! `snakebridge.manifest.json` ([`Manifest`]) and `snakebridge.lock` ([`Lock`]), and the user's
//! `snakebridge.toml` ([`Configuration`]).
//!
//! Everything here serialises, holds no live object and needs no Python, so each stage of the
//! generator can be tested with data alone.

mod configuration;
mod extent;
pub mod ir;
mod lock;
mod manifest;
mod serve;

pub use configuration::{Configuration, EngineName, LibrarySource, ModelError, PythonSection};
pub use extent::{Extent, Mode};
pub use lock::{Lock, LockedPackage, LockedPython, LockedStubs};
pub use manifest::Manifest;
pub use serve::ServeSection;
