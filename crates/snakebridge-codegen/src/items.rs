//! A file of byte strings and numbers, one after the other, that is quick to read also in an unoptimised build.

/// The length of a number, and of the length of a byte string, in bytes.
const NUMBER: usize = 8;

/// Puts items behind each other.
#[derive(Debug, Default)]
pub(crate) struct Writer(Vec<u8>);

impl Writer {
    pub(crate) fn number(&mut self, number: u64) {
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    pub(crate) fn put(&mut self, item: &[u8]) {
        self.number(item.len() as u64);
        self.0.extend_from_slice(item);
    }

    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}

/// Takes one item after the other; `None` where there is none.
#[derive(Debug)]
pub(crate) struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    pub(crate) fn new(content: &'a [u8]) -> Self {
        Self(content)
    }

    pub(crate) fn number(&mut self) -> Option<u64> {
        let (number, rest) = self.0.split_at_checked(NUMBER)?;
        self.0 = rest;
        Some(u64::from_le_bytes(number.try_into().ok()?))
    }

    pub(crate) fn take(&mut self) -> Option<&'a [u8]> {
        let length = usize::try_from(self.number()?).ok()?;
        let (item, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(item)
    }

    pub(crate) fn text(&mut self) -> Option<&'a str> {
        std::str::from_utf8(self.take()?).ok()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_is_taken() {
        let mut writer = Writer::default();
        writer.put(b"one");
        writer.number(2);
        writer.put(b"");
        let content = writer.into_bytes();
        let mut reader = Reader::new(&content);
        assert_eq!(
            (reader.take(), reader.number(), reader.take()),
            (Some(&b"one"[..]), Some(2), Some(&b""[..]))
        );
        assert!(reader.is_empty() && reader.take().is_none());
    }

    #[test]
    fn half_a_file_has_no_items() {
        let mut writer = Writer::default();
        writer.put(b"item");
        let content = writer.into_bytes();
        (0..content.len()).for_each(|end| assert_eq!(Reader::new(&content[..end]).take(), None));
    }
}
