//! Payloads that want too much.

use crate::build::{int, list};
use crate::decode;
use snakebridge_core::Value;
use snakebridge_wire::{Limits, NoObjects, WireError, decode_within};

fn pickle(body: &[u8]) -> Vec<u8> {
    [b"\x80\x05", body, b"."].concat()
}

fn refused(body: &[u8]) -> WireError {
    decode(&pickle(body)).expect_err("it must be refused")
}

#[test]
fn what_is_malformed_is_refused_with_its_place() {
    let cases: &[(&[u8], usize, &str)] = &[
        (b"", 2, "does not make one value"),
        (b"NN", 4, "does not make one value"),
        (b"N(", 4, "does not make one value"),
        (b"cos\nsystem\n", 2, "opcode 0x63"),
        (b"\x8c\x01aQ", 5, "opcode 0x51"),
        (b"\x8c\x02os\x8c\x06system\x93", 14, "is no tag"),
        (b"\x8c\x0bsnakebridge\x8c\x04attr\x93", 21, "is no tag"),
        (b"NNR", 4, "no tag"),
        (b"\x8c\x0bsnakebridge\x8c\x06scalar\x93", 24, "is no value"),
        (b"\x8c\x0bsnakebridge\x8c\x06scalar\x93)R", 25, "takes one value"),
        (b"\x8c\x0bsnakebridge\x8c\x06scalar\x93NR", 25, "no tuple"),
        (b"\x8c\x0bsnakebridge\x8c\x06scalar\x93]\x85R", 26, "no container"),
        (b"\x8c\x0bsnakebridge\x8c\x06object\x93K\x01\x8c\x01a\x86R", 30, "where none can be"),
        (b"\x8c\x0bsnakebridge\x8c\x06object\x93J\xff\xff\xff\xff\x8c\x01a\x86R", 33, "no object's id"),
        (b"\x8c\x0bsnakebridge\x8c\x07complex\x93K\x01K\x02\x86R", 30, "two floats"),
        (b"\x8c\x0bsnakebridge\x8c\x05array\x93\x8c\x03|O8)C\x00\x87R", 32, "no dtype"),
        (b"\x8c\x0bsnakebridge\x8c\x05array\x93\x8c\x03<f8)C\x00\x87R", 32, "no array"),
        (b"\x8c\x0bsnakebridge\x8c\x05array\x93\x8c\x03<f8J\xff\xff\xff\xff\x85C\x00\x87R", 37, "no array"),
        (b"\x8c\x0bsnakebridge\x8c\x05array\x93\x8c\x03<f8)K\x07K\x00\x86\x87R", 35, "a place of three ints"),
        (b"\x8c\x0bsnakebridge\x8c\x05array\x93\x8c\x03<f8)K\x07K\x00K\x08\x87\x87R", 37, "no segments"),
        (b"\x8c\x0bsnakebridge\x8c\x0cshared_bytes\x93K\x07K\x00K\x08\x87R", 37, "no segments"),
        (
            b"\x8c\x0bsnakebridge\x8c\x0cshared_bytes\x93K\x07K\x00J\xff\xff\xff\xff\x87R",
            40,
            "three ints from 0",
        ),
        (b"\x8c\x0bsnakebridge\x8c\x10shared_bytearray\x93K\x07\x85R", 37, "a place of three ints"),
        (b"\x8c\x0bsnakebridge\x8c\x04lend\x93K\x07\x85R", 21, "is no tag"),
        (b"\x8c\x0bsnakebridge\x8c\x04date\x93K\x01K\x02\x86R", 27, "`date` takes three ints"),
        (
            b"\x8c\x0bsnakebridge\x8c\x04date\x93K\x01K\x0dK\x01\x87R",
            29,
            "`date`: expected `month in 1..=12`",
        ),
        (b"\x8c\x0bsnakebridge\x8c\x04time\x93)R", 23, "`time` takes five ints and a zone"),
        (b"\x8c\x0bsnakebridge\x8c\x04time\x93(K\x01K\x01K\x01K\x01K\x02NtR", 35, "a fold of 2"),
        (b"\x8c\x0bsnakebridge\x8c\x04time\x93(K\x18K\x01K\x01K\x01K\x00NtR", 35, "`hour in 0..=23`"),
        (b"\x8c\x0bsnakebridge\x8c\x04time\x93(K\x01K\x01K\x01K\x01K\x00\x88tR", 35, "a `bool` is no zone"),
        (b"\x8c\x0bsnakebridge\x8c\x04time\x93(K\x01K\x01K\x01K\x01K\x00N\x85tR", 36, "is no offset"),
        (b"\x8c\x0bsnakebridge\x8c\x08datetime\x93K\x01K\x02\x86R", 31, "`datetime` takes a date and"),
        (b"\x8c\x0bsnakebridge\x8c\x08datetime\x93K\x01K\x02K\x1e\x87R", 33, "`datetime`: expected `day of"),
        (
            b"\x8c\x0bsnakebridge\x8c\x09timedelta\x93J\0\xca\x9a\x3bNN\x87R",
            35,
            "`timedelta` takes three ints",
        ),
        (b"\x8c\x0bsnakebridge\x8c\x09timedelta\x93J\0\xca\x9a\x3bK\0K\0\x87R", 37, "999999999 days"),
        (b"\x8c\x0bsnakebridge\x8c\x07decimal\x93\x8c\x011K\x01\x86R", 31, "`decimal` takes a str"),
        (b"\x8c\x0bsnakebridge\x8c\x07decimal\x93\x8c\x01x\x85R", 29, "`decimal`: expected `decimal number`"),
        (b"\x8c\x0bsnakebridge\x8c\x08fraction\x93K\x01K\x00\x86R", 31, "`denominator other than 0`"),
        (b"\x8c\x0bsnakebridge\x8c\x08fraction\x93K\x01\x88\x86R", 30, "`fraction` takes two ints"),
        (b"\x8c\x0bsnakebridge\x8c\x04uuid\x93C\x01x\x85R", 26, "`uuid` takes 16 bytes, not 1"),
        (b"\x8c\x0bsnakebridge\x8c\x04uuid\x93K\x01\x85R", 25, "`uuid` takes bytes"),
        (b"NNa", 4, "items of a List for a `None`"),
        (b"](N\x90", 5, "items of a Set for a `list`"),
        (b"}(Nu", 5, "a key without a value"),
        (b"a", 2, "holds too little"),
        (b"](a", 4, "holds too little"),
        (b"e", 2, "no mark"),
        (b"h\x00", 2, "nothing is memoised under 0"),
        (b"N\x94j\x01\0\0\0", 4, "nothing is memoised under 1"),
        (b"\x94", 2, "holds too little"),
        (b"\x8c\x01\xff", 2, "no UTF-8"),
        (b"\x8b\xff\xff\xff\xff", 2, "negative"),
        (b"\x8e\xff\xff\xff\xff\xff\xff\xff\xff", 2, "announced, 1 left"),
        (b"\x95\xff\0\0\0\0\0\0\0N", 2, "a frame of 255 bytes"),
        (b"0", 2, "holds too little"),
    ];
    for (body, offset, what) in cases {
        let error = refused(body);
        assert!(error.to_string().contains(what) && !error.is_limit(), "{}: {error}", body.escape_ascii());
        assert_eq!(error.offset(), *offset, "{}: {error}", body.escape_ascii());
    }
    assert!(decode(b"\x80\x04N.").unwrap_err().to_string().contains("protocol 5"));
    assert!(decode(b"").is_err());
}

