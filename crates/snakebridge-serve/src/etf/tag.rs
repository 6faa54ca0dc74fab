//! The tags of the format; see "External Term Format" in the documentation of ERTS.

/// The byte that every term begins with.
pub const VERSION: u8 = 131;

pub(super) const NEW_FLOAT: u8 = 70;
pub(super) const COMPRESSED: u8 = 80;
pub(super) const SMALL_INTEGER: u8 = 97;
pub(super) const INTEGER: u8 = 98;
pub(super) const ATOM: u8 = 100;
pub(super) const SMALL_TUPLE: u8 = 104;
pub(super) const LARGE_TUPLE: u8 = 105;
pub(super) const NIL: u8 = 106;
pub(super) const STRING: u8 = 107;
pub(super) const LIST: u8 = 108;
pub(super) const BINARY: u8 = 109;
pub(super) const SMALL_BIG: u8 = 110;
pub(super) const LARGE_BIG: u8 = 111;
pub(super) const SMALL_ATOM: u8 = 115;
pub(super) const MAP: u8 = 116;
pub(super) const ATOM_UTF8: u8 = 118;
pub(super) const SMALL_ATOM_UTF8: u8 = 119;

/// What kinds of terms of Erlang are called that mean nothing here.
pub(super) fn foreign(tag: u8) -> Option<&'static str> {
    Some(match tag {
        82 => "a cached atom",
        88 | 102 | 103 => "a process identifier",
        89 | 120 => "a port",
        90 | 101 | 114 => "a reference",
        77 => "a bit string",
        112 | 113 | 117 => "a function",
        99 => "a float as text",
        _ => return None,
    })
}
