//! Functions of this program that Python can call.

use super::api::{METH_VARARGS, PyMethodDef, PyObject, api};
use super::object::Py;
use super::raised::PyResult;
use super::thread::{self, Python};
use std::ffi::CStr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr::{self, NonNull};

/// A function of this program.
pub(crate) trait Function {
    /// How Python knows it.
    const NAME: &'static CStr;

    /// Does what it does; `arguments` is the tuple of them.
    fn call(python: Python<'_>, arguments: &Py) -> PyResult<Py>;
}

/// What Python calls. No panic leaves it: Python's frames cannot be unwound.
unsafe extern "C" fn entered<F: Function>(_module: *mut PyObject, arguments: *mut PyObject) -> *mut PyObject {
    thread::called(|python| {
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            let arguments = NonNull::new(arguments).expect("Python passes a tuple");
            // SAFETY: the tuple lives until this returns.
            F::call(python, &unsafe { Py::borrowed(python, arguments) })
        }));
        let raised = match outcome {
            Ok(Ok(result)) => return result.into_raw(),
            Ok(Err(raised)) => raised,
            Err(panic) => {
                let message = snakebridge_core::Error::panicked(&*panic).to_string();
                python.runtime_error(&message)
            }
        };
        python.raise(raised);
        ptr::null_mut()
    })
}

struct Definition<F>(F);

impl<F: Function> Definition<F> {
    const METHOD: &'static PyMethodDef = &PyMethodDef {
        name: F::NAME.as_ptr(),
        function: entered::<F>,
        flags: METH_VARARGS,
        doc: ptr::null(),
    };
}

/// The function as an object.
pub(crate) fn function<F: Function>(python: Python<'_>) -> PyResult<Py> {
    // SAFETY: this thread is attached, and the definition lives for ever.
    python
        .own(unsafe { (api().PyCFunction_NewEx)(Definition::<F>::METHOD, ptr::null_mut(), ptr::null_mut()) })
}