#[test]
fn a_container_that_holds_itself_is_a_cycle() {
    let cycles: &[&[u8]] = &[
        b"]\x94h\x00a",                                 // l.append(l)
        b"]\x94(K\x01K\x02h\x00e",                      // l = [1, 2, l]
        b"]\x94]\x94h\x00aa",                           // [[l]]
        b"}\x94K\x01h\x00s",                            // d[1] = d
        b"}\x94\x8c\x01o\x94}\x94\x8c\x01i\x94h\x00ss", // two dicts that refer to each other
        b"]\x94h\x00\x85\x94a0h\x01",                   // t = ([t],)
        b"(]\x94(h\x00K\x01K\x02K\x03t\x94a1h\x01",     // a tuple of four, with POP_MARK
    ];
    for body in cycles {
        let error = decode(&pickle(body)).expect_err("a cycle");
        assert!(matches!(error, WireError::Cycle { .. }), "{}: {error}", body.escape_ascii());
    }
}

#[test]
fn what_is_shared_is_copied() {
    let shared = || list([int(1), int(2)]);
    assert_eq!(decode(&pickle(b"](]\x94(K\x01K\x02eh\x00h\x00e")), Ok(list([shared(), shared(), shared()])));
    // Inside another list, which was finished before.
    assert_eq!(decode(&pickle(b"](](]\x94(K\x01K\x02eeh\x00e")), Ok(list([list([shared()]), shared()])));
    // Under two numbers.
    assert_eq!(
        decode(&pickle(b"](]\x94\x94(K\x01K\x02eh\x00h\x01e")),
        Ok(list([shared(), shared(), shared()]))
    );
    // A copy cannot be changed behind the other's back.
    assert!(matches!(decode(&pickle(b"](]\x94h\x00K\x01ae")), Err(WireError::Cycle { .. })));
}

