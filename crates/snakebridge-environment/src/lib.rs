//! Finds Python interpreters and provisions managed virtual environments for SnakeBridge.
//!
//! - [`find_runtime`] says which Python a program runs. It starts no process.
//! - [`provision`] gives a build the interpreter and the packages that `snakebridge.toml` asks for: a named
//!   environment as it is, or a managed one that is made once, shared by all builds that ask for the same, and kept in
//!   the user's cache. A second call with the same [`Request`] starts no process either.
//! - [`standard_stubs`] provides the stubs of the standard library, in a managed environment of their own.
//! - [`search_report`] lists every interpreter there is and why it would or would not be taken.
//!
//! Nothing here prints: progress goes through a callback, errors say what happened and what to do.

mod cache;
mod candidates;
mod clean;
mod diagnosis;
mod environment;
mod error;
mod installed;
mod installer;
mod interpreter;
mod managed;
mod marker;
mod named;
mod packages;
mod probe;
mod process;
mod progress;
mod requirement;
mod runtime;
mod search;
mod shim;
mod stubs;
mod surroundings;
#[cfg(test)]
mod testing;
mod unusable;
mod uses;
mod wanted;

pub use cache::cache_dir;
pub use clean::{Contents, ManagedEnvironment, managed_environments};
pub use environment::{Environment, Kind, Package, Request, provision};
pub use error::{EnvironmentError, InstallFailure};
pub use installed::{Installations, Installed, installed_in, package_folders};
pub use interpreter::Interpreter;
pub use progress::Progress;
pub use runtime::{Runtime, find_runtime};
pub use search::{Candidate, SearchReport, search_report};
pub use stubs::{StandardStubs, standard_stubs};
pub use unusable::Unusable;
