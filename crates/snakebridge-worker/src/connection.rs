//! The host's end of a worker's socket and pipe, shared by any number of threads and tasks.
//!
//! Of the threads that wait for replies, one reads for all: its own reply ends its turn, others' are laid out for them. A thread that is
//! alone thus writes and reads by itself, with no hop through another thread. Where nobody waits in a thread (tasks, callbacks that
//! Python may call at any time) the worker's [service](crate::service) reads.

mod incoming;

use crate::bell::Bell;
pub(crate) use incoming::is_final;
use incoming::{Delivery, Incoming};
use rustix::event::{PollFd, PollFlags, Timespec};
use rustix::io::Errno;
use rustix::net::SendFlags;
use snakebridge_wire::{Frame, FrameReader, Kind, WireError};
use std::os::fd::OwnedFd;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
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

/// Takes the frames that belong to no request that is waited for: calls of callbacks, news, answers that come too late.
pub(crate) trait Strays {
    fn stray(&self, frame: Frame);
}

pub(crate) struct Connection {
    requests: OwnedFd,
    replies: OwnedFd,
    /// Holding it is the right to write.
    outgoing: Mutex<Outgoing>,
    incoming: Mutex<Incoming>,
    /// Something was laid out, or the turn to read is free.
    changed: Condvar,
    /// Calls the service.
    pub(crate) bell: Bell,
}

