//! Large buffers in memory that host and worker share, so that they need not cross the wire: "Segments" in `docs/wire.md`.
//!
//! `pool` and `loans` are the bookkeeping, without I/O: which segments this side made, and which it knows of the other side.
//! `memory` and `socket` are the I/O.

mod frozen;
mod loans;
mod memory;
mod message;
mod pool;
mod socket;

use bytes::Bytes;
use frozen::Frozen;
pub(crate) use frozen::allocate;
use loans::{Known, Loans};
use memory::{Memory, Unmapped};
use message::{Message, Uses};
use pool::{Choice, Limits, Pool};
use rustix::io::Errno;
use snakebridge_wire::{Lender, NotShared, Place};
use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

/// The host's numbers are even, the worker's odd.
const OURS: u64 = 0;
const THEIRS: u64 = 1;

/// Where a buffer starts in a segment: what processors like to copy from, and more than any item needs.
const ALIGNMENT: u64 = 64;

const LIMITS: Limits = Limits { segments: 64, kept: 256 << 20 };

/// The segments that one worker and the host share.
#[derive(Debug)]
pub(crate) struct Segments(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    socket: OwnedFd,
    state: Mutex<State>,
    /// What there was no room for in the socket. A lock of its own, because data is dropped at any time.
    unsent: Mutex<Vec<Message>>,
}

#[derive(Debug)]
struct State {
    ours: Pool<Arc<Memory>>,
    /// With why it could not be mapped, if so: whoever is lent it has to know.
    theirs: Loans<Result<Memory, String>>,
    /// What was wrong with a message. There is no way on from there.
    broken: Option<String>,
}

impl Segments {
    /// The host's end, and the socket that the worker inherits.
    ///
    /// # Errors
    /// When no more sockets can be made.
    pub(crate) fn pair() -> io::Result<(Self, OwnedFd)> {
        let (socket, other) = socket::pair()?;
        let state = State { ours: Pool::new(OURS, LIMITS), theirs: Loans::new(THEIRS), broken: None };
        let shared = Shared { socket, state: Mutex::new(state), unsent: Mutex::default() };
        Ok((Self(Arc::new(shared)), other))
    }

    /// What one payload mentions.
    pub(crate) fn mentions(&self) -> Mentions<'_> {
        Mentions { segments: self, borrowed: Vec::new() }
    }

    /// Begins a loan from the worker.
    fn borrow(&self, number: u64) -> Result<Bytes, NotShared> {
        let mut state = self.0.state();
        loop {
            if let Some(segment) = state.theirs.borrow(number)? {
                return match &segment.memory {
                    Ok(_) => Ok(Bytes::from_owner(Loan { segment, lender: Arc::downgrade(&self.0) })),
                    Err(why) => {
                        segment.give_back();
                        state.theirs.forget(number);
                        self.0.tell(Message::Drop(number));
                        Err(NotShared::OutOfReach(why.clone()))
                    }
                };
            }
            if !self.0.receive(&mut state)? {
                return Err(NotShared::Wrong(format!("segment {number} is not known")));
            }
        }
    }
}

impl Lender for Segments {
    fn lend(&self, buffers: &[&[u8]]) -> Option<Vec<Place>> {
        let mut length = 0_u64;
        // What is frozen already has its place; the others get theirs in one segment.
        let place = |data: &&[u8]| {
            let lent =
                frozen::find(data).and_then(|(frozen, offset)| Some((self.0.announce(&frozen)?, offset)));
            if let Some((number, offset)) = lent {
                return (Some(number), offset);
            }
            let offset = length.next_multiple_of(ALIGNMENT);
            length = offset + data.len() as u64;
            (None, offset)
        };
        let places: Vec<(Option<u64>, u64)> = buffers.iter().map(place).collect();
        let copied = if length > 0 { self.0.take(length) } else { None };
        if length > 0 && copied.is_none() {
            places.iter().filter_map(|(number, _)| *number).for_each(|number| self.0.withdraw(number));
            return None;
        }
        let fill = |((number, offset), data): ((Option<u64>, u64), &&[u8])| {
            if let Some(segment) = number {
                return Some(Place { segment, offset });
            }
            let (segment, memory) = copied.as_ref()?;
            // SAFETY: `take` gave out a segment of this side that is on nobody's loan, to this caller alone; the worker begins to use it when
            // it reads the payload that is being written.
            let fits = unsafe { memory.write(offset, data) };
            debug_assert!(fits, "it was taken for so much");
            Some(Place { segment: *segment, offset })
        };
        places.into_iter().zip(buffers).map(fill).collect()
    }
}

impl Shared {
    /// A segment to write to, which is then on loan; `None` if there can be none.
    fn take(&self, length: u64) -> Option<(u64, Arc<Memory>)> {
        self.send_rest();
        let mut state = self.state();
        // What makes no sense is told with the next segment of the worker's.
        while self.receive(&mut state).ok()? {}
        let (number, size, once) = match state.ours.take(length)? {
            Choice::Kept(number, memory) => return Some((number, memory)),
            Choice::New { number, size, once, dropped } => {
                dropped.into_iter().for_each(|number| self.tell(Message::Drop(number)));
                (number, size, once)
            }
        };
        let (memory, file) = Memory::create(size).ok()?;
        let uses = if once { Uses::Once } else { Uses::Many };
        socket::send(&self.socket, Message::Announce { number, size, uses }, Some(file.as_fd())).ok()?;
        let memory = Arc::new(memory);
        state.ours.enter(number, size, (!once).then(|| Arc::clone(&memory)));
        Some((number, memory))
    }

