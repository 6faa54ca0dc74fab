//! Writing what has no parts: opcodes, numbers, text and bytes.

use super::super::opcode::*;
use snakebridge_core::BigInt;

pub(super) fn int(int: i64, out: &mut Vec<u8>) {
    if let Ok(byte) = u8::try_from(int) {
        out.extend_from_slice(&[BININT1, byte]);
    } else if let Ok(short) = u16::try_from(int) {
        let [low, high] = short.to_le_bytes();
        out.extend_from_slice(&[BININT2, low, high]);
    } else if let Ok(word) = i32::try_from(int) {
        let [a, b, c, d] = word.to_le_bytes();
        out.extend_from_slice(&[BININT, a, b, c, d]);
    } else {
        let [a, b, c, d, e, f, g, h] = int.to_le_bytes();
        out.extend_from_slice(&[LONG1, 8, a, b, c, d, e, f, g, h]);
    }
}

/// Two's complement in as few bytes as hold it, as `pickle.encode_long`.
pub(super) fn big_int(int: &BigInt, out: &mut Vec<u8>) -> snakebridge_core::Result<()> {
    let bytes = int.to_signed_bytes_le();
    match (u8::try_from(bytes.len()), i32::try_from(bytes.len())) {
        (Ok(length), _) => out.extend_from_slice(&[LONG1, length]),
        (_, Ok(length)) => {
            out.push(LONG4);
            out.extend_from_slice(&length.to_le_bytes());
        }
        _ => {
            return Err(snakebridge_core::Error::Usage(
                "an int of more than 2 GiB cannot be sent".to_owned(),
            ));
        }
    }
    out.extend_from_slice(&bytes);
    Ok(())
}

#[inline]
pub(super) fn float(float: f64, out: &mut Vec<u8>) {
    let [a, b, c, d, e, f, g, h] = float.to_be_bytes();
    out.extend_from_slice(&[BINFLOAT, a, b, c, d, e, f, g, h]);
}

/// Pushes a tag by its name.
pub(super) fn tag(tag: Tag, out: &mut Vec<u8>) {
    text(MODULE.as_bytes(), out);
    text(tag.name().as_bytes(), out);
    out.push(STACK_GLOBAL);
}

/// Text in (generalised) UTF-8.
pub(super) fn text(text: &[u8], out: &mut Vec<u8>) {
    counted([SHORT_BINUNICODE, BINUNICODE, BINUNICODE8], text, out);
}

pub(super) fn bytes(bytes: &[u8], out: &mut Vec<u8>) {
    counted([SHORT_BINBYTES, BINBYTES, BINBYTES8], bytes, out);
}

pub(super) fn byte_array(bytes: &[u8], out: &mut Vec<u8>) {
    out.push(BYTEARRAY8);
    out.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
    out.extend_from_slice(bytes);
}

/// Bytes behind their count, which takes one, four or eight bytes.
fn counted([short, medium, long]: [u8; 3], bytes: &[u8], out: &mut Vec<u8>) {
    if let Ok(length) = u8::try_from(bytes.len()) {
        out.extend_from_slice(&[short, length]);
    } else if let Ok(length) = u32::try_from(bytes.len()) {
        out.push(medium);
        out.extend_from_slice(&length.to_le_bytes());
    } else {
        out.push(long);
        out.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
    }
    out.extend_from_slice(bytes);
}
