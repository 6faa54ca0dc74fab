//! What [`py!`](crate::py) expands to, beside [`Call`] itself.

use crate::{Call, Name};

/// A dotted path as the macro spells it.
#[inline]
pub fn path(spelt: &'static str, is_raw: bool) -> Call {
    Call::path(name(spelt, is_raw))
}

/// A name as Python knows it: Rust's raw identifiers lose their mark.
#[inline]
#[must_use]
pub fn name(spelt: &'static str, is_raw: bool) -> Name {
    if is_raw { Name::Owned(spelt.replace("r#", "")) } else { Name::Borrowed(spelt) }
}

/// Whether there is a raw identifier in it; known when the program is compiled.
#[must_use]
pub const fn is_raw(spelt: &str) -> bool {
    let bytes = spelt.as_bytes();
    let mut at = 1;
    while at < bytes.len() {
        if bytes[at - 1] == b'r' && bytes[at] == b'#' {
            return true;
        }
        at += 1;
    }
    false
}
