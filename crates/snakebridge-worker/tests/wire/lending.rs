//! Large buffers: what is lent, how it is mentioned, and what is read of mentions.

use crate::build::{int, list, text};
use crate::{encode, no_objects};
use bytes::Bytes;
use snakebridge_core::{Array, Expr, Object, Value, Want};
use snakebridge_worker::wire::{
    self, Header, Lender, ObjectSource, Place, encode_eval, encode_eval_lending, encode_expr_lending,
};
use std::cell::RefCell;

const LARGE: usize = 64 << 10;
const NUMBER: u64 = 0x1234;
/// A call of `lend` with that number.
const LEND: &[u8] = b"\x8c\x0bsnakebridge\x8c\x04lend\x93\x8a\x08\x34\x12\0\0\0\0\0\0\x85R";

/// Remembers what it lends, as one buffer, or lends nothing.
#[derive(Default)]
struct Remembers {
    refuses: bool,
    lent: RefCell<Vec<Vec<u8>>>,
}

impl Lender for Remembers {
    fn lend(&self, buffers: &[&[u8]]) -> Option<Vec<Place>> {
        let mut segment = Vec::new();
        let mut places = Vec::new();
        for data in buffers {
            segment.resize(segment.len().next_multiple_of(64), 0);
            places.push(Place { segment: NUMBER, offset: segment.len() as u64 });
            segment.extend_from_slice(data);
        }
        self.lent.borrow_mut().push(segment);
        (!self.refuses).then_some(places)
    }
}

fn lending(expr: &Expr, lender: &Remembers) -> Vec<u8> {
    let mut out = b"before".to_vec();
    encode_expr_lending(expr, &no_objects, Some(lender), &mut out).unwrap();
    out.split_off(6)
}

fn array(length: usize) -> Value {
    Array::from_vec(vec![length], vec![3_u8; length]).unwrap().into()
}

#[test]
fn only_large_buffers_are_lent() {
    let lender = Remembers::default();
    for (value, large) in [
        (Value::Bytes(vec![1; LARGE - 1]), false),
        (Value::Bytes(vec![1; LARGE]), true),
        (Value::ByteArray(vec![1; LARGE - 1]), false),
        (Value::ByteArray(vec![1; LARGE]), true),
        (array(LARGE - 1), false),
        (array(LARGE), true),
        (text(&"text".repeat(LARGE)), false),
    ] {
        let expr = Expr::Value(value);
        let payload = lending(&expr, &lender);
        if large {
            assert!(payload.len() < 200, "{} bytes", payload.len());
            assert_eq!(lender.lent.borrow_mut().pop().unwrap().len(), LARGE);
        } else {
            assert_eq!(payload, encode(&expr));
        }
        assert!(lender.lent.borrow().is_empty());
    }
}

#[test]
fn all_of_one_payload_goes_into_one_segment() {
    let expr = Expr::Value(list([
        Value::Bytes(vec![1; LARGE + 1]),
        int(5),
        list([array(LARGE), Value::ByteArray(vec![2; 2 * LARGE])]),
    ]));
    let lender = Remembers::default();
    let payload = lending(&expr, &lender);
    assert_eq!(&payload[2..2 + LEND.len()], LEND, "it is said first, below all else");
    let segment = lender.lent.take().pop().unwrap();
    let second = (LARGE + 1).next_multiple_of(64);
    let third = second + LARGE;
    assert_eq!(segment[..LARGE + 1], vec![1; LARGE + 1]);
    assert_eq!(segment[second..third], vec![3; LARGE]);
    assert_eq!(segment[third..], vec![2; 2 * LARGE]);
    for (offset, length) in [(0, LARGE + 1), (second, LARGE), (third, 2 * LARGE)] {
        let long = |number: usize| [&[0x8a, 8], &number.to_le_bytes()[..]].concat();
        let place = [long(NUMBER as usize), long(offset), long(length), vec![0x87]].concat();
        assert!(payload.windows(place.len()).any(|part| part == place), "{offset}");
    }
}

#[test]
fn what_nobody_lends_crosses_the_wire() {
    let expr = Expr::Value(list([array(LARGE), Value::Bytes(vec![1; LARGE])]));
    let lender = Remembers { refuses: true, ..Remembers::default() };
    assert_eq!(lending(&expr, &lender), encode(&expr));
    for want in [Want::Value, Want::List(&Want::Object)] {
        let (mut lent, mut plain) = (Vec::new(), Vec::new());
        encode_eval_lending(1, &expr, want, &no_objects, Some(&lender), &mut lent).unwrap();
        encode_eval(1, &expr, want, &no_objects, &mut plain).unwrap();
        assert_eq!(lent, plain);
    }
}

#[test]
fn what_cannot_be_sent_lends_nothing() {
    let broken = Expr::Value(list([Value::Bytes(vec![1; LARGE]), Value::Wtf8(vec![0xff])]));
    let lender = Remembers::default();
    let mut out = b"before".to_vec();
    assert!(encode_expr_lending(&broken, &no_objects, Some(&lender), &mut out).is_err());
    assert_eq!((&out[..], lender.lent.borrow().len()), (&b"before"[..], 0));
}

#[test]
fn a_frame_that_lends_has_the_length_it_says() {
    let expr = Expr::Value(array(LARGE));
    for want in [Want::Value, Want::List(&Want::Object)] {
        let mut out = Vec::new();
        encode_eval_lending(1, &expr, want, &no_objects, Some(&Remembers::default()), &mut out).unwrap();
        let (header, payload) = out.split_at(Header::SIZE);
        let header = Header::parse(header.try_into().unwrap()).unwrap();
        assert_eq!(header.length, payload.len() as u64);
        assert_eq!(&payload[2..2 + LEND.len()], LEND);
    }
}

/// One segment, number 7.
struct Segment(Bytes);

impl ObjectSource for Segment {
    fn object(&mut self, _: u64, _: &str) -> Object {
        unreachable!("there are none")
    }

    fn expects_objects(&self) -> bool {
        false
    }

    fn shared(&mut self, segment: u64, offset: u64, length: u64) -> Result<Bytes, String> {
        assert_eq!(segment, 7);
        Ok(self.0.slice(offset as usize..(offset + length) as usize))
    }
}

#[test]
fn mentions_are_read_out_of_their_segment() {
    let mut segment = Segment(Bytes::from_static(b"four words in memory"));
    let mut read =
        |payload: &[u8]| wire::decode(&[b"\x80\x05", payload, b"."].concat(), &mut segment).unwrap();
    let bytes = b"\x8c\x0bsnakebridge\x8c\x0cshared_bytes\x93K\x07K\x05K\x05\x87R";
    assert_eq!(read(bytes), Value::Bytes(b"words".to_vec()));
    let byte_array = b"\x8c\x0bsnakebridge\x8c\x10shared_bytearray\x93K\x07K\x00K\x04\x87R";
    assert_eq!(read(byte_array), Value::ByteArray(b"four".to_vec()));
    let array = b"\x8c\x0bsnakebridge\x8c\x05array\x93\x8c\x03|u1K\x04\x85K\x07K\x00K\x04\x87\x87R";
    let Value::Array(array) = read(array) else { panic!("it is no array") };
    assert_eq!(array.to_vec::<u8>().unwrap(), b"four");
    assert_eq!(array.data().as_ptr(), segment.0.as_ptr(), "it was copied");
}
