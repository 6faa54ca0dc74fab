//! Memory that two processes share: an anonymous file (`memfd_create(2)`), mapped by both.

use rustix::fs::{MemfdFlags, SealFlags};
use rustix::io::Errno;
use rustix::mm::{MapFlags, ProtFlags};
use std::ffi::c_void;
use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::ptr::NonNull;

/// What keeps a mapping from losing its pages: with these, nobody can make the file shorter or longer.
const SEALS: SealFlags = SealFlags::SHRINK.union(SealFlags::GROW);

/// A mapped segment. It outlives the file descriptor and the other process.
#[derive(Debug)]
pub(super) struct Memory {
    start: NonNull<c_void>,
    size: usize,
}

/// Why a segment of the other side is not mapped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unmapped {
    /// It is not what a segment has to be.
    Refused(&'static str),
    /// There is no memory or address space for it.
    Failed(Errno),
}

// SAFETY: a mapping belongs to the process, not to a thread, and there is nothing in it that a thread could own.
unsafe impl Send for Memory {}
// SAFETY: as above; through a shared reference it is only read, or written by `write`, whose caller answers for races.
unsafe impl Sync for Memory {}

impl Memory {
    /// Makes a segment, to be written to by this side.
    pub(super) fn create(size: u64) -> io::Result<(Self, OwnedFd)> {
        let file = rustix::fs::memfd_create("snakebridge", MemfdFlags::CLOEXEC | MemfdFlags::ALLOW_SEALING)?;
        rustix::fs::ftruncate(&file, size)?;
        rustix::fs::fcntl_add_seals(&file, SEALS | SealFlags::SEAL)?;
        let memory = Self::map(&file, size, ProtFlags::READ | ProtFlags::WRITE)?;
        Ok((memory, file))
    }

    /// Maps a segment that the other side made, to be read.
    pub(super) fn open(file: impl AsFd, size: u64) -> Result<Self, Unmapped> {
        let seals = rustix::fs::fcntl_get_seals(&file).map_err(|_| Unmapped::Refused("it is no memory"))?;
        if !seals.contains(SEALS) {
            return Err(Unmapped::Refused("it could be made shorter"));
        }
        let found = rustix::fs::fstat(&file).map_err(Unmapped::Failed)?.st_size;
        if u64::try_from(found) != Ok(size) {
            return Err(Unmapped::Refused("it does not have the size that it is said to have"));
        }
        Self::map(file, size, ProtFlags::READ).map_err(Unmapped::Failed)
    }

    fn map(file: impl AsFd, size: u64, protection: ProtFlags) -> Result<Self, Errno> {
        let size = usize::try_from(size).map_err(|_| Errno::NOMEM)?;
        // Making and entering all pages at once costs a fraction of meeting them one by one.
        let flags = MapFlags::SHARED | MapFlags::POPULATE;
        // SAFETY: the kernel chooses the address, so no other mapping is touched.
        let start = unsafe { rustix::mm::mmap(std::ptr::null_mut(), size, protection, flags, file, 0)? };
        let start = NonNull::new(start).ok_or(Errno::NOMEM)?;
        Ok(Self { start, size })
    }

    /// Copies `data` to `offset`; `false` if it does not fit there.
    ///
    /// # Safety
    /// This side made the segment, it is not on loan, and nobody else writes to it meanwhile.
    pub(super) unsafe fn write(&self, offset: u64, data: &[u8]) -> bool {
        let Some(offset) = usize::try_from(offset).ok().filter(|offset| *offset <= self.size) else {
            return false;
        };
        if data.len() > self.size - offset {
            return false;
        }
        // SAFETY: there is room, as was just seen; the mapping is writable, because this side made it; no reference to it exists,
        // because what is made here is never opened here; and the caller sees to it that nobody else writes.
        unsafe {
            let target = self.start.cast::<u8>().add(offset);
            target.copy_from_nonoverlapping(NonNull::from_ref(data).cast(), data.len());
        }
        true
    }

    /// The bytes of a segment that is on loan from the other side.
    ///
    /// # Safety
    /// The other side does not write to it as long as the bytes are used.
    pub(super) unsafe fn bytes(&self) -> &[u8] {
        // SAFETY: the mapping has so many readable bytes until it is dropped, and seals keep the file from losing any of them; the caller
        // sees to it that they do not change.
        unsafe { std::slice::from_raw_parts(self.start.as_ptr().cast(), self.size) }
    }
}

impl Memory {
    /// As [`bytes`](Self::bytes), to be changed.
    ///
    /// # Safety
    /// This side made the segment, and nobody else knows it.
    pub(super) unsafe fn bytes_mut(&mut self) -> &mut [u8] {
        // SAFETY: the mapping is writable, because this side made it, and has so many bytes until it is dropped; nobody else refers to them.
        unsafe { std::slice::from_raw_parts_mut(self.start.as_ptr().cast(), self.size) }
    }
}

impl Drop for Memory {
    fn drop(&mut self) {
        // SAFETY: this is the mapping that `map` made, and nothing refers to it any more.
        let _unmapped = unsafe { rustix::mm::munmap(self.start.as_ptr(), self.size) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_one_side_writes_the_other_reads_also_when_the_first_is_gone() {
        let (ours, file) = Memory::create(8192).unwrap();
        let theirs = Memory::open(&file, 8192).unwrap();
        // SAFETY: it is not lent, and nobody else has it.
        assert!(unsafe { ours.write(4000, b"over the edge of a page") });
        drop((ours, file));
        // SAFETY: the writer is gone.
        assert_eq!(unsafe { &theirs.bytes()[4000..4023] }, b"over the edge of a page");
    }

    #[test]
    fn what_does_not_fit_is_not_written() {
        let (memory, _file) = Memory::create(4096).unwrap();
        for (offset, length) in [(0, 4097), (4096, 1), (4097, 0), (u64::MAX, 1)] {
            // SAFETY: it is not lent, and nobody else has it.
            assert!(!unsafe { memory.write(offset, &vec![1; length]) }, "{length} bytes at {offset}");
        }
    }

    #[test]
    fn a_file_that_could_lose_its_pages_is_refused() {
        let file = rustix::fs::memfd_create("test", MemfdFlags::ALLOW_SEALING).unwrap();
        rustix::fs::ftruncate(&file, 4096).unwrap();
        assert!(Memory::open(&file, 4096).is_err(), "not sealed");
        rustix::fs::fcntl_add_seals(&file, SealFlags::GROW).unwrap();
        assert!(Memory::open(&file, 4096).is_err(), "half sealed");
        rustix::fs::fcntl_add_seals(&file, SealFlags::SHRINK).unwrap();
        assert!(Memory::open(&file, 8192).is_err(), "shorter than announced");
        assert!(Memory::open(&file, 4096).is_ok());
        assert!(Memory::open(tempfile::tempfile().unwrap(), 0).is_err(), "no memory at all");
    }

    #[test]
    fn what_no_address_space_takes_is_an_error() {
        assert!(Memory::create(1 << 62).is_err());
        assert!(Memory::create(1 << 63).is_err());
    }
}
