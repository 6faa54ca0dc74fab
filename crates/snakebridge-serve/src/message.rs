//! What host and server say to each other; the catalogue is `docs/serve.md`.

mod ask;
mod error;
mod from_host;
#[cfg(test)]
mod tests;
mod to_host;

pub use ask::{Ask, Item, Terms};
pub use error::HostTerm;
pub use from_host::{Context, FromHost, Place, Raised, Unreadable};
pub use to_host::{Answer, Info, News, Stats, ToHost};

/// The version of the protocol.
pub const PROTOCOL: u64 = 1;
