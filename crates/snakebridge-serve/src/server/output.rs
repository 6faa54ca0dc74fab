//! [`Output`]: what goes to the host.

use super::frames::widen;
use crate::message::ToHost;
use crate::value::Objects;
use rustix::event::{PollFd, PollFlags, Timespec};
use rustix::io::Errno;
use snakebridge_core::Error;
use std::collections::VecDeque;
use std::io::IoSlice;
use std::os::fd::OwnedFd;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// So much may wait for the host to read it; whoever has more to say waits then.
const LIMIT: usize = 16 << 20;
/// A pipe that can be written to takes so much without waiting.
const AT_ONCE: usize = 4096;
/// How many frames are written at a time.
const BATCH: usize = 64;
/// Bytes of the length before each frame.
const LENGTH: usize = 4;

/// Sends frames: short ones at once, where nothing waits and the host reads, all others through a thread.
pub(crate) struct Output {
    descriptor: OwnedFd,
    state: Mutex<State>,
    /// There is something to write.
    filled: Condvar,
    /// There is room again.
    drained: Condvar,
}

#[derive(Default)]
struct State {
    queue: VecDeque<Vec<u8>>,
    /// In the queue, and being written.
    bytes: usize,
    /// The host does not read any more, or nothing more is to be written.
    closed: bool,
}

impl Output {
    /// With its thread; `None` if there can be none.
    pub(super) fn start(descriptor: OwnedFd) -> Option<Arc<Self>> {
        widen(&descriptor);
        let output = Arc::new(Self {
            descriptor,
            state: Mutex::default(),
            filled: Condvar::new(),
            drained: Condvar::new(),
        });
        let writer = Arc::clone(&output);
        let thread = std::thread::Builder::new().name("serve-writer".to_owned());
        thread.spawn(move || writer.write_all()).is_ok().then_some(output)
    }

    pub(super) fn descriptor(&self) -> &OwnedFd {
        &self.descriptor
    }

    /// Sends a message in which no object is named.
    pub(super) fn send(&self, message: &ToHost<'_>) {
        // It is neither too long nor does it hold what cannot be sent.
        let _sent = self.try_send(message, &mut super::NoObjects);
    }

    /// Sends a message, or says why it cannot be sent.
    pub(super) fn try_send(
        &self,
        message: &ToHost<'_>,
        objects: &mut dyn Objects,
    ) -> snakebridge_core::Result<()> {
        self.push(frame(message, objects)?, true);
        Ok(())
    }

    /// Sends a message without waiting for the host, which may not read for a long time: `optional` ones are left out then.
    pub(crate) fn send_without_waiting(&self, message: &ToHost<'_>, optional: bool) {
        if let Ok(frame) = frame(message, &mut super::NoObjects)
            && !(optional && self.lock().bytes > LIMIT)
        {
            self.push(frame, false);
        }
    }

    fn push(&self, frame: Vec<u8>, may_wait: bool) {
        let mut state = self.lock();
        while may_wait && state.bytes > LIMIT && !state.closed {
            state = self.drained.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        if state.closed {
            return;
        }
        let written = if state.bytes == 0 { self.write_at_once(&frame) } else { 0 };
        if written == frame.len() {
            return;
        }
        let rest = if written == 0 { frame } else { frame[written..].to_vec() };
        state.bytes += rest.len();
        state.queue.push_back(rest);
        drop(state);
        self.filled.notify_one();
    }

    /// Writes what can be written without waiting.
    fn write_at_once(&self, frame: &[u8]) -> usize {
        if frame.len() > AT_ONCE {
            return 0;
        }
        let mut ready = [PollFd::new(&self.descriptor, PollFlags::OUT)];
        let now = Timespec { tv_sec: 0, tv_nsec: 0 };
        match rustix::event::poll(&mut ready, Some(&now)) {
            Ok(1..) if ready[0].revents() == PollFlags::OUT => {
                // If it fails, the thread finds out why.
                rustix::io::write(&self.descriptor, frame).unwrap_or(0)
            }
            _ => 0,
        }
    }

    /// Writes what waits, until nothing more is to be written.
    fn write_all(&self) {
        loop {
            let batch: Vec<Vec<u8>> = {
                let mut state = self.lock();
                while state.queue.is_empty() {
                    if state.closed {
                        return;
                    }
                    state = self.filled.wait(state).unwrap_or_else(PoisonError::into_inner);
                }
                let count = state.queue.len().min(BATCH);
                state.queue.drain(..count).collect()
            };
            let written = self.write_batch(&batch);
            let mut state = self.lock();
            state.bytes -= batch.iter().map(Vec::len).sum::<usize>();
            if written.is_err() {
                state.closed = true;
                state.queue.clear();
                state.bytes = 0;
            }
            drop(state);
            self.drained.notify_all();
        }
    }

    fn write_batch(&self, batch: &[Vec<u8>]) -> Result<(), Errno> {
        let mut slices: Vec<IoSlice<'_>> = batch.iter().map(|frame| IoSlice::new(frame)).collect();
        let mut left = slices.as_mut_slice();
        while !left.is_empty() {
            match rustix::io::writev(&self.descriptor, left) {
                Ok(written) => IoSlice::advance_slices(&mut left, written),
                Err(Errno::INTR) => {}
                Err(Errno::AGAIN) => {
                    let mut ready = [PollFd::new(&self.descriptor, PollFlags::OUT)];
                    // An interrupted wait is as good as one that is over.
                    let _ready = rustix::event::poll(&mut ready, None);
                }
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Waits until everything is written, and lets nothing more be.
    pub(super) fn finish(&self, patience: Duration) {
        let until = Instant::now() + patience;
        let mut state = self.lock();
        while state.bytes > 0 && !state.closed {
            let Some(left) = until.checked_duration_since(Instant::now()) else { break };
            state = self.drained.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        state.closed = true;
        drop(state);
        self.filled.notify_all();
        self.drained.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A message behind its length.
fn frame(message: &ToHost<'_>, objects: &mut dyn Objects) -> snakebridge_core::Result<Vec<u8>> {
    let mut frame = Vec::with_capacity(256);
    frame.extend_from_slice(&[0; LENGTH]);
    message.encode(objects, &mut frame)?;
    let length = frame.len() - LENGTH;
    let too_long =
        |_| Error::Usage(format!("the answer takes {length} bytes, and a frame has 4 GiB at most"));
    let length = u32::try_from(length).map_err(too_long)?;
    frame[..LENGTH].copy_from_slice(&length.to_be_bytes());
    Ok(frame)
}
