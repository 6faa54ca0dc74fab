//! Values without parts.

use super::super::super::wtf8;
use super::super::input::Input;
use super::super::tags::Tag;
use super::{Done, Machine, WireError};
use snakebridge_core::{Array, BigInt, ByteOrder, DType, Kind, Value};

/// Array data of this size shares the payload's memory, where it can.
const WORTH_SHARING: usize = 64 << 10;

impl<'a> Machine<'a> {
    #[inline]
    pub(super) fn text(&mut self, read: impl FnOnce(&mut Input<'a>) -> Result<&'a [u8], WireError>) -> Done {
        let bytes = read(&mut self.input)?;
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => Value::Str(text.to_owned()),
            Err(_) if wtf8::is_valid(bytes) => Value::Wtf8(bytes.to_vec()),
            Err(error) => return Err(self.input.malformed(format!("text that is no UTF-8: {error}"))),
        };
        self.stack.push(text);
        Ok(())
    }

    /// Two's complement, little-endian, of any length.
    pub(super) fn int(&mut self, read: impl FnOnce(&mut Input<'a>) -> Result<&'a [u8], WireError>) -> Done {
        let bytes = read(&mut self.input)?;
        let negative = bytes.last().is_some_and(|&last| last >= 0x80);
        let mut word = [if negative { 0xff } else { 0 }; 8];
        let int = match word.get_mut(..bytes.len()) {
            Some(low) => {
                low.copy_from_slice(bytes);
                Value::Int(i64::from_le_bytes(word))
            }
            None => BigInt::from_signed_bytes_le(bytes).into(),
        };
        self.stack.push(int);
        Ok(())
    }

    pub(super) fn bytes(&mut self, read: impl FnOnce(&mut Input<'a>) -> Result<&'a [u8], WireError>) -> Done {
        let bytes = read(&mut self.input)?;
        let value = self.share(bytes).unwrap_or_else(|| Value::Bytes(bytes.to_vec()));
        self.stack.push(value);
        Ok(())
    }

    /// The data of an array, without a copy, as an array of bytes: it stands where the call of `array` expects its data, and
    /// nothing else can get at it.
    fn share(&self, bytes: &[u8]) -> Option<Value> {
        let payload = self.shared.filter(|_| bytes.len() >= WORTH_SHARING)?;
        let for_an_array = self.stack.tag_at(self.stack.last(3)?) == Some(Tag::Array);
        if !for_an_array || self.memo.next_is_fetched() {
            return None;
        }
        let dtype = DType { kind: Kind::UInt, size: 1, order: ByteOrder::NotApplicable };
        Array::new(dtype, vec![bytes.len()], payload.slice_ref(bytes)).map(Value::from)
    }

    pub(super) fn byte_array(&mut self) -> Done {
        let bytes = self.input.counted8()?;
        let value = self.share(bytes).unwrap_or_else(|| Value::ByteArray(bytes.to_vec()));
        self.stack.push(value);
        Ok(())
    }
}
