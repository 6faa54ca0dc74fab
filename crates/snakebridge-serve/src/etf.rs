//! Erlang's external term format, without I/O: a [`Reader`] that trusts no byte, a [`Writer`] that knows the atoms of the protocol only, and
//! [`Term`], any term, for hosts in Rust and for tests.

mod atom;
mod read;
mod tag;
mod term;
mod write;

pub use atom::Atom;
pub use read::{Head, Reader};
pub use tag::VERSION;
pub use term::Term;
pub use write::Writer;

/// Bytes are not a term, or not one that is admitted.
///
/// ```
/// use snakebridge_serve::etf::Term;
/// let error = Term::decode(&[131, 80, 0, 0, 0, 1]).unwrap_err();
/// assert_eq!(error.to_string(), "a compressed term at byte 1: send it as it is");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what} at byte {offset}{fix}")]
pub struct FormatError {
    what: String,
    offset: usize,
    fix: &'static str,
}

impl FormatError {
    pub(crate) fn new(what: impl Into<String>, offset: usize) -> Self {
        Self { what: what.into(), offset, fix: "" }
    }

    pub(crate) fn with_fix(what: impl Into<String>, offset: usize, fix: &'static str) -> Self {
        Self { what: what.into(), offset, fix }
    }

    /// Where it is, in bytes from the beginning of the frame.
    #[must_use]
    pub fn offset(&self) -> usize {
        self.offset
    }
}

/// How deep terms may nest. They are read by recursion: the server does it on threads of 64 MiB of stack, of which a build without optimisations uses an eighth.
pub const DEPTH: usize = 1000;
