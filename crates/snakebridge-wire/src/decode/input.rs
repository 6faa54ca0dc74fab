//! A place in the payload.

use super::super::WireError;

/// The payload, and how far it has been read.
#[derive(Debug, Clone)]
pub(super) struct Input<'a> {
    bytes: &'a [u8],
    at: usize,
    /// Where the opcode in hand stands, for messages.
    opcode_at: usize,
}

impl<'a> Input<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0, opcode_at: 0 }
    }

    #[inline]
    pub(super) fn opcode(&mut self) -> Result<u8, WireError> {
        self.opcode_at = self.at;
        let [opcode] = self.array()?;
        Ok(opcode)
    }

    #[inline]
    pub(super) fn array<const N: usize>(&mut self) -> Result<[u8; N], WireError> {
        match self.bytes[self.at..].first_chunk() {
            Some(chunk) => {
                self.at += N;
                Ok(*chunk)
            }
            None => Err(self.malformed("the payload ends in the middle")),
        }
    }

    pub(super) fn take(&mut self, count: u64) -> Result<&'a [u8], WireError> {
        let rest = &self.bytes[self.at..];
        match usize::try_from(count).ok().and_then(|count| rest.get(..count)) {
            Some(taken) => {
                self.at += taken.len();
                Ok(taken)
            }
            None => Err(self.malformed(format!("{count} bytes announced, {} left", rest.len()))),
        }
    }

    /// Bytes behind their count of one byte.
    #[inline]
    pub(super) fn counted1(&mut self) -> Result<&'a [u8], WireError> {
        let [count] = self.array()?;
        self.take(count.into())
    }

    /// Bytes behind their count of four bytes.
    pub(super) fn counted4(&mut self) -> Result<&'a [u8], WireError> {
        let count = u32::from_le_bytes(self.array()?);
        self.take(count.into())
    }

    /// Bytes behind their count of eight bytes.
    pub(super) fn counted8(&mut self) -> Result<&'a [u8], WireError> {
        let count = u64::from_le_bytes(self.array()?);
        self.take(count)
    }

    /// Bytes behind their signed count of four bytes.
    pub(super) fn counted_signed4(&mut self) -> Result<&'a [u8], WireError> {
        match u64::try_from(i32::from_le_bytes(self.array()?)) {
            Ok(count) => self.take(count),
            Err(_) => Err(self.malformed("a negative length")),
        }
    }

    pub(super) fn left(&self) -> usize {
        self.bytes.len() - self.at
    }

    /// Where the opcode in hand stands.
    pub(super) fn offset(&self) -> usize {
        self.opcode_at
    }

    #[cold]
    pub(super) fn malformed(&self, what: impl Into<std::borrow::Cow<'static, str>>) -> WireError {
        WireError::malformed(what, self.opcode_at)
    }
}
