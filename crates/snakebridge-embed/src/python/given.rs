//! Memory that is given to Python: a capsule keeps it, until Python has done with it.

use super::api::{PyObject, api};
use super::object::Py;
use super::raised::PyResult;
use super::thread::Python;
use snakebridge_core::engine::Memory;
use std::ffi::CStr;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What is copied so quickly that nobody else need use Python meanwhile.
const SMALL: usize = 64 << 10;

const NAME: &CStr = c"snakebridge.memory";

type Kept = Box<dyn Memory>;

impl Python<'_> {
    /// A capsule that keeps memory, and its address.
    pub(crate) fn capsule(self, mut memory: Kept) -> PyResult<(Py, usize)> {
        let address = memory.bytes_mut().as_mut_ptr().expose_provenance();
        let kept = Box::into_raw(Box::new(memory));
        // SAFETY: this thread is attached; the pointer is not null, and the name lives for ever.
        let capsule = self.own(unsafe { (api().PyCapsule_New)(kept.cast(), NAME.as_ptr(), let_go) });
        if capsule.is_err() {
            // SAFETY: nobody has taken it.
            drop(unsafe { Box::from_raw(kept) });
        }
        Ok((capsule?, address))
    }

    /// Fills an array that nobody else knows yet; others may use Python meanwhile. Whether it is one in C order, of as many bytes.
    pub(crate) fn fill(self, array: &Py, data: &[u8]) -> bool {
        let Some(described) = super::buffer::describe(self, array) else { return false };
        let size = described.size();
        if size != data.len() || !described.layout.is_in_order() || !described.layout.writable {
            return false;
        }
        if size == 0 {
            return true; // it may be nowhere
        }
        if size <= SMALL {
            // SAFETY: as below.
            unsafe { described.start.copy_from_nonoverlapping(data.as_ptr(), size) };
            return true;
        }
        let to = described.start.expose_provenance();
        self.detach(|| {
            // SAFETY: so many bytes lie there, of an array that the caller keeps and nobody else knows.
            unsafe {
                std::ptr::with_exposed_provenance_mut::<u8>(to).copy_from_nonoverlapping(data.as_ptr(), size)
            };
        });
        true
    }
}

/// What Python calls when nothing refers to a capsule any more. No panic leaves it.
unsafe extern "C" fn let_go(capsule: *mut PyObject) {
    // SAFETY: only capsules of this name have this destructor, and each has its memory, which nobody uses any more.
    let kept = unsafe {
        let kept = (api().PyCapsule_GetPointer)(capsule, NAME.as_ptr());
        if kept.is_null() {
            return;
        }
        Box::from_raw(kept.cast::<Kept>())
    };
    drop(catch_unwind(AssertUnwindSafe(|| drop(kept))));
}
