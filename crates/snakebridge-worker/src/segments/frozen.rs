//! Memory that this side fills and then only reads: it can be lent as it is, any number of times, to any worker.
//!
//! The borrower maps it privately, so that what Python writes to it is Python's alone.

use super::memory::Memory as Mapped;
use bytes::Bytes;
use snakebridge_core::engine::Memory;
use std::collections::BTreeMap;
use std::os::fd::OwnedFd;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

/// Memory that nobody writes to any more.
#[derive(Debug)]
pub(super) struct Frozen {
    memory: Mapped,
    pub(super) file: OwnedFd,
    pub(super) size: u64,
}

/// All there is, by the address of its start.
static ALL: Mutex<BTreeMap<usize, Weak<Frozen>>> = Mutex::new(BTreeMap::new());

/// Memory to be filled, all zeros; `None` if there is not so much.
pub(crate) fn allocate(length: usize) -> Option<Box<dyn Memory>> {
    let size = u64::try_from(length).ok()?;
    let (memory, file) = Mapped::create(size).ok()?;
    Some(Box::new(Filling(Frozen { memory, file, size })))
}

/// The frozen memory that `data` lies in, and where in it.
pub(super) fn find(data: &[u8]) -> Option<(Arc<Frozen>, u64)> {
    let start = data.as_ptr().addr();
    let (base, frozen) = all().range(..=start).next_back().map(|(base, frozen)| (*base, frozen.clone()))?;
    let frozen = frozen.upgrade()?;
    let offset = (start - base) as u64;
    (offset + data.len() as u64 <= frozen.size).then_some((frozen, offset))
}

/// Memory that is not frozen yet.
struct Filling(Frozen);

impl Memory for Filling {
    fn bytes(&self) -> &[u8] {
        // SAFETY: nobody else knows this memory yet, so it changes only through `bytes_mut`.
        unsafe { self.0.memory.bytes() }
    }

    fn bytes_mut(&mut self) -> &mut [u8] {
        // SAFETY: this side made it, and nobody else knows it yet.
        unsafe { self.0.memory.bytes_mut() }
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
        // SAFETY: nobody writes to frozen memory; workers map it privately.
        unsafe { self.0.memory.bytes() }
    }
}

impl Frozen {
    fn address(&self) -> usize {
        // SAFETY: nobody writes to frozen memory.
        unsafe { self.memory.bytes() }.as_ptr().addr()
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
