//! Frames: a 16-byte header and a payload, and the sans-IO state machine that cuts a stream of bytes into them.

use super::{WireError, shape};
use bytes::Bytes;

/// What a frame is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Who the two sides are.
    Hello = 1,
    /// An expression to evaluate.
    Eval,
    /// Its value.
    Reply,
    /// The exception it raised.
    Raise,
    /// Objects that the host let go of.
    Release,
    /// The host has finished.
    Bye,
    /// More items of an iterator are asked for.
    Pull,
    /// Items of an iterator.
    Items,
    /// Python calls a callback.
    Call,
    /// What the callback gave.
    Return,
    /// What the callback raises.
    Throw,
    /// Callbacks and errors that Python let go of.
    Dropped,
    /// A log record or a warning.
    Event,
    /// A request goes on as a task.
    Deferred,
}

impl Kind {
    /// All kinds, in the order of their numbers.
    pub const ALL: [Self; 14] = [
        Self::Hello,
        Self::Eval,
        Self::Reply,
        Self::Raise,
        Self::Release,
        Self::Bye,
        Self::Pull,
        Self::Items,
        Self::Call,
        Self::Return,
        Self::Throw,
        Self::Dropped,
        Self::Event,
        Self::Deferred,
    ];

    fn parse(byte: u8) -> Option<Self> {
        Self::ALL.get(usize::from(byte).checked_sub(1)?).copied()
    }

    fn largest_flag(self) -> u8 {
        match self {
            Self::Eval => flags::EVAL,
            Self::Items => flags::ENDED,
            Self::Call => flags::CONCURRENT,
            _ => 0,
        }
    }
}

/// The flags of frames; those that say what is wanted are in `shape`.
pub mod flags {
    /// Of an eval: evaluate within the event loop, and await.
    pub const AWAIT: u8 = 4;
    /// Of an eval: an iterator over the result.
    pub const ITERATE: u8 = 8;
    /// Of an eval: what is wanted of the result.
    ///
    /// ```
    /// use snakebridge_core::Want;
    /// use snakebridge_wire::flags;
    /// assert_ne!(flags::of_want(Want::Object), flags::of_want(Want::Value));
    /// ```
    #[must_use]
    pub const fn of_want(want: snakebridge_core::Want) -> u8 {
        super::shape::flags(want)
    }

    /// All of an eval's.
    pub(super) const EVAL: u8 = ITERATE | AWAIT | super::shape::LARGEST;
    /// Of items: the pull is over, the stream may go on.
    pub const PAUSED: u8 = 1;
    /// Of items: the stream is over.
    pub const ENDED: u8 = 2;
    /// Of a call: it must not hold up the thread that waits for the request.
    pub const CONCURRENT: u8 = 1;
}

/// The head of a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    /// What the frame is.
    pub kind: Kind,
    /// Depends on the kind.
    pub flags: u8,
    /// The request, or the call of a callback, that it belongs to, else 0.
    pub id: u32,
    /// What it is made within: for a request the call of a callback, for a call the request; else 0.
    pub context: u32,
    /// Bytes of the payload.
    pub length: u64,
}

impl Header {
    /// Bytes of a header.
    pub const SIZE: usize = 20;

    const MAGIC: [u8; 2] = *b"SB";

    /// The head of a frame without flags and context.
    #[must_use]
    pub const fn new(kind: Kind, id: u32, length: u64) -> Self {
        Self { kind, flags: 0, id, context: 0, length }
    }

    /// As it crosses the wire.
    #[must_use]
    pub fn to_bytes(self) -> [u8; Self::SIZE] {
        let mut bytes = [0; Self::SIZE];
        bytes[..2].copy_from_slice(&Self::MAGIC);
        bytes[2] = self.kind as u8;
        bytes[3] = self.flags;
        bytes[4..8].copy_from_slice(&self.id.to_le_bytes());
        bytes[8..12].copy_from_slice(&self.context.to_le_bytes());
        bytes[12..].copy_from_slice(&self.length.to_le_bytes());
        bytes
    }

    /// Reads a header.
    ///
    /// # Errors
    /// A wrong magic, an unknown kind, or a flag that the kind does not have.
    pub fn parse(bytes: &[u8; Self::SIZE]) -> Result<Self, WireError> {
        let [m0, m1, kind, flags, i0, i1, i2, i3, c0, c1, c2, c3, length @ ..] = *bytes;
        if [m0, m1] != Self::MAGIC {
            return Err(WireError::malformed(format!("a frame starts with {m0:#04x} {m1:#04x}"), 0));
        }
        let Some(kind) = Kind::parse(kind) else {
            return Err(WireError::malformed(format!("there is no frame of kind {kind}"), 2));
        };
        if flags > kind.largest_flag() {
            return Err(WireError::malformed(format!("a frame `{kind:?}` has no flags {flags}"), 3));
        }
        Ok(Self {
            kind,
            flags,
            id: u32::from_le_bytes([i0, i1, i2, i3]),
            context: u32::from_le_bytes([c0, c1, c2, c3]),
            length: u64::from_le_bytes(length),
        })
    }
}

/// A whole frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// Its head.
    pub header: Header,
    /// What it carries.
    pub payload: Bytes,
}

