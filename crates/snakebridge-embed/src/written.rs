//! A request, written as the adapter takes it.

use crate::bulk::Placed;
use crate::interpreter::Embedded;
use crate::payloads::Sending;
use snakebridge_core::Result;
use snakebridge_core::engine::{Ask, Owner};
use snakebridge_wire::{self as wire, Header, Names as _, flags};
use std::sync::Arc;

/// What the adapter takes in place of flags for items of a stream.
pub(crate) const PULL: u8 = 16;
/// Where the flags are in a frame.
const FLAGS: usize = 3;

/// A request as the adapter takes it.
pub(crate) struct Written {
    pub(crate) flags: u8,
    /// With the head of a frame in front, which is not sent.
    frame: Vec<u8>,
    /// Arrays that it names.
    pub(crate) placed: Placed,
}

impl Written {
    /// Writes a request of a session down.
    pub(crate) fn of(embedded: &Embedded, ask: Ask<'_>, owner: &Arc<Owner>) -> Result<Self> {
        let names = Sending::new(embedded, owner);
        let mut frame = Vec::with_capacity(128);
        match wire::encode_ask(0, 0, ask, &names, &mut frame) {
            Ok(()) => {
                let flags = if matches!(ask, Ask::Pull { .. }) { PULL } else { frame[FLAGS] };
                Ok(Self { flags, frame, placed: names.into_placed() })
            }
            Err(error) => {
                names.take_back();
                Err(error)
            }
        }
    }

    pub(crate) fn payload(&self) -> &[u8] {
        &self.frame[Header::SIZE..]
    }

    /// Whether it has to be evaluated by a task.
    pub(crate) fn awaits(&self) -> bool {
        self.flags != PULL && self.flags & flags::AWAIT != 0
    }
}
