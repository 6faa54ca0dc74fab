//! Arrays by value: they do not change, so one that somebody else could write to is copied, and one that nobody knows is not.

use super::api::api;
use super::buffer::{Described, describe};
use super::object::Py;
use super::raised::PyResult;
use super::thread::Python;
use bytes::Bytes;
use snakebridge_core::Array;
use std::ptr::NonNull;
use std::sync::OnceLock;

/// Arrays up to this size are copied, which takes less than finding out whether they need be.
const SMALL: usize = 4096;

/// What has to be known to take arrays.
struct Facts {
    ndarray: Py,
    refcount: Py,
    weakrefcount: Py,
    /// Whether `sys.getrefcount` counts nothing but references that somebody owns: where it does not, nothing is known to be unique.
    exact: bool,
}

/// Of the numpy that the user has imported; none until then.
fn facts(python: Python<'_>) -> Option<&'static Facts> {
    static FACTS: OnceLock<Facts> = OnceLock::new();
    if let Some(facts) = FACTS.get() {
        return Some(facts);
    }
    let numpy = python.imported(c"numpy")?;
    let found = || -> PyResult<Facts> {
        let refcount = python.import(c"sys")?.attr(python, c"getrefcount")?;
        let probe = python.bytes(&[7; 64])?;
        let one = count(python, &refcount, &probe)? == 1;
        let other = probe.clone_ref(python);
        let exact = one && count(python, &refcount, &other)? == 2;
        Ok(Facts {
            ndarray: numpy.attr(python, c"ndarray")?,
            refcount,
            weakrefcount: python.import(c"_weakref")?.attr(python, c"getweakrefcount")?,
            exact,
        })
    };
    // Half imported, it has no `ndarray` yet.
    let found = found().ok()?;
    Some(FACTS.get_or_init(|| found))
}

/// `function(object)`, a number. There is no tuple of arguments, which would own a reference.
fn count(python: Python<'_>, function: &Py, object: &Py) -> PyResult<i64> {
    let argument = object.as_ptr();
    // SAFETY: this thread is attached, both objects live, and there is one argument.
    let counted = unsafe {
        (api().PyObject_VectorcallDict)(function.as_ptr(), &raw const argument, 1, std::ptr::null_mut())
    };
    python.own(counted)?.number(python)
}

impl Python<'_> {
    /// A module that has been imported; nothing is imported here.
    pub(crate) fn imported(self, name: &std::ffi::CStr) -> Option<Py> {
        let name = self.text(name.to_str().ok()?).ok()?;
        // SAFETY: this thread is attached; the dict is the interpreter's, and what it holds is owned before anything else runs.
        let module = unsafe {
            let modules = (api().PyImport_GetModuleDict)();
            NonNull::new((api().PyDict_GetItemWithError)(modules, name.as_ptr()))
                .map(|module| Py::borrowed(self, module))
        };
        module.filter(|module| !module.is_none())
    }

    /// An exact `numpy.ndarray` of numbers by value; anything else comes back. This thread has the only reference that the caller knows of.
    pub(crate) fn take_array(self, object: Py) -> Result<Array, Py> {
        let Some(facts) = facts(self).filter(|facts| object.is_exactly(self, &facts.ndarray)) else {
            return Err(object);
        };
        let Some(described) = describe(self, &object) else { return Err(object) };
        let in_order = described.layout.is_in_order();
        if in_order && (described.size() <= SMALL || facts.is_unique(self, &object).unwrap_or(false)) {
            return held(self, described, &object).ok_or(object);
        }
        // numpy knows best how to copy any layout: the copy is in C order, and nobody else knows it.
        let Ok(copy) = object.method(self, c"copy", []) else { return Err(object) };
        let array = describe(self, &copy).filter(|described| described.layout.is_in_order());
        array.and_then(|described| held(self, described, &copy)).ok_or(object)
    }

    /// The memory of an array that nobody else knows, and that lies in C order, without a copy.
    pub(crate) fn memory(self, object: &Py) -> Option<Bytes> {
        let described = describe(self, object).filter(|described| described.layout.is_in_order())?;
        bytes(self, &described, object)
    }
}

fn held(python: Python<'_>, described: Described, object: &Py) -> Option<Array> {
    let data = bytes(python, &described, object)?;
    Array::new(described.layout.dtype, described.layout.shape, data)
}

fn bytes(python: Python<'_>, described: &Described, object: &Py) -> Option<Bytes> {
    let size = described.size();
    let Some(start) = NonNull::new(described.start).filter(|_| size > 0) else {
        return (size == 0).then(Bytes::new);
    };
    let memory = Memory { start, size, _array: object.clone_ref(python) };
    Some(if size <= SMALL { Bytes::copy_from_slice(memory.as_ref()) } else { Bytes::from_owner(memory) })
}

impl Facts {
    /// Whether nobody else can ever get at the array, nor at the memory it is of.
    fn is_unique(&self, python: Python<'_>, array: &Py) -> PyResult<bool> {
        if !self.exact
            || count(python, &self.refcount, array)? != 1
            || count(python, &self.weakrefcount, array)? != 0
        {
            return Ok(false);
        }
        let base = array.attr(python, c"base")?;
        if base.is_none() {
            return self.owns(python, array);
        }
        // What `reshape` and the like give: a view of an array that only it knows (and `base`, here).
        Ok(base.is_exactly(python, &self.ndarray)
            && count(python, &self.refcount, &base)? == 2
            && count(python, &self.weakrefcount, &base)? == 0
            && base.attr(python, c"base")?.is_none()
            && self.owns(python, &base)?)
    }

    /// Whether the memory is numpy's own, not something that an extension lent.
    fn owns(&self, python: Python<'_>, array: &Py) -> PyResult<bool> {
        Ok(array.attr(python, c"flags")?.attr(python, c"owndata")?.as_ptr() == api().Py_True)
    }
}

/// The memory of an array that nobody writes to.
struct Memory {
    start: NonNull<u8>,
    size: usize,
    _array: Py,
}

// SAFETY: the memory does not change, and reading it takes no attached thread.
unsafe impl Send for Memory {}
// SAFETY: as above.
unsafe impl Sync for Memory {}

impl AsRef<[u8]> for Memory {
    fn as_ref(&self) -> &[u8] {
        // SAFETY: the array has so many bytes there as long as it lives, which this keeps it; nobody knows it who could write to it.
        unsafe { std::slice::from_raw_parts(self.start.as_ptr(), self.size) }
    }
}
