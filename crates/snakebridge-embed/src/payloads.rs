//! What payloads of one session refer to: objects and callbacks.

use crate::bulk::Placed;
use crate::interpreter::Embedded;
use bytes::Bytes;
use snakebridge_core::engine::{ObjectId, Owner};
use snakebridge_core::{Array, Callback, Native, Object, Result, Value};
use snakebridge_wire::{LARGE, Names, NotShared, ObjectSource};
use std::cell::RefCell;
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// The names that Python has for what one session sends.
pub(crate) struct Sending<'a> {
    pub(crate) embedded: &'a Embedded,
    pub(crate) owner: &'a Arc<Owner>,
    /// Callbacks that were counted for this payload.
    counted: RefCell<Vec<u64>>,
    /// Arrays that were made for it.
    placed: Placed,
}

impl<'a> Sending<'a> {
    pub(crate) fn new(embedded: &'a Embedded, owner: &'a Arc<Owner>) -> Self {
        Self { embedded, owner, counted: RefCell::default(), placed: Placed::of(embedded) }
    }

    /// The arrays that the payload names, which have to live until it has been evaluated.
    pub(crate) fn into_placed(self) -> Placed {
        self.placed
    }
}

impl Names for Sending<'_> {
    fn object(&self, object: &Object) -> Result<ObjectId> {
        object.id_in(self.owner)
    }

    fn callback(&self, callback: &Callback) -> Result<u64> {
        self.embedded.has_lent.store(true, Ordering::Relaxed);
        let number = self.embedded.lent.callback(callback, self.owner);
        self.counted.borrow_mut().push(number);
        Ok(number)
    }

    fn array(&self, array: &Array) -> Option<ObjectId> {
        if array.data().len() < LARGE { None } else { self.placed.place(array) }
    }

    fn native(&self, native: &Native) -> Option<ObjectId> {
        self.placed.place_native(native)
    }

    fn take_back(&self) {
        self.counted.take().into_iter().for_each(|number| self.embedded.lent.give_back(number, 1));
    }
}

/// Makes handles of the objects in an answer.
pub(crate) struct Adopting<'a> {
    pub(crate) embedded: &'a Embedded,
    pub(crate) owner: &'a Arc<Owner>,
}

impl ObjectSource for Adopting<'_> {
    fn object(&mut self, id: u64, type_name: &str) -> Value {
        Value::Object(Object::adopt(ObjectId(id), self.embedded.type_names.named(type_name), self.owner))
    }

    fn shared(&mut self, handle: u64, offset: u64, length: u64) -> std::result::Result<Bytes, NotShared> {
        let bytes = self
            .embedded
            .held_memory(ObjectId(handle))
            .filter(|bytes| (offset, length) == (0, bytes.len() as u64));
        bytes.ok_or_else(|| NotShared::Wrong(format!("object {handle} is no array of {length} bytes")))
    }
}

/// Lets go of the objects in what nobody waits for.
pub(crate) struct Releasing<'a>(pub(crate) &'a Embedded);

impl ObjectSource for Releasing<'_> {
    fn object(&mut self, id: u64, _type_name: &str) -> Value {
        self.0.released.note(ObjectId(id));
        Value::None
    }

    fn shared(&mut self, handle: u64, _: u64, length: u64) -> std::result::Result<Bytes, NotShared> {
        self.0.released.note(ObjectId(handle));
        // Whatever is in it: what comes after it has to be read.
        Ok(vec![0; usize::try_from(length).unwrap_or_default()].into())
    }
}
