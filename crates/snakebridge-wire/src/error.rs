//! [`WireError`]: bytes that are not what the wire allows.

use std::borrow::Cow;

/// Why bytes from the other side were not understood, or not accepted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WireError {
    /// They break the rules of `docs/wire.md`.
    #[error("{what}, at byte {offset}")]
    Malformed {
        /// What is wrong.
        what: Cow<'static, str>,
        /// Where in the payload, or in the frame's header.
        offset: usize,
    },
    /// A container holds itself.
    #[error("the value holds itself, so it cannot be copied (at byte {offset}); ask for an object instead")]
    Cycle {
        /// Where in the payload.
        offset: usize,
    },
    /// Containers are nested too deeply.
    #[error(
        "the value is nested more than {limit} levels deep (at byte {offset}); ask for an object instead"
    )]
    TooDeep {
        /// The levels that are accepted.
        limit: u32,
        /// Where in the payload.
        offset: usize,
    },
    /// Containers are shared so often that the copies would fill the memory.
    #[error(
        "the value refers to the same parts so often that a copy of it takes more than {limit} bytes \
         (at byte {offset}); ask for an object instead"
    )]
    TooManyCopies {
        /// The bytes that copies may take.
        limit: usize,
        /// Where in the payload.
        offset: usize,
    },
    /// A part lies in memory that this side cannot map.
    #[error("the value is in shared memory that cannot be read here: {why} (at byte {offset})")]
    OutOfReach {
        /// What there is too little of.
        why: String,
        /// Where in the payload.
        offset: usize,
    },
}

impl WireError {
    pub(super) fn malformed(what: impl Into<Cow<'static, str>>, offset: usize) -> Self {
        Self::Malformed { what: what.into(), offset }
    }

    /// Whether the other side did nothing wrong, but the value is one that cannot be held by value. All objects that the
    /// payload announced have been let go of.
    #[must_use]
    pub fn is_limit(&self) -> bool {
        !matches!(self, Self::Malformed { .. })
    }

    /// Where in the payload or the header.
    #[must_use]
    pub fn offset(&self) -> usize {
        match *self {
            Self::Malformed { offset, .. }
            | Self::Cycle { offset }
            | Self::TooDeep { offset, .. }
            | Self::TooManyCopies { offset, .. }
            | Self::OutOfReach { offset, .. } => offset,
        }
    }
}
