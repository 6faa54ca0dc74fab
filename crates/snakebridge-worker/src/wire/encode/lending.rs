//! Large buffers that go into a segment: a payload mentions them, and says at its start which segment it is.

use super::super::opcode::*;
use super::steps::Encoder;
use super::writer;

/// From here on a buffer is worth a segment.
pub(super) const LARGE: usize = 64 << 10;

/// Where a buffer starts in a segment: what processors like to copy from, and more than any item needs.
const ALIGNMENT: u64 = 64;

/// Puts large buffers where the other side can read them without their crossing the wire.
pub trait Lender {
    /// Copies the pieces into one segment and lends it to the other side. Gives its number, or `None` if the data has to cross the wire. There is
    /// at least one piece, and they are in the order of their offsets.
    fn lend(&self, pieces: &[Piece<'_>]) -> Option<u64>;
}

/// A buffer and its place in a segment.
#[derive(Debug, Clone, Copy)]
pub struct Piece<'a> {
    /// Bytes from the start of the segment.
    pub offset: u64,
    /// What is to be there.
    pub data: &'a [u8],
}

/// What a payload lends.
#[derive(Debug, Default)]
pub(super) struct Lent<'a> {
    pieces: Vec<Piece<'a>>,
    /// Where the payload has to be told the segment's number, which is not known before all is written.
    numbers: Vec<usize>,
}

impl<'a> Lent<'a> {
    fn place(&mut self, data: &'a [u8]) -> u64 {
        let end = self.pieces.last().map_or(0, |piece| piece.offset + piece.data.len() as u64);
        let offset = end.next_multiple_of(ALIGNMENT);
        self.pieces.push(Piece { offset, data });
        offset
    }

    /// Copies all pieces into a segment and completes the payload that starts at `start`; `false` if there is no segment to be had.
    pub(super) fn complete(self, lender: &dyn Lender, start: usize, out: &mut Vec<u8>) -> bool {
        if self.pieces.is_empty() {
            return true;
        }
        let Some(number) = lender.lend(&self.pieces) else { return false };
        for at in self.numbers {
            out[at..at + size_of::<u64>()].copy_from_slice(&number.to_le_bytes());
        }
        // What the call gives stays at the bottom of the stack while everything else is evaluated.
        let mut lend = Vec::new();
        writer::tag(Tag::Lend, &mut lend);
        long(number, &mut lend);
        lend.extend_from_slice(&[TUPLE1, REDUCE]);
        let after_protocol = start + 2;
        out.splice(after_protocol..after_protocol, lend);
        true
    }
}

impl<'a> Encoder<'a, '_> {
    /// Writes the place `(number, offset, length)` of a large buffer, if it can be lent.
    pub(super) fn place(&mut self, data: &'a [u8]) -> bool {
        let Some(lent) = self.lent.as_mut().filter(|_| data.len() >= LARGE) else { return false };
        let offset = lent.place(data);
        long(0, self.out);
        lent.numbers.push(self.out.len() - size_of::<u64>());
        long(offset, self.out);
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

/// An int in eight bytes, whatever its value. (No segment has a number, offset or length of 2^63.)
fn long(int: u64, out: &mut Vec<u8>) {
    out.extend_from_slice(&[LONG1, size_of::<u64>() as u8]);
    out.extend_from_slice(&int.to_le_bytes());
}
