//! The host's end of a worker's socket and pipe, shared by any number of threads.
//!
//! Nobody is employed to read. Of the threads that wait for replies, one reads for all: its own reply ends its turn, others' are
//! laid out for them. A thread that is alone thus writes and reads by itself, with no hop through another thread.

use crate::wire::{Frame, FrameReader, WireError};
use rustix::event::{PollFd, PollFlags};
use rustix::io::Errno;
use rustix::net::SendFlags;
use std::collections::HashMap;
use std::os::fd::OwnedFd;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Why nothing more comes from the other side.
#[derive(Debug, Clone)]
pub(crate) enum Severed {
    /// The stream ended, or could not be written to.
    Ended,
    /// What came makes no sense.
    Garbled(String),
}

impl From<WireError> for Severed {
    fn from(error: WireError) -> Self {
        Self::Garbled(error.to_string())
    }
}

pub(crate) struct Connection {
    requests: OwnedFd,
    replies: OwnedFd,
    /// Holding it is the right to write; the buffer is reused from frame to frame.
    outgoing: Mutex<Vec<u8>>,
    incoming: Mutex<Incoming>,
    /// Something was laid out, or the turn to read is free.
    changed: Condvar,
}

struct Incoming {
    /// `None` while a thread has its turn to read.
    reader: Option<FrameReader>,
    /// How many threads sleep until something changes: waking nobody is a system call, too.
    asleep: usize,
    /// Replies of others, by request.
    replies: HashMap<u32, Frame>,
    severed: Option<Severed>,
}

/// How long a reader asks again and again before it sleeps. Most answers come within microseconds, and waking a thread on a
/// processor that has gone to sleep takes tens of them: 65 us a call became 15 us where worker and host are on two processors.
/// Asking yields, so where they share one, the worker runs at once and nothing is lost (10 us, before and after).
const EAGERNESS: Duration = Duration::from_micros(60);

/// The largest buffer that is kept for the next frame.
const KEPT_CAPACITY: usize = 1 << 20;

impl Connection {
    /// `requests` is a socket, `replies` a pipe whose reading does not block.
    pub(crate) fn new(requests: OwnedFd, replies: OwnedFd) -> Self {
        Self {
            requests,
            replies,
            outgoing: Mutex::new(Vec::new()),
            incoming: Mutex::new(Incoming {
                reader: Some(FrameReader::new()),
                asleep: 0,
                replies: HashMap::new(),
                severed: None,
            }),
            changed: Condvar::new(),
        }
    }

    /// Lets `compose` put whole frames into the buffer and sends them.
    pub(crate) fn send(&self, compose: impl FnOnce(&mut Vec<u8>)) -> Result<(), Severed> {
        let mut buffer = lock(&self.outgoing);
        buffer.clear();
        compose(&mut buffer);
        let sent = self.write(&buffer);
        if buffer.capacity() > KEPT_CAPACITY {
            *buffer = Vec::new();
        }
        sent
    }

    /// Sends a short frame unless somebody else is sending at the moment. Whether it arrives does not matter.
    pub(crate) fn send_if_free(&self, frame: &[u8]) {
        if let Ok(_sending) = self.outgoing.try_lock() {
            let _already_gone = self.write(frame);
        }
    }

    /// Waits for the frame that answers a request.
    pub(crate) fn receive(&self, request: u32) -> Result<Frame, Severed> {
        let mut incoming = lock(&self.incoming);
        loop {
            if let Some(frame) = incoming.replies.remove(&request) {
                return Ok(frame);
            }
            if let Some(severed) = &incoming.severed {
                return Err(severed.clone());
            }
            let Some(mut reader) = incoming.reader.take() else {
                incoming.asleep += 1;
                incoming = self.changed.wait(incoming).unwrap_or_else(PoisonError::into_inner);
                incoming.asleep -= 1;
                continue;
            };
            drop(incoming);
            let outcome = self.read_until(&mut reader, request);
            incoming = lock(&self.incoming);
            incoming.reader = Some(reader);
            self.wake(&incoming);
            match outcome {
                Ok(frame) => return Ok(frame),
                // Whoever was woken gets to see it when this thread lets go of the lock.
                Err(severed) => incoming.severed = Some(severed),
            }
        }
    }

    /// The next frame of any kind; for the handshake, before there are requests.
    pub(crate) fn receive_first(&self) -> Result<Frame, Severed> {
        let mut incoming = lock(&self.incoming);
        let reader = incoming.reader.as_mut().ok_or(Severed::Ended)?;
        loop {
            if let Some(frame) = reader.next()? {
                return Ok(frame);
            }
            self.read(reader)?;
        }
    }

    pub(crate) fn replies(&self) -> &OwnedFd {
        &self.replies
    }

    fn read_until(&self, reader: &mut FrameReader, request: u32) -> Result<Frame, Severed> {
        loop {
            while let Some(frame) = reader.next()? {
                if frame.header.id == request {
                    return Ok(frame);
                }
                let mut incoming = lock(&self.incoming);
                incoming.replies.insert(frame.header.id, frame);
                self.wake(&incoming);
            }
            self.read(reader)?;
        }
    }

    fn wake(&self, incoming: &Incoming) {
        if incoming.asleep > 0 {
            self.changed.notify_all();
        }
    }

    fn read(&self, reader: &mut FrameReader) -> Result<(), Severed> {
        let awaited_since = Instant::now();
        loop {
            if awaited_since.elapsed() < EAGERNESS {
                std::thread::yield_now();
            } else {
                // Whatever it says: reading tells.
                let _ready = rustix::event::poll(&mut [PollFd::new(&self.replies, PollFlags::IN)], None);
            }
            match rustix::io::read(&self.replies, reader.spare()) {
                Ok(0) => return Err(Severed::Ended),
                Ok(length) => return Ok(reader.advance(length)?),
                Err(Errno::AGAIN | Errno::INTR) => {}
                Err(_) => return Err(Severed::Ended),
            }
        }
    }

    fn write(&self, mut bytes: &[u8]) -> Result<(), Severed> {
        while !bytes.is_empty() {
            match rustix::net::send(&self.requests, bytes, SendFlags::NOSIGNAL) {
                Ok(sent) => bytes = &bytes[sent..],
                Err(Errno::INTR) => {}
                Err(_) => return Err(Severed::Ended),
            }
        }
        Ok(())
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
