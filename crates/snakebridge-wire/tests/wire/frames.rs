//! Headers, and the reader that cuts a stream into frames.

use bytes::Bytes;
use proptest::collection::vec;
use proptest::prelude::*;
use snakebridge_wire::{Frame, FrameReader, Header, Kind};

/// The largest flag of each kind that has any.
fn flags_of(kind: Kind) -> u8 {
    match kind {
        Kind::Eval => 15,
        Kind::Items => 2,
        Kind::Call => 1,
        _ => 0,
    }
}

fn frame() -> impl Strategy<Value = Frame> {
    let length = prop_oneof![4 => 0_usize..100, 1 => 65_500_usize..65_600, 1 => 0_usize..900_000];
    (prop::sample::select(&Kind::ALL[..]), any::<(u32, u32)>(), length, any::<u8>(), any::<u8>()).prop_map(
        |(kind, (id, context), length, fill, flags)| {
            let payload: Vec<u8> = (0..length).map(|at| fill.wrapping_add((at / 251) as u8)).collect();
            let flags = flags % (flags_of(kind) + 1);
            Frame {
                header: Header { kind, flags, id, context, length: length as u64 },
                payload: payload.into(),
            }
        },
    )
}

/// Feeds a stream in pieces of these lengths, over and over.
fn cut(stream: &[u8], pieces: &[usize]) -> Vec<Frame> {
    let mut reader = FrameReader::new();
    let mut frames = Vec::new();
    let mut rest = stream;
    for &piece in pieces.iter().cycle() {
        while let Some(frame) = reader.next().unwrap() {
            frames.push(frame);
        }
        if rest.is_empty() {
            break;
        }
        let spare = reader.spare();
        assert!(!spare.is_empty());
        let count = piece.min(spare.len()).min(rest.len());
        spare[..count].copy_from_slice(&rest[..count]);
        rest = &rest[count..];
        reader.advance(count).unwrap();
    }
    frames
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_header_is_read_as_written(
        ids in any::<(u32, u32)>(), length in any::<u64>(), kind in prop::sample::select(&Kind::ALL[..]),
    ) {
        let header = Header { kind, flags: flags_of(kind), id: ids.0, context: ids.1, length };
        prop_assert_eq!(Header::parse(&header.to_bytes()), Ok(header));
    }

    #[test]
    fn frames_are_the_same_however_the_stream_is_cut(
        frames in vec(frame(), 0..8),
        pieces in vec(prop_oneof![1_usize..40, 1_usize..100_000, Just(usize::MAX)], 1..8),
    ) {
        // A stream in single bytes takes its time.
        let pieces = if pieces.iter().all(|&piece| piece < 40) { vec![37] } else { pieces };
        let stream: Vec<u8> = frames.iter().flat_map(|frame| [&frame.header.to_bytes()[..], &frame.payload].concat()).collect();
        prop_assert_eq!(cut(&stream, &pieces), frames);
    }
}

#[test]
fn single_bytes_make_frames() {
    let header = Header::new(Kind::Reply, 7, 3);
    let stream = [&header.to_bytes()[..], b"abc", &header.to_bytes(), b"def"].concat();
    let payloads: Vec<Bytes> = cut(&stream, &[1]).into_iter().map(|frame| frame.payload).collect();
    assert_eq!(payloads, ["abc", "def"]);
}

#[test]
fn a_header_looks_as_documented() {
    let header = Header { kind: Kind::Eval, flags: 3, id: 0x0102_0304, context: 6, length: 5 };
    assert_eq!(header.to_bytes(), *b"SB\x02\x03\x04\x03\x02\x01\x06\0\0\0\x05\0\0\0\0\0\0\0");
}

#[test]
fn a_wrong_header_is_refused_and_stays_refused() {
    let good = Header::new(Kind::Reply, 1, 0).to_bytes();
    for (at, byte, offset) in [(0, b'X', 0), (2, 0, 2), (2, 15, 2), (3, 1, 3), (16, 0xff, 12)] {
        let mut bytes = good;
        bytes[at] = byte;
        let mut reader = FrameReader::with_limit(1 << 30);
        reader.spare()[..Header::SIZE].copy_from_slice(&bytes);
        reader.advance(Header::SIZE).unwrap();
        let error = reader.next().unwrap_err();
        assert_eq!(error.offset(), offset, "{error}");
        assert_eq!(reader.next().unwrap_err(), error);
    }
    for kind in Kind::ALL {
        let header = Header { flags: flags_of(kind) + 1, ..Header::new(kind, 1, 0) };
        assert!(Header::parse(&header.to_bytes()).is_err(), "{header:?}");
    }
}

#[test]
fn a_length_is_not_believed_before_the_bytes_have_come() {
    let mut reader = FrameReader::new();
    let header = Header::new(Kind::Reply, 1, 1 << 39);
    reader.spare()[..Header::SIZE].copy_from_slice(&header.to_bytes());
    reader.advance(Header::SIZE).unwrap();
    for _ in 0..20 {
        assert_eq!(reader.next().unwrap(), None);
        let spare = reader.spare().len();
        assert!(spare <= 256 << 10, "{spare}");
        reader.advance(spare).unwrap();
    }
}

#[test]
fn more_than_the_room_there_was_cannot_have_been_read() {
    let mut reader = FrameReader::new();
    let room = reader.spare().len();
    assert!(reader.advance(room + 1).is_err());
}
