//! [`TypeNames`]: names of types, one allocation each, however many objects there are.

use crate::python::{Class, Py, PyResult, Python};
use rustc_hash::FxHashMap;
use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// So many classes are remembered.
const ROOM: usize = 1024;

/// The names of the types that a session has met.
#[derive(Default)]
pub(crate) struct TypeNames(Mutex<Known>);

#[derive(Default)]
struct Known {
    names: HashSet<Arc<str>>,
    /// By the address of the class, which may be another's when it has gone.
    classes: FxHashMap<usize, (Class, Arc<str>)>,
}

impl TypeNames {
    /// A name that is known as text.
    pub(crate) fn named(&self, name: &str) -> Arc<str> {
        let mut known = self.lock();
        if let Some(known) = known.names.get(name) {
            return Arc::clone(known);
        }
        let name: Arc<str> = name.into();
        known.names.insert(Arc::clone(&name));
        name
    }

    /// The name of an object's type, which `shown_name` of the adapter tells.
    pub(crate) fn of(&self, python: Python<'_>, object: &Py, shown_name: &Py) -> PyResult<Arc<str>> {
        let address = object.class_address(python);
        if let Some((class, name)) = self.lock().classes.get(&address)
            && class.is_at(python, address)
        {
            return Ok(Arc::clone(name));
        }
        let class = object.class(python)?;
        let name = self.named(&shown_name.call(python, [class.clone_ref(python)])?.text(python)?);
        if let Some(class) = Class::of(python, &class) {
            let mut known = self.lock();
            let full = known.classes.len() >= ROOM;
            let before = if full { std::mem::take(&mut known.classes) } else { FxHashMap::default() };
            let one = known.classes.insert(address, (class, Arc::clone(&name)));
            drop(known);
            drop((before, one));
        }
        Ok(name)
    }

    fn lock(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
