//! Arrays in memory that this program and Python share.

use crate::adapter::outcome;
use crate::clock;
use crate::interpreter::{Embedded, Outcome};
use crate::python::{Py, PyResult, Python, attach};
use crate::runtime;
use bytes::Bytes;
#[cfg(feature = "arrow")]
use snakebridge_core::engine::Tables;
use snakebridge_core::engine::{Given, Memory, ObjectId, Owner, Reply, Viewed};
use snakebridge_core::{Array, DType, Error, Native, Object, Result, Value};
use std::cell::RefCell;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

/// Memory of this size is not kept until Python is next used.
const LARGE: usize = 1 << 20;
/// How long large memory may stay that nobody uses.
const SOON: Duration = Duration::from_millis(25);

/// Arrays that were made in Python for one payload: held for it, and let go when it has been evaluated.
#[derive(Debug)]
pub(crate) struct Placed {
    embedded: Weak<Embedded>,
    ids: RefCell<Vec<ObjectId>>,
}

impl Placed {
    pub(crate) fn of(embedded: &Embedded) -> Self {
        Self { embedded: Weak::clone(&embedded.this), ids: RefCell::default() }
    }

    /// Makes an array that Python may write to and that nobody else sees; `None` where it has to be written out.
    pub(crate) fn place(&self, array: &Array) -> Option<ObjectId> {
        let embedded = self.embedded.upgrade()?;
        let id = attach(|python| {
            // Importing it is for the request to do, within its time.
            python.imported(c"numpy")?;
            embedded.copied(python, array).map(|object| embedded.objects.hold(python, &object)).ok()
        })?;
        self.ids.borrow_mut().push(id);
        Some(id)
    }

    /// Makes of a thing of the host's what it is in Python; `None` where it has to be written out.
    pub(crate) fn place_native(&self, native: &Native) -> Option<ObjectId> {
        let embedded = self.embedded.upgrade()?;
        let id = attach(|python| Some(embedded.objects.hold(python, &embedded.made(python, native)?)))?;
        self.ids.borrow_mut().push(id);
        Some(id)
    }

    /// The payload has been evaluated.
    pub(crate) fn let_go(&self, python: Python<'_>) {
        let ids = self.ids.take();
        if !ids.is_empty()
            && let Some(embedded) = self.embedded.upgrade()
        {
            embedded.released.note_all(ids);
            embedded.tell_released(python);
        }
    }
}

impl Drop for Placed {
    fn drop(&mut self) {
        let ids = self.ids.take();
        if !ids.is_empty()
            && let Some(embedded) = self.embedded.upgrade()
        {
            embedded.released.note_all(ids);
            embedded.tell_released_later();
        }
    }
}

impl Embedded {
    /// An array with a copy of the data, made at once or when Python writes to it.
    pub(crate) fn copied(&self, python: Python<'_>, array: &Array) -> PyResult<Py> {
        #[cfg(target_os = "linux")]
        if let Some(mapping) = crate::frozen::again(array.data()) {
            return self.placed(python, array.dtype(), array.shape(), Box::new(mapping));
        }
        let arguments = [python.text(&array.dtype().to_string())?, shape(python, array.shape())?];
        let object = self.adapter().bulk.empty.call(python, arguments)?;
        if python.fill(&object, array.data()) {
            return Ok(object);
        }
        Err(python.runtime_error("numpy made another array than it was asked for"))
    }

    /// An array over memory, which is Python's from now on.
    fn placed(
        &self,
        python: Python<'_>,
        dtype: DType,
        axes: &[usize],
        memory: Box<dyn Memory>,
    ) -> PyResult<Py> {
        let items = axes.iter().try_fold(dtype.size, |all, &axis| all.checked_mul(axis));
        if items != Some(memory.bytes().len()) {
            return Err(python.runtime_error("the memory of an array has another size than the array"));
        }
        let (capsule, address) = python.capsule(memory)?;
        let address = python.int(i64::try_from(address).unwrap_or_default())?;
        let arguments = [python.text(&dtype.to_string())?, shape(python, axes)?, address, capsule];
        self.adapter().bulk.placed.call(python, arguments)
    }

    #[cfg(feature = "arrow")]
    fn made(&self, python: Python<'_>, native: &Native) -> Option<Py> {
        let Tables { schema, batches } = native.downcast_ref()?;
        // Rows without columns are lost on the way.
        if schema.fields().is_empty() {
            return None;
        }
        python.imported(c"pyarrow")?;
        let capsule = python.table_capsule(schema, batches).ok()?;
        let is_batch = python.int(i64::from(native.type_name() == "pyarrow.RecordBatch")).ok()?;
        self.adapter().bulk.table.call(python, [capsule, is_batch]).ok()
    }

