//! Generalised UTF-8: what CPython writes for a `str` under `surrogatepass`.

/// Whether the bytes are UTF-8 but for surrogates, which are encoded like any other code point of three bytes.
pub(super) fn is_valid(mut bytes: &[u8]) -> bool {
    loop {
        let Err(error) = std::str::from_utf8(bytes) else { return true };
        match &bytes[error.valid_up_to()..] {
            [0xed, 0xa0..=0xbf, 0x80..=0xbf, rest @ ..] => bytes = rest,
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_valid;

    #[test]
    fn surrogates_pass_and_nothing_else() {
        assert!(is_valid("Grüße 🦀".as_bytes()));
        assert!(is_valid(b"a\xed\xa0\x80b\xed\xbf\xbf"));
        assert!(!is_valid(b"\xed\xa0"));
        assert!(!is_valid(b"\xff"));
        assert!(!is_valid(b"\xc0\x80"));
        assert!(!is_valid(b"\xed\xa0\x80\xff"));
    }
}
