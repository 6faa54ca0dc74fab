//! Headers, and the reader that cuts a stream into frames.

use bytes::Bytes;
use proptest::collection::vec;
use proptest::prelude::*;
use snakebridge_worker::wire::{Frame, FrameReader, Header, Kind};

const KINDS: [Kind; 6] = [Kind::Hello, Kind::Eval, Kind::Reply, Kind::Raise, Kind::Release, Kind::Bye];

fn frame() -> impl Strategy<Value = Frame> {
    let length = prop_oneof![4 => 0_usize..100, 1 => 65_500_usize..65_600, 1 => 0_usize..900_000];
    (prop::sample::select(&KINDS[..]), any::<u32>(), length, any::<u8>(), 0_u8..4).prop_map(
        |(kind, id, length, fill, flags)| {
            let payload: Vec<u8> = (0..length).map(|at| fill.wrapping_add((at / 251) as u8)).collect();
            let flags = if kind == Kind::Eval { flags } else { 0 };
            Frame { header: Header { kind, flags, id, length: length as u64 }, payload: payload.into() }
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
    fn a_header_is_read_as_written(id in any::<u32>(), length in any::<u64>(), kind in prop::sample::select(&KINDS[..])) {
        let header = Header { kind, flags: 0, id, length };
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
    let header = Header { kind: Kind::Reply, flags: 0, id: 7, length: 3 };
    let stream = [&header.to_bytes()[..], b"abc", &header.to_bytes(), b"def"].concat();
    let payloads: Vec<Bytes> = cut(&stream, &[1]).into_iter().map(|frame| frame.payload).collect();
    assert_eq!(payloads, ["abc", "def"]);
}

#[test]
fn a_header_looks_as_documented() {
    let header = Header { kind: Kind::Eval, flags: 3, id: 0x0102_0304, length: 5 };
    assert_eq!(header.to_bytes(), *b"SB\x02\x03\x04\x03\x02\x01\x05\0\0\0\0\0\0\0");
}

#[test]
fn a_wrong_header_is_refused_and_stays_refused() {
    let good = Header { kind: Kind::Reply, flags: 0, id: 1, length: 0 }.to_bytes();
    for (at, byte, offset) in [(0, b'X', 0), (2, 0, 2), (2, 7, 2), (3, 1, 3), (12, 0xff, 8)] {
        let mut bytes = good;
        bytes[at] = byte;
        let mut reader = FrameReader::with_limit(1 << 30);
        reader.spare()[..16].copy_from_slice(&bytes);
        reader.advance(16).unwrap();
        let error = reader.next().unwrap_err();
        assert_eq!(error.offset(), offset, "{error}");
        assert_eq!(reader.next().unwrap_err(), error);
    }
    let eval = Header { kind: Kind::Eval, flags: 4, id: 1, length: 0 };
    assert!(Header::parse(&eval.to_bytes()).is_err());
}

#[test]
fn a_length_is_not_believed_before_the_bytes_have_come() {
    let mut reader = FrameReader::new();
    let header = Header { kind: Kind::Reply, flags: 0, id: 1, length: 1 << 39 };
    reader.spare()[..16].copy_from_slice(&header.to_bytes());
    reader.advance(16).unwrap();
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
