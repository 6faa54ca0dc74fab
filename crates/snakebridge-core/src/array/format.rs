//! How the buffer protocol spells the type of an item (PEP 3118).

use super::{ByteOrder, DType, Kind};

impl DType {
    /// Reads the format of a buffer, such as `d` or `>i`, whose items have so many bytes; `None` for anything that [`Array`](crate::Array) does not hold.
    ///
    /// ```
    /// use snakebridge_core::DType;
    /// assert_eq!(DType::of_buffer("d", 8), DType::parse("<f8"));
    /// assert_eq!(DType::of_buffer(">l", 4), DType::parse(">i4"));
    /// assert_eq!(DType::of_buffer("B", 1), DType::parse("|u1"));
    /// assert_eq!(DType::of_buffer("3s", 3), None); // text
    /// ```
    #[must_use]
    pub fn of_buffer(format: &str, size: usize) -> Option<Self> {
        let (order, code) = match format.as_bytes() {
            [b'<', code @ ..] => (Some(ByteOrder::Little), code),
            [b'>' | b'!', code @ ..] => (Some(ByteOrder::Big), code),
            [b'@' | b'=', code @ ..] | code => (None, code),
        };
        let (kind, sizes): (_, &[usize]) = match code {
            b"?" => (Kind::Bool, &[1]),
            b"b" | b"h" | b"i" | b"l" | b"q" | b"n" => (Kind::Int, &[1, 2, 4, 8]),
            b"B" | b"H" | b"I" | b"L" | b"Q" | b"N" => (Kind::UInt, &[1, 2, 4, 8]),
            b"e" | b"f" | b"d" => (Kind::Float, &[2, 4, 8]),
            b"Zf" | b"Zd" => (Kind::Complex, &[8, 16]),
            _ => return None,
        };
        let native = Self::native(kind, size);
        let order = order.filter(|_| size > 1).unwrap_or(native.order);
        sizes.contains(&size).then_some(Self { order, ..native })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_numpy_and_array_write_is_read() {
        for (format, size, expected) in [
            ("?", 1, "|b1"),
            ("b", 1, "|i1"),
            ("<b", 1, "|i1"),
            ("=h", 2, "<i2"),
            ("@i", 4, "<i4"),
            ("l", 8, "<i8"),
            ("!q", 8, ">i8"),
            (">I", 4, ">u4"),
            ("e", 2, "<f2"),
            ("Zf", 8, "<c8"),
            (">Zd", 16, ">c16"),
        ] {
            assert_eq!(DType::of_buffer(format, size).map(|it| it.to_string()).as_deref(), Some(expected));
        }
        for (format, size) in [("", 1), ("g", 16), ("O", 8), ("T{i:a:}", 4), ("2i", 8), ("c", 1), ("d", 3)] {
            assert_eq!(DType::of_buffer(format, size), None, "{format}");
        }
    }
}
