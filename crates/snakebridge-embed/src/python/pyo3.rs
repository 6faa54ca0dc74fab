//! Objects from and to PyO3, where both use the Python of this process.

use super::api::api;
use super::object::Py;
use super::thread;
use crate::interpreter::Embedded;
use pyo3::{Bound, PyAny, Python};
use snakebridge_core::engine::Owner;
use snakebridge_core::{Error, Object, Result, Session};
use std::any::Any;
use std::ptr::NonNull;

/// [`Object`]s as PyO3 knows them.
///
/// ```no_run
/// use pyo3::prelude::*;
/// use snakebridge_core::Call;
/// use snakebridge_embed::pyo3::ObjectExt;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let list = Call::to("builtins.list").arg([1, 2]).object()?;
/// let length = Python::attach(|py| list.to_bound(py)?.len().map_err(Box::<dyn std::error::Error>::from))?;
/// # Ok(())
/// # }
/// ```
pub trait ObjectExt {
    /// The object itself, not a copy.
    ///
    /// # Errors
    /// [`Error::Environment`] when it does not live in this process, or PyO3 was linked with another Python; [`Error::SessionLost`].
    fn to_bound<'py>(&self, py: Python<'py>) -> Result<Bound<'py, PyAny>>;
}

/// PyO3's objects as [`Object`]s.
///
/// ```no_run
/// use pyo3::prelude::*;
/// use snakebridge_core::{Bridge, EngineKind};
/// use snakebridge_embed::pyo3::SessionExt;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let session = Bridge::builder().engine(EngineKind::Embed).build()?.session();
/// let list = Python::attach(|py| session.object_from(&pyo3::types::PyList::new(py, [1, 2])?))?;
/// list.method("append").arg(3).run()?;
/// # Ok(())
/// # }
/// ```
pub trait SessionExt {
    /// A handle of the object itself, which lives in this session.
    ///
    /// # Errors
    /// As [`ObjectExt::to_bound`], of the session.
    fn object_from<T>(&self, object: &Bound<'_, T>) -> Result<Object>;
}

impl ObjectExt for Object {
    fn to_bound<'py>(&self, py: Python<'py>) -> Result<Bound<'py, PyAny>> {
        let owner = Owner::of(self);
        let embedded = embedded(&owner)?;
        let id = self.id_in(&owner)?;
        // PyO3 says that this thread is attached.
        let object = thread::called(|python| embedded.objects.live(python, id).ok().map(Py::into_raw));
        let gone = || Error::SessionLost { reason: "it was closed".to_owned() };
        let object = object.ok_or_else(gone)?;
        // SAFETY: a reference to a live object, which is given up here; its Python is the one that PyO3 uses.
        Ok(unsafe { Bound::from_owned_ptr(py, object.cast()) })
    }
}

impl SessionExt for Session {
    fn object_from<T>(&self, object: &Bound<'_, T>) -> Result<Object> {
        // It may have to be started, which takes other threads.
        let owner = object.py().detach(|| Owner::of_session(self))?;
        let embedded = embedded(&owner)?;
        let raw = NonNull::new(object.as_ptr().cast()).expect("PyO3 has no null objects");
        thread::called(|python| {
            // SAFETY: it lives as long as PyO3's reference, and its Python is the one that PyO3 uses.
            let object = unsafe { Py::borrowed(python, raw) };
            embedded.object(python, &object, &owner).map_err(|raised| crate::runtime::broken(python, &raised))
        })
    }
}

/// The session in this process whose objects are meant.
fn embedded(owner: &Owner) -> Result<&Embedded> {
    let interpreter: &dyn Any = owner.interpreter();
    let embedded = interpreter.downcast_ref::<Embedded>().ok_or_else(|| {
        let what = "PyO3 cannot reach an object in another process";
        Error::environment(what, "use the engine `embed` for what both use (`SNAKEBRIDGE_ENGINE=embed`)")
    })?;
    let theirs: unsafe extern "C" fn() -> std::ffi::c_int = pyo3::ffi::Py_IsInitialized;
    if theirs as usize != api().Py_IsInitialized as usize {
        return Err(Error::environment(
            "PyO3 was linked with another Python than this session runs",
            "build with `PYO3_PYTHON` set to the interpreter that SnakeBridge uses",
        ));
    }
    Ok(embedded)
}
