//! [`Seen`]: memory of Python's, used where it lies.

use super::api::api;
use super::buffer::{Described, describe};
use super::object::Py;
use super::thread::Python;
use snakebridge_core::engine::{Layout, Viewed};
use std::sync::atomic::{AtomicU8, AtomicU16, AtomicU32, AtomicU64, Ordering};

/// The memory of an object with the buffer protocol. Others may write to it at any time, so it is read and written in atomic steps, and no reference to it
/// is ever made.
pub(crate) struct Seen {
    start: *mut u8,
    layout: Layout,
    /// First byte and the one behind the last, from `start` on.
    extent: (isize, isize),
    /// A `memoryview`: as long as it lives, the object it is of neither frees nor moves the memory.
    _keeps: Py,
    /// What is to be done when it is dropped.
    after: fn(),
}

impl Drop for Seen {
    fn drop(&mut self) {
        (self.after)();
    }
}

// SAFETY: the memory belongs to the process, and is only used in ways that others may use it at the same time.
unsafe impl Send for Seen {}
// SAFETY: as above.
unsafe impl Sync for Seen {}

impl Python<'_> {
    /// The memory of an object, if it has numbers of one type in a regular layout; nothing is raised.
    pub(crate) fn see(self, object: &Py, after: fn()) -> Option<Seen> {
        // SAFETY: this thread is attached, and the object lives.
        let Ok(view) = self.own(unsafe { (api().PyMemoryView_FromObject)(object.as_ptr()) }) else {
            return None;
        };
        let Described { start, layout } = describe(self, &view)?;
        Some(Seen { start, extent: layout.extent()?, layout, _keeps: view, after })
    }
}

impl Seen {
    /// The address of so many bytes from `offset` on, if they are within the layout.
    fn place(&self, offset: isize, length: usize) -> Option<*mut u8> {
        let end = offset.checked_add(isize::try_from(length).ok()?)?;
        let inside = offset >= self.extent.0 && end <= self.extent.1;
        // What is within the extent is within the memory; a null start has no extent.
        inside.then(|| self.start.wrapping_offset(offset))
    }
}

impl Viewed for Seen {
    fn layout(&self) -> &Layout {
        &self.layout
    }

    fn start(&self) -> *mut u8 {
        self.start
    }

    fn read(&self, offset: isize, into: &mut [u8]) {
        let Some(from) = self.place(offset, into.len()) else { return };
        let mut rest = into;
        let mut from = from.cast_const();
        while !rest.is_empty() {
            let step = step(from, rest.len());
            let (now, later) = rest.split_at_mut(step);
            // SAFETY: so many bytes are within the memory, which lives, and the address is a multiple of the step.
            unsafe {
                match step {
                    8 => now.copy_from_slice(
                        &AtomicU64::from_ptr(from.cast_mut().cast()).load(Ordering::Relaxed).to_ne_bytes(),
                    ),
                    4 => now.copy_from_slice(
                        &AtomicU32::from_ptr(from.cast_mut().cast()).load(Ordering::Relaxed).to_ne_bytes(),
                    ),
                    2 => now.copy_from_slice(
                        &AtomicU16::from_ptr(from.cast_mut().cast()).load(Ordering::Relaxed).to_ne_bytes(),
                    ),
                    _ => now[0] = AtomicU8::from_ptr(from.cast_mut()).load(Ordering::Relaxed),
                }
            }
            from = from.wrapping_add(step);
            rest = later;
        }
    }

    fn write(&self, offset: isize, from: &[u8]) {
        let Some(to) = self.place(offset, from.len()).filter(|_| self.layout.writable) else { return };
        let (mut to, mut rest) = (to, from);
        while !rest.is_empty() {
            let step = step(to, rest.len());
            let (now, later) = rest.split_at(step);
            // SAFETY: as in `read`; Python says that it may be written to.
            unsafe {
                match step {
                    8 => AtomicU64::from_ptr(to.cast())
                        .store(u64::from_ne_bytes(whole(now)), Ordering::Relaxed),
                    4 => AtomicU32::from_ptr(to.cast())
                        .store(u32::from_ne_bytes(whole(now)), Ordering::Relaxed),
                    2 => AtomicU16::from_ptr(to.cast())
                        .store(u16::from_ne_bytes(whole(now)), Ordering::Relaxed),
                    _ => AtomicU8::from_ptr(to).store(now[0], Ordering::Relaxed),
                }
            }
            to = to.wrapping_add(step);
            rest = later;
        }
    }
}

/// The largest step of an atomic type that this address and so many bytes allow. No item is torn that lies aligned.
fn step(at: *const u8, left: usize) -> usize {
    let aligned = 1 << at.addr().trailing_zeros().min(3);
    let room = 1 << left.ilog2().min(3);
    std::cmp::min::<usize>(aligned, room)
}

fn whole<const N: usize>(bytes: &[u8]) -> [u8; N] {
    std::array::from_fn(|at| bytes[at])
}
