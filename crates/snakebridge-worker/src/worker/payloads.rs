//! What payloads of one worker refer to: objects, callbacks, segments.

use super::Worker;
use crate::segments::Mentions;
use bytes::Bytes;
use snakebridge_core::engine::{ObjectId, Owner};
use snakebridge_core::{Callback, Object, Result, Value};
use snakebridge_wire::{Lender, Names, NotShared, ObjectSource};
use std::cell::RefCell;
use std::sync::{Arc, PoisonError};

/// The names that one worker has for what one session sends.
pub(super) struct Sending<'a> {
    pub(super) worker: &'a Worker,
    pub(super) owner: &'a Arc<Owner>,
    /// Callbacks that were counted for this frame.
    pub(super) counted: RefCell<Vec<u64>>,
}

impl Names for Sending<'_> {
    fn object(&self, object: &Object) -> Result<ObjectId> {
        object.id_in(self.owner)
    }

    fn callback(&self, callback: &Callback) -> Result<u64> {
        let number = self.worker.lent.callback(callback, self.owner);
        self.counted.borrow_mut().push(number);
        Ok(number)
    }

    fn take_back(&self) {
        self.counted.take().into_iter().for_each(|number| self.worker.lent.give_back(number, 1));
    }

    fn lender(&self) -> Option<&dyn Lender> {
        self.worker.segments.as_ref().map(|segments| segments as &dyn Lender)
    }
}

/// Makes handles of the objects in an answer.
pub(super) struct Adopting<'a> {
    pub(super) worker: &'a Worker,
    pub(super) owner: &'a Arc<Owner>,
    pub(super) mentions: Option<Mentions<'a>>,
}

impl ObjectSource for Adopting<'_> {
    fn object(&mut self, id: u64, type_name: &str) -> Value {
        let mut known = self.worker.type_names.lock().unwrap_or_else(PoisonError::into_inner);
        let name = known.get(type_name).cloned().unwrap_or_else(|| {
            let name: Arc<str> = type_name.into();
            known.insert(Arc::clone(&name));
            name
        });
        Value::Object(Object::adopt(ObjectId(id), name, self.owner))
    }

    fn shared(&mut self, segment: u64, offset: u64, length: u64) -> Result<Bytes, NotShared> {
        shared(self.mentions.as_mut(), segment, offset, length)
    }
}

/// Lets go of the objects in what nobody waits for.
pub(super) struct Releasing<'a> {
    pub(super) worker: &'a Worker,
    pub(super) mentions: Option<Mentions<'a>>,
}

impl ObjectSource for Releasing<'_> {
    fn object(&mut self, id: u64, _type_name: &str) -> Value {
        // They are told with the next request: this thread may have the turn to read, and must not wait for a worker that writes.
        self.worker.released().push(ObjectId(id));
        Value::None
    }

    fn shared(&mut self, segment: u64, offset: u64, length: u64) -> Result<Bytes, NotShared> {
        shared(self.mentions.as_mut(), segment, offset, length)
    }
}

fn shared(
    mentions: Option<&mut Mentions<'_>>,
    segment: u64,
    offset: u64,
    length: u64,
) -> Result<Bytes, NotShared> {
    match mentions {
        Some(mentions) => mentions.bytes(segment, offset, length),
        None => Err(NotShared::Wrong("a segment where there are none".to_owned())),
    }
}
