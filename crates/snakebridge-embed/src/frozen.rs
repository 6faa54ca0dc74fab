//! Memory that the host fills and then only reads: Python gets it as it is, any number of times, in mappings of its own. What Python writes there is Python's
//! alone.

use crate::python::Mapping;
use bytes::Bytes;
use snakebridge_core::engine::Memory;
use std::collections::BTreeMap;
use std::os::fd::OwnedFd;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

/// Memory that nobody writes to any more.
#[derive(Debug)]
struct Frozen {
    mapping: Mapping,
    file: OwnedFd,
}

/// All there is, by the address of its start.
static ALL: Mutex<BTreeMap<usize, Weak<Frozen>>> = Mutex::new(BTreeMap::new());

/// Memory to be filled, all zeros; `None` if there is not so much.
pub(crate) fn allocate(length: usize) -> Option<Box<dyn Memory>> {
    let (mapping, file) = Mapping::create(length)?;
    Some(Box::new(Filling(Frozen { mapping, file })))
}

/// Another mapping of the frozen memory that `data` is all of.
pub(crate) fn again(data: &[u8]) -> Option<Mapping> {
    let frozen = all().get(&data.as_ptr().addr())?.upgrade()?;
    let size = frozen.mapping.bytes().len();
    if size == data.len() { Mapping::again(&frozen.file, size) } else { None }
}

/// Memory that is not frozen yet.
struct Filling(Frozen);

impl Memory for Filling {
    fn bytes(&self) -> &[u8] {
        self.0.mapping.bytes()
    }

    fn bytes_mut(&mut self) -> &mut [u8] {
        self.0.mapping.bytes_mut()
    }

    fn freeze(self: Box<Self>) -> Bytes {
        let frozen = Arc::new(self.0);
        all().insert(frozen.address(), Arc::downgrade(&frozen));
        Bytes::from_owner(Reading(frozen))
    }
}

struct Reading(Arc<Frozen>);

impl AsRef<[u8]> for Reading {
    fn as_ref(&self) -> &[u8] {
        self.0.mapping.bytes()
    }
}

impl Frozen {
    fn address(&self) -> usize {
        self.mapping.bytes().as_ptr().addr()
    }
}

impl Drop for Frozen {
    fn drop(&mut self) {
        // Before the memory goes: another mapping may get the same address.
        all().remove(&self.address());
    }
}

fn all() -> MutexGuard<'static, BTreeMap<usize, Weak<Frozen>>> {
    ALL.lock().unwrap_or_else(PoisonError::into_inner)
}
