//! Tables by Arrow's C stream interface.

use super::api::{PyObject, api};
use super::object::Py;
use super::raised::{PyResult, Raised};
use super::thread::Python;
use arrow_array::ffi_stream::{FFI_ArrowArrayStream, RecordBatchStreamReader};
use arrow_array::{RecordBatch, RecordBatchIterator, RecordBatchReader};
use arrow_schema::SchemaRef;
use std::ffi::CStr;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What the interface calls its capsules.
const NAME: &CStr = c"arrow_array_stream";

impl Python<'_> {
    /// The table that an object gives as a stream, in memory of Python's; nothing is raised.
    pub(crate) fn table(self, object: &Py) -> Option<(SchemaRef, Vec<RecordBatch>)> {
        let capsule = object.method(self, c"__arrow_c_stream__", []).ok()?;
        // SAFETY: this thread is attached; what is no such capsule gives null. Moving the stream out is what the interface is for: the capsule keeps one that
        // is marked as released.
        let stream = unsafe {
            let stream = (api().PyCapsule_GetPointer)(capsule.as_ptr(), NAME.as_ptr());
            if stream.is_null() {
                drop(Raised::fetch(self));
                return None;
            }
            FFI_ArrowArrayStream::from_raw(stream.cast())
        };
        let reader = RecordBatchStreamReader::try_new(stream).ok()?;
        let schema = reader.schema();
        Some((schema, reader.collect::<Result<_, _>>().ok()?))
    }

    /// A capsule with a stream of batches, in the memory that they have: it does not change, neither here nor in Python.
    pub(crate) fn table_capsule(self, schema: &SchemaRef, batches: &[RecordBatch]) -> PyResult<Py> {
        let batches: Vec<_> = batches.iter().cloned().map(Ok).collect();
        let reader = RecordBatchIterator::new(batches, SchemaRef::clone(schema));
        let stream = Box::into_raw(Box::new(FFI_ArrowArrayStream::new(Box::new(reader))));
        // SAFETY: this thread is attached; the pointer is not null, and the name lives for ever.
        let capsule = self.own(unsafe { (api().PyCapsule_New)(stream.cast(), NAME.as_ptr(), let_go) });
        if capsule.is_err() {
            // SAFETY: nobody has taken it.
            drop(unsafe { Box::from_raw(stream) });
        }
        capsule
    }
}

/// What Python calls when nothing refers to a capsule any more. No panic leaves it.
unsafe extern "C" fn let_go(capsule: *mut PyObject) {
    // SAFETY: only capsules of this name have this destructor, and each has its stream; one that was taken out is marked as released.
    let stream = unsafe {
        let stream = (api().PyCapsule_GetPointer)(capsule, NAME.as_ptr());
        if stream.is_null() {
            return;
        }
        Box::from_raw(stream.cast::<FFI_ArrowArrayStream>())
    };
    drop(catch_unwind(AssertUnwindSafe(|| drop(stream))));
}
