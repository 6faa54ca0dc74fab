//! [`Raised`]: an exception, as functions of Python report it.

use super::api::{PyObject, api};
use super::object::Py;
use super::thread::Python;
use std::ptr;

/// An exception that was raised.
pub(crate) struct Raised(pub(crate) Py);

impl Raised {
    /// Takes the exception that a function reported.
    pub(super) fn fetch(python: Python<'_>) -> Self {
        // SAFETY: this thread is attached; what is fetched is owned, and null if nothing was raised.
        let raised = unsafe {
            match api().PyErr_GetRaisedException {
                Some(get) => get(),
                None => fetch_in_parts(),
            }
        };
        // A function that fails and raises nothing; CPython itself calls that a SystemError.
        Self(python.own_if_any(raised).unwrap_or_else(|| python.none()))
    }

    /// Whether it is an `AttributeError`.
    pub(super) fn is_attribute_error(&self, _: Python<'_>) -> bool {
        // SAFETY: this thread is attached, and both objects live.
        unsafe { (api().PyErr_GivenExceptionMatches)(self.0.as_ptr(), api().PyExc_AttributeError) != 0 }
    }

    /// What it says, for people.
    pub(crate) fn message(&self, python: Python<'_>) -> String {
        let kind = python.type_name(&self.0);
        let text = self.0.text(python).unwrap_or_default();
        if text.is_empty() { kind } else { format!("{kind}: {text}") }
    }
}

/// As `PyErr_GetRaisedException`, before Python 3.12.
///
/// # Safety
/// This thread is attached.
unsafe fn fetch_in_parts() -> *mut PyObject {
    let (mut class, mut value, mut traceback) = (ptr::null_mut(), ptr::null_mut(), ptr::null_mut());
    // SAFETY: the three are owned from here on; a null is passed to none of those that do not take it.
    unsafe {
        (api().PyErr_Fetch)(&raw mut class, &raw mut value, &raw mut traceback);
        if class.is_null() {
            return ptr::null_mut();
        }
        (api().PyErr_NormalizeException)(&raw mut class, &raw mut value, &raw mut traceback);
        if !traceback.is_null() {
            (api().PyException_SetTraceback)(value, traceback);
            (api().Py_DecRef)(traceback);
        }
        (api().Py_DecRef)(class);
    }
    value
}

pub(crate) type PyResult<T> = Result<T, Raised>;