    /// Announces frozen memory under a number for one loan; `None` if it has to be copied.
    fn announce(&self, frozen: &Frozen) -> Option<u64> {
        let mut state = self.state();
        while self.receive(&mut state).ok()? {}
        let (number, dropped) = state.ours.number()?;
        dropped.into_iter().for_each(|number| self.tell(Message::Drop(number)));
        let announce = Message::Announce { number, size: frozen.size, uses: Uses::Private };
        socket::send(&self.socket, announce, Some(frozen.file.as_fd())).ok()?;
        state.ours.enter(number, frozen.size, None);
        Some(number)
    }

    /// What was announced is not mentioned after all.
    fn withdraw(&self, number: u64) {
        if self.state().ours.drop(number).is_ok() {
            self.tell(Message::Drop(number));
        }
    }

    /// Takes note of one message from the worker; `false` if there is none.
    fn receive(&self, state: &mut State) -> Result<bool, String> {
        if let Some(broken) = &state.broken {
            return Err(broken.clone());
        }
        self.take_note(state).inspect_err(|what| state.broken = Some(what.clone()))
    }

    fn take_note(&self, state: &mut State) -> Result<bool, String> {
        let Some((message, file)) = socket::receive(&self.socket)? else { return Ok(false) };
        match (message, file) {
            (Message::Announce { number, uses: Uses::Private, .. }, _) => {
                return Err(format!("segment {number} is to be mapped privately, which only a worker does"));
            }
            (Message::Announce { number, size, uses }, file) => {
                let memory = match file {
                    Some(file) => match Memory::open(&file, size) {
                        Ok(memory) => Ok(memory),
                        Err(Unmapped::Refused(what)) => {
                            return Err(format!("segment {number} cannot be used: {what}"));
                        }
                        Err(Unmapped::Failed(errno)) => Err(format!("it cannot be mapped ({errno})")),
                    },
                    // The kernel leaves out what it has no place for.
                    None => Err("this process may have no more files open (`ulimit -n`)".to_owned()),
                };
                state.theirs.announce(number, uses == Uses::Once, memory)?;
            }
            (Message::Free(number), _) => state.ours.free(number)?,
            (Message::Drop(number), _) if number % 2 == OURS => state.ours.drop(number)?,
            (Message::Drop(number), _) => state.theirs.drop(number)?,
        }
        Ok(true)
    }

    /// Sends a message now or later; what a worker that is gone does not hear is no loss.
    fn tell(&self, message: Message) {
        if socket::send(&self.socket, message, None) == Err(Errno::AGAIN) {
            self.unsent().push(message);
        }
    }

    fn send_rest(&self) {
        let unsent = std::mem::take(&mut *self.unsent());
        unsent.into_iter().for_each(|message| self.tell(message));
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn unsent(&self) -> MutexGuard<'_, Vec<Message>> {
        self.unsent.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A segment of the worker, for as long as anything on this side uses its bytes.
struct Loan {
    segment: Arc<Known<Result<Memory, String>>>,
    /// Not the other way round: data that outlives its worker keeps nothing of it but its own memory.
    lender: Weak<Shared>,
}

impl AsRef<[u8]> for Loan {
    fn as_ref(&self) -> &[u8] {
        // SAFETY: the worker does not write to a segment between the frame that mentions it and `Message::Free`, which is sent when this
        // is dropped. That it keeps to it is part of the contract, as it is that its replies are what Python computed.
        self.segment.memory.as_ref().map_or(&[], |memory| unsafe { memory.bytes() })
    }
}

impl Drop for Loan {
    fn drop(&mut self) {
        self.segment.give_back();
        if let Some(lender) = self.lender.upgrade() {
            lender.tell(Message::Free(self.segment.number));
        }
    }
}

/// The segments that one payload mentions, on loan while it is read, and longer where values share their bytes.
#[derive(Debug)]
pub(crate) struct Mentions<'a> {
    segments: &'a Segments,
    borrowed: Vec<Borrowed>,
}

#[derive(Debug)]
struct Borrowed {
    number: u64,
    bytes: Bytes,
    /// Bytes that were not mentioned yet: those that were are not copied a second time for a short payload.
    left: u64,
}

impl Mentions<'_> {
    /// The bytes that a payload mentions.
    ///
    /// # Errors
    /// What is wrong with the mention, or with a message about segments; or why the segment cannot be read here.
    pub(crate) fn bytes(&mut self, number: u64, offset: u64, length: u64) -> Result<Bytes, NotShared> {
        let found = self.borrowed.iter().position(|borrowed| borrowed.number == number);
        let found = match found {
            Some(found) => found,
            None => {
                let bytes = self.segments.borrow(number)?;
                let left = bytes.len() as u64;
                self.borrowed.push(Borrowed { number, bytes, left });
                self.borrowed.len() - 1
            }
        };
        let borrowed = &mut self.borrowed[found];
        let end = offset.checked_add(length).filter(|end| *end <= borrowed.bytes.len() as u64);
        let (Some(end), Some(left)) = (end, borrowed.left.checked_sub(length)) else {
            return Err(format!("segment {number} does not hold {length} bytes more at {offset}").into());
        };
        borrowed.left = left;
        Ok(borrowed.bytes.slice(offset as usize..end as usize))
    }
}

#[cfg(test)]
mod tests;
