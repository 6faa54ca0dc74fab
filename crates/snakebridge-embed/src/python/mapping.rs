//! [`Mapping`]: memory that can be mapped twice, so that what is written to one mapping is not seen in the other.

use rustix::fs::MemfdFlags;
use rustix::mm::{MapFlags, ProtFlags};
use snakebridge_core::engine::Memory;
use std::os::fd::{AsFd, OwnedFd};
use std::ptr::NonNull;

/// A mapping of an anonymous file.
#[derive(Debug)]
pub(crate) struct Mapping {
    start: NonNull<u8>,
    size: usize,
}

// SAFETY: a mapping belongs to the process, not to a thread.
unsafe impl Send for Mapping {}
// SAFETY: as above; through a shared reference it is only read.
unsafe impl Sync for Mapping {}

impl Mapping {
    /// So many zeros, and their file; `None` if there is not so much.
    pub(crate) fn create(size: usize) -> Option<(Self, OwnedFd)> {
        let file = rustix::fs::memfd_create("snakebridge", MemfdFlags::CLOEXEC).ok()?;
        rustix::fs::ftruncate(&file, u64::try_from(size).ok()?).ok()?;
        // Making and entering all pages at once costs a fraction of meeting them one by one.
        let mapping = Self::map(&file, size, MapFlags::SHARED | MapFlags::POPULATE)?;
        Some((mapping, file))
    }

    /// The same again, for somebody who may write to it without our seeing it: pages are copied when they are first written to.
    pub(crate) fn again(file: &OwnedFd, size: usize) -> Option<Self> {
        Self::map(file, size, MapFlags::PRIVATE)
    }

    fn map(file: impl AsFd, size: usize, flags: MapFlags) -> Option<Self> {
        let protection = ProtFlags::READ | ProtFlags::WRITE;
        // SAFETY: the kernel chooses the address, so no other mapping is touched. Nobody else has the file, which keeps its size.
        let start = unsafe { rustix::mm::mmap(std::ptr::null_mut(), size, protection, flags, file, 0) };
        Some(Self { start: NonNull::new(start.ok()?.cast())?, size })
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        // SAFETY: so many bytes are mapped as long as this lives. They change only through `bytes_mut`; another mapping of the file is private.
        unsafe { std::slice::from_raw_parts(self.start.as_ptr(), self.size) }
    }

    pub(crate) fn bytes_mut(&mut self) -> &mut [u8] {
        // SAFETY: as above, and nobody else refers to them.
        unsafe { std::slice::from_raw_parts_mut(self.start.as_ptr(), self.size) }
    }
}

impl Drop for Mapping {
    fn drop(&mut self) {
        // SAFETY: this is the mapping that `map` made, and nothing refers to it any more.
        let _unmapped = unsafe { rustix::mm::munmap(self.start.as_ptr().cast(), self.size) };
    }
}

/// Given away as it is.
impl Memory for Mapping {
    fn bytes(&self) -> &[u8] {
        Self::bytes(self)
    }

    fn bytes_mut(&mut self) -> &mut [u8] {
        Self::bytes_mut(self)
    }

    fn freeze(self: Box<Self>) -> bytes::Bytes {
        struct Frozen(Mapping);
        impl AsRef<[u8]> for Frozen {
            fn as_ref(&self) -> &[u8] {
                self.0.bytes()
            }
        }
        bytes::Bytes::from_owner(Frozen(*self))
    }
}
