//! [`Frames`]: what comes from the host, frame by frame.

use super::output::Output;
use bytes::Bytes;
use rustix::event::{PollFd, PollFlags};
use rustix::io::Errno;
use std::fs::File;
use std::io::Read;
use std::os::fd::OwnedFd;
use std::sync::Arc;

/// Frames up to this size are read where they lie.
const SMALL: usize = 64 << 10;
/// So much is made room for at first, for a frame that says it is large.
const FIRST: usize = 1 << 20;
/// Bytes of the length before each frame.
const LENGTH: usize = 4;

/// Reads frames.
pub(super) struct Frames {
    input: File,
    output: Arc<Output>,
    buffer: Box<[u8]>,
    start: usize,
    end: usize,
}

/// One frame, without its length.
pub(super) enum Frame<'a> {
    Small(&'a [u8]),
    Large(Bytes),
    /// There is no memory for it.
    TooLarge(usize),
}

impl Frames {
    pub(super) fn new(input: OwnedFd, output: Arc<Output>) -> Self {
        widen(&input);
        Self { input: input.into(), output, buffer: vec![0; SMALL + LENGTH].into(), start: 0, end: 0 }
    }

    /// Whether more has come already.
    pub(super) fn has_more(&self) -> bool {
        self.start < self.end
    }

    /// The next frame; `None` when the host is gone, also in the middle of a frame.
    pub(super) fn next(&mut self) -> Option<Frame<'_>> {
        while self.end - self.start < LENGTH {
            self.fill()?;
        }
        let (length, _) = self.buffer[self.start..].split_first_chunk::<LENGTH>()?;
        let length = u32::from_be_bytes(*length) as usize;
        if length > SMALL {
            return self.large(length);
        }
        while self.end - self.start < LENGTH + length {
            self.fill()?;
        }
        let begin = self.start + LENGTH;
        self.start = begin + length;
        Some(Frame::Small(&self.buffer[begin..self.start]))
    }

    /// Reads on into the buffer.
    fn fill(&mut self) -> Option<()> {
        if self.start > 0 {
            self.buffer.copy_within(self.start..self.end, 0);
            (self.start, self.end) = (0, self.end - self.start);
        }
        let read = self.read_into_buffer()?;
        self.end += read;
        Some(())
    }

    fn read_into_buffer(&mut self) -> Option<usize> {
        loop {
            self.wait()?;
            match rustix::io::read(&self.input, &mut self.buffer[self.end..]) {
                Ok(0) => return None,
                Ok(length) => return Some(length),
                Err(Errno::INTR | Errno::AGAIN) => {}
                Err(_) => return None,
            }
        }
    }

    /// A frame in memory of its own, which grows as the bytes come: a length is only a promise.
    fn large(&mut self, length: usize) -> Option<Frame<'_>> {
        self.start += LENGTH;
        let laid = length.min(self.end - self.start);
        let mut frame = self.buffer[self.start..self.start + laid].to_vec();
        self.start += laid;
        while frame.len() < length {
            let step = (length - frame.len()).min(FIRST.max(3 * frame.len()));
            if frame.try_reserve_exact(step).is_err() {
                return Some(Frame::TooLarge(length));
            }
            match (&self.input).take(step as u64).read_to_end(&mut frame) {
                Ok(read) if read == step => {}
                Ok(_) | Err(_) => return None,
            }
        }
        Some(Frame::Large(frame.into()))
    }

    /// Waits for the host to write, or to be gone.
    fn wait(&self) -> Option<()> {
        let mut awaited = [
            PollFd::new(&self.input, PollFlags::IN),
            // Nothing but that nobody reads any more.
            PollFd::new(self.output.descriptor(), PollFlags::empty()),
        ];
        loop {
            match rustix::event::poll(&mut awaited, None) {
                Err(Errno::INTR) => {}
                Err(_) => return None,
                Ok(_) if !awaited[0].revents().is_empty() => return Some(()),
                Ok(_) if !awaited[1].revents().is_empty() => return None,
                Ok(_) => {}
            }
        }
    }
}

/// Asks for a pipe that takes more at a time; whether it does, does not matter.
pub(super) fn widen(pipe: &OwnedFd) {
    #[cfg(target_os = "linux")]
    let _as_it_is = rustix::pipe::fcntl_setpipe_size(pipe, 1 << 20);
    #[cfg(not(target_os = "linux"))]
    let _ = pipe;
}
