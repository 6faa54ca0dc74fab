//! Paths and names that a thread remembers, as Python has them.

use super::api::api;
use super::object::Py;
use super::raised::PyResult;
use super::thread::Python;
use rustc_hash::FxHashMap;
use std::borrow::Borrow;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::hash::{BuildHasher, Hash};
use std::rc::Rc;

/// How many a thread remembers.
const ROOM: usize = 4096;

/// A path that was met before.
pub(super) struct Split {
    pub(super) first: Py,
    /// The address of the module that `first` was when the path was resolved by the import system; else 0.
    imported: Cell<usize>,
    pub(super) names: Vec<Py>,
}

impl Split {
    /// The module that it begins with, if `sys.modules` has it.
    pub(super) fn module(&self, python: Python<'_>) -> Option<Py> {
        // SAFETY: this thread is attached; the dict is the interpreter's.
        unsafe { Py::in_dict(python, (api().PyImport_GetModuleDict)(), &self.first) }
    }

    /// Whether the import system has given this as the module that it begins with, so that its import is over.
    pub(super) fn is_imported(&self, module: &Py) -> bool {
        module.as_ptr().addr() == self.imported.get() && !module.is_none()
    }

    /// The import system has just resolved it.
    pub(super) fn note_imported(&self, python: Python<'_>) {
        self.imported.set(self.module(python).map_or(0, |module| module.as_ptr().addr()));
    }
}

thread_local! {
    static SPLIT: RefCell<HashMap<String, Rc<Split>>> = RefCell::default();
    static WRITTEN: RefCell<FxHashMap<(usize, usize), Rc<Py>>> = RefCell::default();
    static INTERNED: RefCell<HashMap<String, Rc<Py>>> = RefCell::default();
}

pub(super) fn split(python: Python<'_>, path: &str) -> PyResult<Rc<Split>> {
    if let Some(split) = remembered(&SPLIT, path) {
        return Ok(split);
    }
    let mut parts = path.split('.');
    let first = new_interned(python, parts.next().unwrap_or_default())?;
    let names = parts.map(|name| new_interned(python, name)).collect::<PyResult<_>>()?;
    let split = Rc::new(Split { first, imported: Cell::new(0), names });
    remember(&SPLIT, path.to_owned(), &split);
    Ok(split)
}

pub(super) fn interned(python: Python<'_>, name: &str) -> PyResult<Rc<Py>> {
    if let Some(name) = remembered(&INTERNED, name) {
        return Ok(name);
    }
    let made = Rc::new(new_interned(python, name)?);
    remember(&INTERNED, name.to_owned(), &made);
    Ok(made)
}

/// As [`interned`], of a name that is written in the program, which is found by where it is.
pub(super) fn interned_once(python: Python<'_>, name: &'static str) -> PyResult<Rc<Py>> {
    let place = (name.as_ptr().addr(), name.len());
    if let Some(name) = remembered(&WRITTEN, &place) {
        return Ok(name);
    }
    let made = interned(python, name)?;
    remember(&WRITTEN, place, &made);
    Ok(made)
}

type Known<K, T, S> = std::thread::LocalKey<RefCell<HashMap<K, Rc<T>, S>>>;

/// A thread that ends remembers nothing any more, and may still call.
fn remembered<K, Q, T, S>(known: &'static Known<K, T, S>, key: &Q) -> Option<Rc<T>>
where
    K: Borrow<Q> + Eq + Hash,
    Q: ?Sized + Eq + Hash,
    S: BuildHasher,
{
    known.try_with(|known| known.borrow().get(key).cloned()).ok().flatten()
}

fn remember<K, T, S>(known: &'static Known<K, T, S>, key: K, made: &Rc<T>)
where
    K: Eq + Hash,
    S: BuildHasher + Default,
{
    let _dropped = known.try_with(|known| {
        let mut known = known.borrow_mut();
        let all = if known.len() >= ROOM { std::mem::take(&mut *known) } else { HashMap::default() };
        known.insert(key, Rc::clone(made));
        all
    });
}

fn new_interned(python: Python<'_>, name: &str) -> PyResult<Py> {
    let mut text = python.text(name)?.into_raw();
    // SAFETY: this thread is attached; the function takes the reference and gives one back.
    unsafe { (api().PyUnicode_InternInPlace)(&raw mut text) };
    python.own(text)
}

/// A tuple of names, each of which there is only once.
pub(super) fn new_tuple<'a>(
    python: Python<'_>,
    names: impl ExactSizeIterator<Item = &'a str>,
) -> PyResult<Py> {
    // SAFETY: this thread is attached; each place of the new tuple is filled once, with a reference that it takes over.
    unsafe {
        let tuple = python.own((api().PyTuple_New)(names.len().cast_signed()))?;
        for (place, name) in names.enumerate() {
            let name = interned(python, name)?.clone_ref(python);
            (api().PyTuple_SetItem)(tuple.as_ptr(), place.cast_signed(), name.into_raw());
        }
        Ok(tuple)
    }
}
