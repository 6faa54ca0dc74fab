//! Large buffers: what is lent, how it is mentioned, and what is read of mentions.

use crate::build::{int, list, text};
use crate::encode;
use bytes::Bytes;
use snakebridge_core::engine::{Ask, ObjectId};
use snakebridge_core::{Array, Callback, Expr, Object, Result, Value, Want};
use snakebridge_wire::{
    self as wire, Header, Kind, Lender, Names, NoNames, NotShared, ObjectSource, Place, WireError,
    encode_answer, encode_ask, encode_expr,
};
use std::cell::{Cell, RefCell};

const LARGE: usize = 64 << 10;
const NUMBER: u64 = 0x1234;
/// A call of `lend` with that number.
const LEND: &[u8] = b"\x8c\x0bsnakebridge\x8c\x04lend\x93\x8a\x08\x34\x12\0\0\0\0\0\0\x85R";

/// Remembers what it lends, as one buffer, or lends nothing.
#[derive(Default)]
struct Remembers {
    refuses: bool,
    lent: RefCell<Vec<Vec<u8>>>,
    /// How many callbacks are counted.
    counted: Cell<u64>,
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

impl Names for Remembers {
    fn object(&self, object: &Object) -> Result<ObjectId> {
        NoNames.object(object)
    }

    fn callback(&self, _: &Callback) -> Result<u64> {
        self.counted.set(self.counted.get() + 1);
        Ok(7)
    }

    fn take_back(&self) {
        self.counted.set(0);
    }

    fn lender(&self) -> Option<&dyn Lender> {
        Some(self)
    }
}

fn lending(expr: &Expr, lender: &Remembers) -> Vec<u8> {
    let mut out = b"before".to_vec();
    encode_expr(expr, lender, &mut out).unwrap();
    out.split_off(6)
}

fn ask(expr: &Expr, want: Want, names: &dyn Names) -> Vec<u8> {
    let mut out = Vec::new();
    encode_ask(1, 0, Ask::Evaluate { expr, want, awaiting: false }, names, &mut out).unwrap();
    out
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
        assert_eq!(ask(&expr, want, &lender), ask(&expr, want, &NoNames));
    }
}

#[test]
fn what_cannot_be_sent_lends_nothing() {
    let broken = Expr::Value(list([Value::Bytes(vec![1; LARGE]), Value::Wtf8(vec![0xff])]));
    let lender = Remembers::default();
    let mut out = b"before".to_vec();
    assert!(encode_expr(&broken, &lender, &mut out).is_err());
    assert_eq!((&out[..], lender.lent.borrow().len()), (&b"before"[..], 0));
}

#[test]
fn a_frame_that_lends_has_the_length_it_says() {
    let expr = Expr::Value(array(LARGE));
    let mut answer = Vec::new();
    encode_answer(Kind::Return, 1, &expr, &Remembers::default(), &mut answer).unwrap();
    let asked = [Want::Value, Want::List(&Want::Object)].map(|want| ask(&expr, want, &Remembers::default()));
    for out in asked.into_iter().chain([answer]) {
        let (header, payload) = out.split_at(Header::SIZE);
        let header = Header::parse(header.try_into().unwrap()).unwrap();
        assert_eq!(header.length, payload.len() as u64);
        assert_eq!(&payload[2..2 + LEND.len()], LEND);
    }
}

/// One segment, number 7.
struct Segment(Bytes);

impl ObjectSource for Segment {
    fn object(&mut self, _: u64, _: &str) -> Value {
        unreachable!("there are none")
    }

    fn expects_objects(&self) -> bool {
        false
    }

    fn shared(&mut self, segment: u64, offset: u64, length: u64) -> Result<Bytes, NotShared> {
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

#[test]
fn a_callback_beside_what_nobody_lends_is_counted_once() {
    let callback = Value::Callback(Callback::new(|_: i64| ()));
    let expr = Expr::Value(list([callback, array(LARGE)]));
    for refuses in [false, true] {
        let lender = Remembers { refuses, ..Remembers::default() };
        lending(&expr, &lender);
        assert_eq!(lender.counted.get(), 1, "refuses: {refuses}");
    }
}

/// Segments that this side cannot map.
#[derive(Default)]
struct OutOfReach(usize);

impl ObjectSource for OutOfReach {
    fn object(&mut self, _: u64, _: &str) -> Value {
        self.0 += 1;
        Value::None
    }

    fn shared(&mut self, _: u64, _: u64, _: u64) -> Result<Bytes, NotShared> {
        Err(NotShared::OutOfReach("no room".to_owned()))
    }
}

#[test]
fn what_is_out_of_reach_is_nobodys_fault_and_the_rest_is_read() {
    let bytes = b"\x8c\x0bsnakebridge\x8c\x0cshared_bytes\x93K\x07K\x05K\x05\x87R";
    let array = b"\x8c\x0bsnakebridge\x8c\x05array\x93\x8c\x03|u1K\x04\x85K\x07K\x00K\x04\x87\x87R";
    let object = b"\x8c\x0bsnakebridge\x8c\x06object\x93K\x01\x8c\x01A\x86R";
    for first in [&bytes[..], array] {
        let mut source = OutOfReach::default();
        let read = wire::decode(&[b"\x80\x05", first, object, b"\x86."].concat(), &mut source);
        let Err(error @ WireError::OutOfReach { .. }) = read else { panic!("{read:?}") };
        assert!(error.is_limit() && error.to_string().contains("no room"), "{error}");
        assert_eq!(source.0, 1, "objects behind it are met");
    }
}
