//! What holds for all values and all bytes.

use crate::values::{same, value};
use crate::{decode, encode};
use proptest::collection::vec;
use proptest::prelude::*;
use snakebridge_core::{Expr, Value};

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_encoded_is_decoded_the_same(value in value()) {
        let read = decode(&encode(&Expr::Value(value.clone()))).unwrap();
        prop_assert!(same(&value, &read), "{value:?}\n{read:?}");
    }

    #[test]
    fn arbitrary_bytes_are_refused_or_read(bytes in vec(any::<u8>(), 0..200)) {
        let _either = decode(&bytes);
        let _either = decode(&[b"\x80\x05", &bytes[..]].concat());
    }

    #[test]
    fn opcodes_in_any_order_are_refused_or_read(opcodes in vec(prop::sample::select(OPCODES), 0..80)) {
        let _either = decode(&[b"\x80\x05", &opcodes.concat()[..], b"."].concat());
    }

    #[test]
    fn a_damaged_payload_is_refused_or_read(value in value(), at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut payload = encode(&Expr::Value(value));
        let at = at.index(payload.len());
        payload[at] = byte;
        let _either = decode(&payload);
        payload.remove(at);
        let _either = decode(&payload);
    }

    #[test]
    fn a_payload_cut_short_is_refused(value in value(), at in any::<prop::sample::Index>()) {
        let payload = encode(&Expr::Value(value));
        prop_assert!(decode(&payload[..at.index(payload.len())]).is_err());
    }

    #[test]
    fn nothing_may_follow_the_end(value in value(), more in 1_usize..5) {
        let mut payload = encode(&Expr::Value(value));
        payload.resize(payload.len() + more, b'.');
        prop_assert!(decode(&payload).is_err());
    }
}

/// Every opcode there is, whole.
const OPCODES: &[&[u8]] = &[
    b"(",
    b"0",
    b"1",
    b"N",
    b"\x88",
    b"\x89",
    b"]",
    b"a",
    b"e",
    b")",
    b"t",
    b"\x85",
    b"\x86",
    b"\x87",
    b"}",
    b"s",
    b"u",
    b"\x8f",
    b"\x90",
    b"\x91",
    b"\x94",
    b"\x94",
    b"h\x00",
    b"h\x01",
    b"h\x02",
    b"j\x03\0\0\0",
    b"K\x07",
    b"M\x01\x02",
    b"J\xff\xff\xff\xff",
    b"\x8a\x02\x00\x80",
    b"\x8b\x01\0\0\0\x05",
    b"G@\x09\x21\xfb\x54\x44\x2d\x18",
    b"\x8c\x01a",
    b"X\x01\0\0\0b",
    b"\x8d\x01\0\0\0\0\0\0\0c",
    b"C\x01d",
    b"B\x01\0\0\0e",
    b"\x8e\x01\0\0\0\0\0\0\0f",
    b"\x96\x01\0\0\0\0\0\0\0g",
    b"\x95\0\0\0\0\0\0\0\0",
    b"R",
    b"R",
    b"\x8c\x0bsnakebridge\x8c\x06scalar\x93",
    b"\x8c\x0bsnakebridge\x8c\x07complex\x93",
    b"\x8c\x0bsnakebridge\x8c\x05array\x93",
    b"\x8c\x0bsnakebridge\x8c\x06object\x93",
    b"\x8c\x0bsnakebridge\x8c\x04date\x93",
    b"\x8c\x0bsnakebridge\x8c\x04time\x93",
    b"\x8c\x0bsnakebridge\x8c\x08datetime\x93",
    b"\x8c\x0bsnakebridge\x8c\x09timedelta\x93",
    b"\x8c\x0bsnakebridge\x8c\x07decimal\x93",
    b"\x8c\x0bsnakebridge\x8c\x08fraction\x93",
    b"\x8c\x0bsnakebridge\x8c\x04uuid\x93",
    b"\x8c\x037e7",
    b"K\x07K\x07K\x07\x87",
    b"K\x07K\x07K\x07K\x07K\x01",
    b"\x8c\x03<f4",
    b"C\x04\0\0\0\0",
    b"K\x01\x85",
];

#[test]
fn ints_are_read_whatever_their_form() {
    let payload = |body: &[u8]| decode(&[b"\x80\x05", body, b"."].concat()).unwrap();
    assert_eq!(payload(b"\x8a\x00"), Value::Int(0));
    assert_eq!(payload(b"\x8a\x01\xff"), Value::Int(-1));
    assert_eq!(payload(b"\x8b\x0a\0\0\0\x01\0\0\0\0\0\0\0\0\0"), Value::Int(1));
    assert_eq!(payload(b"\x8a\x09\0\0\0\0\0\0\0\x80\xff"), Value::Int(i64::MIN));
    assert!(matches!(payload(b"\x8a\x09\0\0\0\0\0\0\0\x80\0"), Value::BigInt(_)));
}