/// Cuts a stream of bytes into frames: read into [`spare`](Self::spare), say how much with [`advance`](Self::advance), and
/// take what is complete with [`next`](Self::next).
///
/// Small frames are cut out of a buffer, so that one read takes many. A payload that does not fit there is read straight into its
/// own memory, which grows with what has come, however long it is said to be.
#[derive(Debug)]
pub struct FrameReader {
    limit: u64,
    buffer: Vec<u8>,
    /// The part of `buffer` that has come and was not yet taken.
    start: usize,
    end: usize,
    large: Option<Large>,
    broken: Option<WireError>,
}

/// A payload that is read straight into its own memory.
#[derive(Debug)]
struct Large {
    header: Header,
    length: usize,
    /// As long as has come, and a step of zeros to read into.
    payload: Vec<u8>,
    filled: usize,
}

impl FrameReader {
    /// The size of the buffer; whole frames up to it are cut out of it.
    const BUFFER: usize = 64 << 10;
    /// Zeros written ahead of what is read: they should still be in the cache when the kernel overwrites them.
    const STEP: usize = 256 << 10;
    /// The longest payload, unless said otherwise.
    const LIMIT: u64 = 1 << 40;

    /// A reader that takes payloads up to a terabyte.
    #[must_use]
    pub fn new() -> Self {
        Self::with_limit(Self::LIMIT)
    }

    /// A reader that takes payloads of up to `limit` bytes.
    #[must_use]
    pub fn with_limit(limit: u64) -> Self {
        Self { limit, buffer: Vec::new(), start: 0, end: 0, large: None, broken: None }
    }

    /// Where to read the next bytes to; never empty.
    pub fn spare(&mut self) -> &mut [u8] {
        if let Some(large) = &mut self.large {
            return large.spare();
        }
        if self.buffer.is_empty() {
            self.buffer.resize(Self::BUFFER, 0);
        }
        if self.start == self.end {
            (self.start, self.end) = (0, 0);
        } else if self.start > 0 && self.buffer.len() - self.end < Self::BUFFER / 2 {
            self.buffer.copy_within(self.start..self.end, 0);
            (self.start, self.end) = (0, self.end - self.start);
        }
        &mut self.buffer[self.end..]
    }

    /// Says that `count` bytes were read to [`spare`](Self::spare).
    ///
    /// # Errors
    /// When that is more than there was room for.
    pub fn advance(&mut self, count: usize) -> Result<(), WireError> {
        let (filled, room) = match &mut self.large {
            Some(large) => (&mut large.filled, large.payload.len()),
            None => (&mut self.end, self.buffer.len()),
        };
        if count > room - *filled {
            return Err(WireError::malformed("more bytes were read than there was room for", 0));
        }
        *filled += count;
        Ok(())
    }

    /// The next frame, if it is complete.
    ///
    /// # Errors
    /// What is wrong with its header. There is no way on from there: every later call gives the same error.
    #[expect(clippy::should_implement_trait, reason = "a frame that is not complete does not end the stream")]
    pub fn next(&mut self) -> Result<Option<Frame>, WireError> {
        if let Some(error) = &self.broken {
            return Err(error.clone());
        }
        if let Some(large) = self.large.take_if(|large| large.filled == large.length) {
            return Ok(Some(Frame { header: large.header, payload: large.payload.into() }));
        }
        if self.large.is_some() {
            return Ok(None);
        }
        self.cut().inspect_err(|error| self.broken = Some(error.clone()))
    }

    /// The next frame out of the buffer.
    fn cut(&mut self) -> Result<Option<Frame>, WireError> {
        let Some((head, rest)) = self.buffer[self.start..self.end].split_first_chunk() else {
            return Ok(None);
        };
        let header = Header::parse(head)?;
        let length = self.length(&header)?;
        if let Some(payload) = rest.get(..length) {
            let payload = Bytes::copy_from_slice(payload);
            self.start += Header::SIZE + length;
            return Ok(Some(Frame { header, payload }));
        }
        if length > Self::BUFFER - Header::SIZE {
            self.large = Some(Large { header, length, payload: rest.to_vec(), filled: rest.len() });
            (self.start, self.end) = (0, 0);
        }
        Ok(None)
    }

    fn length(&self, header: &Header) -> Result<usize, WireError> {
        let length = Some(header.length).filter(|&length| length <= self.limit);
        length.and_then(|length| length.try_into().ok()).ok_or_else(|| {
            WireError::malformed(
                format!("a frame of {} bytes, more than the {} allowed", header.length, self.limit),
                12,
            )
        })
    }
}

impl Default for FrameReader {
    fn default() -> Self {
        Self::new()
    }
}

impl Large {
    fn spare(&mut self) -> &mut [u8] {
        let missing = self.length - self.filled;
        if self.payload.len() == self.filled && missing > 0 {
            if self.payload.capacity() == self.filled {
                // As much again as has come; a long stretch of memory grows without being copied (`mremap`).
                self.payload.reserve_exact(missing.min(self.filled.max(FrameReader::STEP)));
            }
            let room = self.payload.capacity() - self.filled;
            self.payload.resize(self.filled + missing.min(room).min(FrameReader::STEP), 0);
        }
        &mut self.payload[self.filled..]
    }
}
