//! [`Objects`]: the objects of a session that the program holds handles of.

use crate::interpreter::Embedded;
use crate::python::{Py, PyResult, Python, Raised};
use rustc_hash::FxHashMap;
use snakebridge_core::Object;
use snakebridge_core::engine::{ObjectId, Owner};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A table from id to object, as that of a worker (`python/snakebridge/objects.py`): the same object has the same id for as long as it is held, every handle counts
/// once, and an id is never given to a second object.
#[derive(Default)]
pub(crate) struct Objects(Mutex<Table>);

#[derive(Default)]
struct Table {
    held: FxHashMap<ObjectId, Held>,
    /// By the address of the object, which is no other's while it is held.
    ids: FxHashMap<usize, ObjectId>,
    last: u64,
}

struct Held {
    object: Py,
    count: usize,
}

impl Objects {
    /// Counts one more handle of an object.
    pub(crate) fn hold(&self, python: Python<'_>, object: &Py) -> ObjectId {
        let mut table = self.lock();
        let Table { held, ids, last } = &mut *table;
        let id = *ids.entry(object.address()).or_insert_with(|| {
            *last += 1;
            ObjectId(*last)
        });
        held.entry(id).or_insert_with(|| Held { object: object.clone_ref(python), count: 0 }).count += 1;
        id
    }

    /// The object of a handle; raises a `LookupError` if there is none.
    pub(crate) fn live(&self, python: Python<'_>, id: ObjectId) -> PyResult<Py> {
        let live = self.lock().held.get(&id).map(|held| held.object.clone_ref(python));
        live.ok_or_else(|| not_there(python, id))
    }

    /// The last handle that was given.
    pub(crate) fn last(&self) -> ObjectId {
        ObjectId(self.lock().last)
    }

    /// Takes one from the count of a handle; one that is not there has been dropped before.
    pub(crate) fn release(&self, _attached: Python<'_>, id: ObjectId) {
        let gone = {
            let mut table = self.lock();
            let Some(held) = table.held.get_mut(&id) else { return };
            held.count -= 1;
            if held.count > 0 {
                return;
            }
            let address = held.object.address();
            table.ids.remove(&address);
            table.held.remove(&id)
        };
        // Its finalizer may do anything.
        drop(gone);
    }

    /// Lets go of all.
    pub(crate) fn clear(&self, _attached: Python<'_>) {
        let gone = {
            let mut table = self.lock();
            table.ids.clear();
            std::mem::take(&mut table.held)
        };
        drop(gone);
    }

    /// Who has it runs nothing of Python's, and lets nobody else attach.
    fn lock(&self) -> MutexGuard<'_, Table> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What is raised where there is no such object.
pub(crate) fn not_there(python: Python<'_>, id: ObjectId) -> Raised {
    let id = id.0;
    python.lookup_error(&format!(
        "there is no object {id} in this session: it was released, or it belongs to another session"
    ))
}

impl Embedded {
    /// A handle of an object.
    pub(crate) fn object(&self, python: Python<'_>, object: &Py, owner: &Arc<Owner>) -> PyResult<Object> {
        let type_name = self.type_names.of(python, object, &self.adapter().shown_name)?;
        Ok(Object::adopt(self.objects.hold(python, object), type_name, owner))
    }
}