#[test]
fn sharing_that_doubles_and_doubles_is_refused() {
    let mut laughs = b"\x8c\x03lol\x94".to_vec();
    for number in 0..40_u8 {
        laughs.extend_from_slice(&[b'h', number, b'h', number, 0x86, 0x94]);
    }
    let limits = Limits { copies: 1 << 20, ..Limits::default() };
    let payload = pickle(&[b"(", &laughs[..], b"t"].concat());
    let error = decode_within(limits, &payload, &mut NoObjects).unwrap_err();
    assert!(matches!(error, WireError::TooManyCopies { .. }), "{error}");
    assert!(error.to_string().contains("ask for an object"));
}

#[test]
fn a_big_list_held_a_thousand_times_is_taken() {
    let mut body = b"](]\x94(".to_vec();
    body.extend_from_slice(&b"K\x01".repeat(1000));
    body.push(b'e');
    body.extend_from_slice(&b"h\x00".repeat(999));
    body.push(b'e');
    let Value::List(lists) = decode(&pickle(&body)).unwrap() else { panic!("a list") };
    assert_eq!(lists.len(), 1000);
    assert!(lists.iter().all(|list| list.items().map(<[Value]>::len) == Some(1000)));
}

#[test]
fn nesting_is_limited_however_it_is_written() {
    let ways: [(&[u8], &[u8]); 4] = [(b"(", b"t"), (b"](", b"e"), (b"(", b"\x91"), (b"}(N", b"u")];
    for (open, close) in ways {
        let innermost: &[u8] = if open == b"}(N" { b"N" } else { b"" };
        let nested =
            |levels: usize| pickle(&[&open.repeat(levels)[..], innermost, &close.repeat(levels)].concat());
        assert!(decode(&nested(1000)).is_ok(), "{}", open.escape_ascii());
        let error = decode(&nested(1001)).unwrap_err();
        assert!(matches!(error, WireError::TooDeep { limit: 1000, .. }), "{error}");
    }
    let appended = |levels: usize| pickle(&[b"]".repeat(levels), b"a".repeat(levels - 1)].concat());
    assert!(decode(&appended(1000)).is_ok());
    assert!(decode(&appended(1001)).is_err());
    assert!(decode(&pickle(&[&b"N"[..], &b"\x85".repeat(1000)].concat())).is_ok());
    assert!(decode(&pickle(&[&b"N"[..], &b"\x85".repeat(1_000_000)].concat())).unwrap_err().is_limit());
}

#[test]
fn a_memoised_part_keeps_its_depth() {
    let limits = Limits { depth: 4, ..Limits::default() };
    // A list of three levels, put one level deeper by reference.
    let fits = pickle(b"](](](N\x85ee\x94h\x00e");
    let read = decode_within(limits, &fits, &mut NoObjects);
    assert!(read.is_ok(), "{read:?}");
    let too_deep = pickle(b"](](]\x85e\x94h\x00\x85\x85e");
    assert!(matches!(decode_within(limits, &too_deep, &mut NoObjects), Err(WireError::TooDeep { .. })));
}

#[test]
fn what_is_as_deep_as_can_be_can_be_handled() {
    let value = decode(&pickle(&[&b"](".repeat(1000)[..], &b"e".repeat(1000)].concat())).unwrap();
    // On the two megabytes of a thread's stack.
    let handled = std::thread::spawn(move || {
        let copy = value.clone();
        assert_eq!(copy, value);
        format!("{value:?}").len()
    });
    assert!(handled.join().unwrap() > 1000);
}
