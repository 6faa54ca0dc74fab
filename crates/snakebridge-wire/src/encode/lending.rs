//! Large buffers that go into segments: a payload mentions them, and says at its start which segments it mentions.

use super::super::opcode::*;
use super::steps::Encoder;
use super::writer;

/// From here on a buffer is worth a segment.
pub const LARGE: usize = 64 << 10;

/// Puts large buffers where the other side can read them without their crossing the wire.
pub trait Lender {
    /// Lends segments that hold these buffers (there is at least one) to the other side, and says where each is; `None` if the data has to
    /// cross the wire.
    fn lend(&self, buffers: &[&[u8]]) -> Option<Vec<Place>>;
}

/// Where a buffer lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The number of a segment.
    pub segment: u64,
    /// Bytes from its start.
    pub offset: u64,
}

/// What a payload lends.
#[derive(Debug, Default)]
pub(super) struct Lent<'a> {
    buffers: Vec<&'a [u8]>,
    /// Where each is mentioned. The places themselves are not known before all is written.
    mentions: Vec<usize>,
}

impl Lent<'_> {
    /// Lends all buffers and completes the payload that starts at `start`; `false` if that cannot be.
    pub(super) fn complete(self, lender: &dyn Lender, start: usize, out: &mut Vec<u8>) -> bool {
        if self.buffers.is_empty() {
            return true;
        }
        let Some(places) = lender.lend(&self.buffers) else { return false };
        let mut segments = Vec::new();
        for (place, at) in places.iter().zip(self.mentions) {
            let mut written = Vec::with_capacity(PLACE);
            long(place.segment, &mut written);
            long(place.offset, &mut written);
            out[at..at + PLACE].copy_from_slice(&written);
            if !segments.contains(&place.segment) {
                segments.push(place.segment);
            }
        }
        // What the calls give stays at the bottom of the stack while everything else is evaluated.
        let mut lend = Vec::new();
        for segment in segments {
            writer::tag(Tag::Lend, &mut lend);
            long(segment, &mut lend);
            lend.extend_from_slice(&[TUPLE1, REDUCE]);
        }
        let after_protocol = start + 2;
        out.splice(after_protocol..after_protocol, lend);
        true
    }
}

impl<'a> Encoder<'a, '_> {
    /// Writes the place `(segment, offset, length)` of a large buffer, if it can be lent.
    pub(super) fn place(&mut self, data: &'a [u8]) -> bool {
        let Some(lent) = self.lent.as_mut().filter(|_| data.len() >= LARGE) else { return false };
        lent.buffers.push(data);
        lent.mentions.push(self.out.len());
        self.out.resize(self.out.len() + PLACE, 0);
        long(data.len() as u64, self.out);
        self.out.push(TUPLE3);
        true
    }

    /// Writes large bytes as a tag's call, if they can be lent.
    pub(super) fn lend(&mut self, tag: Tag, data: &'a [u8]) -> bool {
        if self.lent.is_none() || data.len() < LARGE {
            return false;
        }
        self.tag(tag);
        self.place(data);
        self.out.push(REDUCE);
        true
    }
}

/// Bytes of a segment's number and an offset.
const PLACE: usize = 2 * LONG;
/// Bytes of a [`long`].
const LONG: usize = 10;

/// An int in eight bytes, whatever its value. (No segment has a number, offset or length of 2^63.)
fn long(int: u64, out: &mut Vec<u8>) {
    out.extend_from_slice(&[LONG1, size_of::<u64>() as u8]);
    out.extend_from_slice(&int.to_le_bytes());
}
