//! Any bytes as a stream: however it is cut, the same frames and the same error come out, and lengths are not believed.

#![no_main]

use libfuzzer_sys::fuzz_target;
use snakebridge_fuzz::wire::{Frame, FrameReader, WireError};

fuzz_target!(|data: &[u8]| {
    let Some((cuts, stream)) = data.split_first_chunk::<4>() else { return };
    let in_one = read(stream, &[usize::MAX]);
    let sizes = cuts.map(|cut| usize::from(cut) + 1);
    assert_eq!(read(stream, &sizes), in_one);
    if stream.len() < 4096 {
        assert_eq!(read(stream, &[1]), in_one);
    }
});

/// All frames of the stream when it comes in pieces of these sizes, and what was wrong with it.
fn read(mut stream: &[u8], sizes: &[usize]) -> (Vec<Frame>, Option<WireError>) {
    let mut reader = FrameReader::with_limit(1 << 30);
    let mut frames = Vec::new();
    for &size in sizes.iter().cycle() {
        loop {
            match reader.next() {
                Ok(Some(frame)) => frames.push(frame),
                Ok(None) => break,
                Err(error) => return (frames, Some(error)),
            }
        }
        if stream.is_empty() {
            break;
        }
        let spare = reader.spare();
        assert!(!spare.is_empty() && spare.len() <= 1 << 20);
        let count = size.min(spare.len()).min(stream.len());
        spare[..count].copy_from_slice(&stream[..count]);
        stream = &stream[count..];
        reader.advance(count).expect("there was room");
    }
    (frames, None)
}
