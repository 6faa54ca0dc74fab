//! [`Class`]: a class that is remembered, and may go meanwhile.

use super::api::api;
use super::layout::class_of;
use super::object::Py;
use super::raised::PyResult;
use super::thread::Python;
use std::ptr;

/// A weak reference to a class.
pub(crate) struct Class(Py);

impl Class {
    /// `None` where that cannot be had.
    pub(crate) fn of(python: Python<'_>, class: &Py) -> Option<Self> {
        if api().PyWeakref_GetRef.is_none() && api().PyWeakref_GetObject.is_none() {
            return None;
        }
        // SAFETY: this thread is attached, and the class lives.
        python.own(unsafe { (api().PyWeakref_NewRef)(class.as_ptr(), ptr::null_mut()) }).ok().map(Self)
    }

    /// Whether it lives, at this address.
    pub(crate) fn is_at(&self, python: Python<'_>, address: usize) -> bool {
        let api = python.api();
        // SAFETY: this thread is attached; it is a weak reference. What is borrowed is only compared.
        unsafe {
            match (api.PyWeakref_GetRef, api.PyWeakref_GetObject) {
                (Some(get), _) => {
                    let mut class = ptr::null_mut();
                    get(self.0.as_ptr(), &raw mut class);
                    python.own_if_any(class).is_some_and(|class| class.address() == address)
                }
                (None, Some(get)) => get(self.0.as_ptr()).addr() == address,
                (None, None) => false,
            }
        }
    }
}

impl Py {
    /// Where its class is.
    pub(crate) fn class_address(&self, _: Python<'_>) -> usize {
        // SAFETY: this thread is attached, and the object lives.
        unsafe { class_of(self.as_ptr()).addr() }
    }

    /// Its class.
    pub(crate) fn class(&self, python: Python<'_>) -> PyResult<Self> {
        // SAFETY: as above.
        python.own(unsafe { (api().PyObject_Type)(self.as_ptr()) })
    }
}
