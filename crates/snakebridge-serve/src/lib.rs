//! SnakeBridge for hosts in other languages: what `snakebridge serve` does. The protocol is described in `docs/serve.md`.
//!
//! - [`etf`] reads and writes Erlang's external term format, [`value`] Python's values and expressions in it, [`message`] what host and server say to each
//!   other: all without I/O.
//! - [`serve`] is the server: it reads messages from one descriptor, writes to another, and lets `snakebridge-core` do the rest.

pub mod etf;
pub mod message;
mod news;
mod server;
pub mod value;

pub use server::{Ended, Options, serve};