#[derive(Default)]
struct Outgoing {
    /// Reused from frame to frame.
    buffer: Vec<u8>,
    /// What could not be written without waiting; everything else has to wait behind it.
    backlog: Vec<u8>,
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
            outgoing: Mutex::default(),
            incoming: Mutex::new(Incoming::new()),
            changed: Condvar::new(),
            bell: Bell::default(),
        }
    }

    /// Lets `compose` put whole frames into the buffer and sends them.
    pub(crate) fn send(&self, compose: impl FnOnce(&mut Vec<u8>)) -> Result<(), Severed> {
        let mut outgoing = lock(&self.outgoing);
        let Outgoing { buffer, backlog } = &mut *outgoing;
        if !backlog.is_empty() {
            self.write(backlog)?;
            backlog.clear();
        }
        buffer.clear();
        compose(buffer);
        let sent = self.write(buffer);
        if buffer.capacity() > KEPT_CAPACITY {
            *buffer = Vec::new();
        }
        sent
    }

    /// As [`send`](Self::send), but what cannot be written at once is left to the service; whether something is.
    pub(crate) fn send_without_waiting(&self, compose: impl FnOnce(&mut Vec<u8>)) -> Result<bool, Severed> {
        let mut outgoing = lock(&self.outgoing);
        let Outgoing { buffer, backlog } = &mut *outgoing;
        buffer.clear();
        compose(buffer);
        let sent = if backlog.is_empty() { self.write_some(buffer)? } else { 0 };
        backlog.extend_from_slice(&buffer[sent..]);
        Ok(!backlog.is_empty())
    }

    /// Writes what was left, as far as possible without waiting; whether anything is still left.
    pub(crate) fn send_backlog(&self) -> bool {
        // Whoever holds the lock writes the backlog first.
        let Ok(mut outgoing) = self.outgoing.try_lock() else { return false };
        match self.write_some(&outgoing.backlog) {
            Ok(sent) => drop(outgoing.backlog.drain(..sent)),
            Err(_) => outgoing.backlog.clear(),
        }
        !outgoing.backlog.is_empty()
    }

    /// Sends a short frame unless somebody else is sending at the moment. Whether it arrives does not matter.
    pub(crate) fn send_if_free(&self, frame: &[u8]) {
        if let Ok(outgoing) = self.outgoing.try_lock()
            && outgoing.backlog.is_empty()
        {
            let _already_gone = self.write(frame);
        }
    }

    /// Waits for the next frame that belongs to a request; `None` if it does not come until then.
    pub(crate) fn receive(
        &self,
        request: u32,
        until: Option<Instant>,
        strays: &dyn Strays,
    ) -> Result<Option<Frame>, Severed> {
        let mut incoming = lock(&self.incoming);
        loop {
            if let Some(frame) = incoming.take(request) {
                return Ok(Some(frame));
            }
            if let Some(severed) = &incoming.severed {
                return Err(severed.clone());
            }
            let Some(mut reader) = incoming.reader.take() else {
                let Some(woken) = self.sleep(incoming, until) else { return Ok(None) };
                incoming = woken;
                continue;
            };
            drop(incoming);
            let outcome = self.read_until(&mut reader, request, until, strays);
            incoming = lock(&self.incoming);
            incoming.reader = Some(reader);
            match outcome {
                Ok(found) => {
                    self.wake(&incoming);
                    return Ok(found);
                }
                Err(severed) => self.sever(&mut incoming, severed),
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
            self.read(reader, None)?;
        }
    }

    /// Reads what has come, for all who wait; whether nobody else was reading.
    pub(crate) fn read_for_others(&self, strays: &dyn Strays) -> Result<bool, Severed> {
        let Some(mut reader) = lock(&self.incoming).reader.take() else { return Ok(false) };
        let outcome = self.read_what_came(&mut reader, strays);
        let mut incoming = lock(&self.incoming);
        incoming.reader = Some(reader);
        self.wake(&incoming);
        outcome.map(|()| true).inspect_err(|severed| self.sever(&mut incoming, severed.clone()))
    }

    /// Reads what has come, and tells all who wait that there will be no more; whether nobody else was reading, who will find out.
    pub(crate) fn end_for_others(&self, strays: &dyn Strays) -> bool {
        if lock(&self.incoming).severed.is_some() {
            return true;
        }
        match self.read_for_others(strays) {
            Ok(true) => {
                self.sever(&mut lock(&self.incoming), Severed::Ended);
                true
            }
            Ok(false) => false,
            Err(_) => true,
        }
    }

    /// The next frame of a request that a task waits for; the task is woken when there is one.
    pub(crate) fn poll(&self, request: u32, context: &mut Context<'_>) -> Poll<Result<Frame, Severed>> {
        lock(&self.incoming).poll(request, context)
    }

    /// From now on, a task waits for this request and not a thread, so that calls of callbacks within it are for others to answer.
    pub(crate) fn wait_in_task(&self, request: u32) {
        lock(&self.incoming).wait_in_task(request);
    }

    /// From now on, a thread waits for this request.
    pub(crate) fn wait_in_thread(&self, request: u32) {
        lock(&self.incoming).wait_in_thread(request);
    }

    /// Nobody waits for this request any more; what has come and still comes for it are strays.
    pub(crate) fn abandon(&self, request: u32, strays: &dyn Strays) {
        let frames = lock(&self.incoming).abandon(request);
        frames.into_iter().for_each(|frame| strays.stray(frame));
    }

    /// Whether a request was given up and goes on.
    pub(crate) fn is_abandoned(&self, request: u32) -> bool {
        lock(&self.incoming).is_abandoned(request)
    }

    /// This request was never sent.
    pub(crate) fn forget(&self, request: u32) {
        lock(&self.incoming).forget(request);
    }

    /// Wakes the task that waits for this request: something has changed that is not a frame.
    pub(crate) fn wake_task(&self, request: u32) {
        let waker = lock(&self.incoming).waker(request);
        waker.into_iter().for_each(std::task::Waker::wake);
    }

    pub(crate) fn replies(&self) -> &OwnedFd {
        &self.replies
    }

    pub(crate) fn requests(&self) -> &OwnedFd {
        &self.requests
    }

    fn read_until(
        &self,
        reader: &mut FrameReader,
        request: u32,
        until: Option<Instant>,
        strays: &dyn Strays,
    ) -> Result<Option<Frame>, Severed> {
        loop {
            let mut found = None;
            while let Some(frame) = reader.next()? {
                if found.is_none() && is_for(&frame, request) {
                    found = Some(frame);
                } else {
                    self.deliver(frame, strays)?;
                }
            }
            if found.is_some() || !self.read(reader, until)? {
                return Ok(found);
            }
        }
    }

    fn read_what_came(&self, reader: &mut FrameReader, strays: &dyn Strays) -> Result<(), Severed> {
        loop {
            while let Some(frame) = reader.next()? {
                self.deliver(frame, strays)?;
            }
            match rustix::io::read(&self.replies, reader.spare()) {
                Ok(0) => return Err(Severed::Ended),
                Ok(length) => reader.advance(length)?,
                Err(Errno::AGAIN) => return Ok(()),
                Err(Errno::INTR) => {}
                Err(_) => return Err(Severed::Ended),
            }
        }
    }

    /// Lays a frame out for whom it is for.
    fn deliver(&self, frame: Frame, strays: &dyn Strays) -> Result<(), Severed> {
        let mut incoming = lock(&self.incoming);
        match incoming.deliver(frame)? {
            Delivery::Laid => self.wake(&incoming),
            Delivery::Wake(waker) => {
                drop(incoming);
                waker.wake();
            }
            Delivery::Stray(frame) => {
                drop(incoming);
                strays.stray(frame);
            }
            Delivery::Quiet => {}
        }
        Ok(())
    }

    fn sever(&self, incoming: &mut Incoming, severed: Severed) {
        incoming.sever(severed);
        self.changed.notify_all();
    }

    /// Sleeps until something changes; `None` if nothing does until then.
    fn sleep<'a>(
        &'a self,
        mut incoming: MutexGuard<'a, Incoming>,
        until: Option<Instant>,
    ) -> Option<MutexGuard<'a, Incoming>> {
        incoming.asleep += 1;
        let (mut woken, late) = match until {
            None => (self.changed.wait(incoming).unwrap_or_else(PoisonError::into_inner), false),
            Some(until) => {
                let patience = until.saturating_duration_since(Instant::now());
                let waited = self.changed.wait_timeout(incoming, patience);
                let (woken, timeout) = waited.unwrap_or_else(PoisonError::into_inner);
                (woken, timeout.timed_out())
            }
        };
        woken.asleep -= 1;
        (!late).then_some(woken)
    }

    fn wake(&self, incoming: &Incoming) {
        if incoming.asleep > 0 {
            self.changed.notify_all();
        }
    }

    /// Reads what there is, and waits for it; whether something came until then.
    fn read(&self, reader: &mut FrameReader, until: Option<Instant>) -> Result<bool, Severed> {
        let awaited_since = Instant::now();
        loop {
            if awaited_since.elapsed() < EAGERNESS {
                std::thread::yield_now();
            } else {
                let left = until.map(|until| until.saturating_duration_since(Instant::now()));
                let timeout = left.map(timespec);
                let mut awaited = [PollFd::new(&self.replies, PollFlags::IN)];
                // Whatever else it says: reading tells.
                if rustix::event::poll(&mut awaited, timeout.as_ref()) == Ok(0) && until.is_some() {
                    return Ok(false);
                }
            }
            match rustix::io::read(&self.replies, reader.spare()) {
                Ok(0) => return Err(Severed::Ended),
                Ok(length) => {
                    reader.advance(length)?;
                    return Ok(true);
                }
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

    /// Writes as much as there is room for.
    fn write_some(&self, bytes: &[u8]) -> Result<usize, Severed> {
        let mut written = 0;
        while written < bytes.len() {
            match rustix::net::send(
                &self.requests,
                &bytes[written..],
                SendFlags::NOSIGNAL | SendFlags::DONTWAIT,
            ) {
                Ok(sent) => written += sent,
                Err(Errno::INTR) => {}
                Err(Errno::AGAIN) => break,
                Err(_) => return Err(Severed::Ended),
            }
        }
        Ok(written)
    }
}

/// Whether a frame is for the thread that waits for this request.
fn is_for(frame: &Frame, request: u32) -> bool {
    match frame.header.kind {
        Kind::Reply | Kind::Raise | Kind::Items | Kind::Deferred => frame.header.id == request,
        Kind::Call => frame.header.context == request && frame.header.flags == 0,
        _ => false,
    }
}

pub(crate) fn timespec(duration: Duration) -> Timespec {
    // A moment more, so that the time is really over.
    let duration = duration + Duration::from_micros(50);
    Timespec {
        tv_sec: i64::try_from(duration.as_secs()).unwrap_or(i64::MAX),
        tv_nsec: duration.subsec_nanos().into(),
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