    #[cfg(not(feature = "arrow"))]
    fn made(&self, _: Python<'_>, _: &Native) -> Option<Py> {
        None
    }

    /// A table in memory of Python's.
    #[cfg(feature = "arrow")]
    pub(crate) fn see_table(&self, id: ObjectId) -> Option<Tables> {
        let (schema, batches) = attach(|python| python.table(&self.objects.live(python, id).ok()?))?;
        Some(Tables { schema, batches })
    }

    /// Makes an array of memory that is Python's from now on: its handle.
    pub(crate) fn take_memory(&self, given: Given, owner: &Arc<Owner>) -> Result<Value> {
        let Given { dtype, shape, memory } = given;
        let taken = attach(|python| {
            match self.placed(python, dtype, &shape, memory) {
                Ok(array) => Ok(Ok(self.objects.hold(python, &array))),
                Err(raised) => {
                    let answer = self.adapter().failed.call(python, [raised.0]);
                    answer.and_then(|answer| outcome(python, &answer)).map(Err)
                }
            }
            .map_err(|raised| runtime::broken(python, &raised))
        })?;
        match taken {
            Ok(id) => Ok(Value::Object(Object::adopt(id, "numpy.ndarray".into(), owner))),
            Err(Outcome::Answer(answer)) => match self.read(&answer, owner)? {
                Reply::Value(value) => Ok(value),
                Reply::Items(..) => Err(unexpected()),
            },
            Err(_) => Err(unexpected()),
        }
    }

    /// The memory of one of the session's objects.
    pub(crate) fn see(&self, id: ObjectId) -> Option<Box<dyn Viewed>> {
        attach(|python| {
            let object = self.objects.live(python, id).ok()?;
            let seen = python.see(&object, look_soon).or_else(|| {
                let tensor = self.adapter().bulk.tensor.call(python, [object]).ok()?;
                if tensor.is_none() { None } else { python.see(&tensor, look_soon) }
            });
            seen.map(|seen| Box::new(seen) as Box<dyn Viewed>)
        })
    }

    /// What was asked for by value, if it is an array; else it comes back.
    pub(crate) fn by_value(&self, python: Python<'_>, result: Py) -> std::result::Result<Value, Py> {
        let array = python.take_array(result)?;
        self.tell_dropped(python);
        Ok(Value::from(freed_soon(array)))
    }

    /// The memory of an array within an answer, of which the adapter has made a copy that it holds for this alone.
    pub(crate) fn held_memory(&self, id: ObjectId) -> Option<Bytes> {
        let memory = attach(|python| python.memory(&self.objects.live(python, id).ok()?));
        self.released.note(id);
        memory.map(soon)
    }
}

fn unexpected() -> Error {
    Error::Protocol("memory was given and something else than an array came".to_owned())
}

fn shape(python: Python<'_>, axes: &[usize]) -> PyResult<Py> {
    let axes: Vec<u8> = axes.iter().flat_map(|&axis| (axis as i64).to_ne_bytes()).collect();
    python.bytes(&axes)
}

fn freed_soon(array: Array) -> Array {
    if array.data().len() < LARGE {
        return array;
    }
    let data = soon(array.data().clone());
    Array::new(array.dtype(), array.shape().to_vec(), data).unwrap_or(array)
}

/// Has memory of Python's freed soon after it is dropped, also if nobody uses Python then.
fn soon(bytes: Bytes) -> Bytes {
    if bytes.len() < LARGE { bytes } else { Bytes::from_owner(Soon(Some(bytes))) }
}

struct Soon(Option<Bytes>);

impl AsRef<[u8]> for Soon {
    fn as_ref(&self) -> &[u8] {
        self.0.as_deref().unwrap_or_default()
    }
}

/// Whether somebody will look soon.
static DUE: AtomicBool = AtomicBool::new(false);

impl Drop for Soon {
    fn drop(&mut self) {
        drop(self.0.take());
        look_soon();
    }
}

/// Has somebody let go soon of what was dropped without Python.
fn look_soon() {
    if !DUE.swap(true, Ordering::AcqRel) {
        let look = |_| {
            DUE.store(false, Ordering::Release);
            // Attaching is what lets go.
            clock::attached(|_| ());
            None
        };
        std::mem::forget(clock::at(Instant::now() + SOON, look));
    }
}
