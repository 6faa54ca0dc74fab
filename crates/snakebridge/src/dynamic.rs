//! What [`py!`](crate::py) expands to, beside [`Call`] itself.

use crate::{Call, Name};

/// A dotted path as the macro spells it.
pub fn path(spelt: &'static str) -> Call {
    Call::path(name(spelt))
}

/// A name as Python knows it: Rust's raw identifiers lose their mark.
#[must_use]
pub fn name(spelt: &'static str) -> Name {
    if spelt.contains("r#") { Name::Owned(spelt.replace("r#", "")) } else { Name::Borrowed(spelt) }
}
