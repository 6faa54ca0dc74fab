//! [`Py`]: an owned reference, and what can be done with objects.

use super::api::{PyObject, api, api_unchecked};
use super::gone;
use super::layout::class_of;
use super::pending;
use super::raised::{PyResult, Raised};
use super::thread::{Python, is_attached};
use std::ffi::CStr;
use std::ptr::{self, NonNull};

/// A reference to a Python object. Dropped by a thread that is not attached, it is let go of by the next one that is.
pub(crate) struct Py(NonNull<PyObject>);

// SAFETY: objects are used by attached threads only, and the reference is one of its own.
unsafe impl Send for Py {}
// SAFETY: as above.
unsafe impl Sync for Py {}

impl Drop for Py {
    #[inline]
    fn drop(&mut self) {
        if gone::has_ended() {
            // This thread may be on its way out; everything is.
        } else if is_attached() {
            // SAFETY: the reference is ours, and this thread is attached, for which there has to be a table.
            unsafe { (api_unchecked().Py_DecRef)(self.0.as_ptr()) };
        } else {
            pending::drop_later(self.0);
        }
    }
}

impl Py {
    /// As dropping it, by a thread that is known to be attached.
    #[inline]
    pub(crate) fn let_go(self, python: Python<'_>) {
        // SAFETY: the reference is ours, and this thread is attached.
        unsafe { (python.api().Py_DecRef)(self.into_raw()) };
    }
}

impl<'py> Python<'py> {
    /// Owns what a function returned; null says that it raised something.
    #[inline]
    pub(super) fn own(self, object: *mut PyObject) -> PyResult<Py> {
        self.own_if_any(object).ok_or_else(|| Raised::fetch(self))
    }

    /// Owns what a function returned; null says that there is nothing.
    #[inline]
    pub(super) fn own_if_any(self, object: *mut PyObject) -> Option<Py> {
        NonNull::new(object).map(Py)
    }

    /// Takes back what a function raised, if it did.
    pub(super) fn forget_error(self) {
        // SAFETY: this thread is attached.
        if !unsafe { (api().PyErr_Occurred)() }.is_null() {
            drop(Raised::fetch(self));
        }
    }

    pub(crate) fn none(self) -> Py {
        // SAFETY: `None` lives for ever, and this thread is attached.
        unsafe { (api().Py_IncRef)(api().Py_None) };
        Py(NonNull::new(api().Py_None).expect("`None` is somewhere"))
    }

    pub(crate) fn import(self, name: &CStr) -> PyResult<Py> {
        // SAFETY: this thread is attached, the name ends with a NUL.
        self.own(unsafe { (api().PyImport_ImportModule)(name.as_ptr()) })
    }

    pub(crate) fn int(self, number: i64) -> PyResult<Py> {
        // SAFETY: this thread is attached.
        self.own(unsafe { (api().PyLong_FromLongLong)(number) })
    }

    pub(crate) fn bytes(self, bytes: &[u8]) -> PyResult<Py> {
        // SAFETY: this thread is attached, and the bytes are copied. No slice is longer than `isize::MAX`.
        self.own(unsafe {
            (api().PyBytes_FromStringAndSize)(bytes.as_ptr().cast(), bytes.len().cast_signed())
        })
    }

    pub(crate) fn text(self, text: &str) -> PyResult<Py> {
        // SAFETY: as above.
        self.own(unsafe {
            (api().PyUnicode_FromStringAndSize)(text.as_ptr().cast(), text.len().cast_signed())
        })
    }

    /// A list.
    pub(super) fn list(self, items: Vec<Py>) -> PyResult<Py> {
        // SAFETY: this thread is attached; each place of the new list is filled once, with a reference that it takes over, before
        // anybody else sees it.
        unsafe {
            let list = self.own((api().PyList_New)(items.len().cast_signed()))?;
            for (place, item) in items.into_iter().enumerate() {
                (api().PyList_SetItem)(list.0.as_ptr(), place.cast_signed(), item.into_raw());
            }
            Ok(list)
        }
    }

    pub(crate) fn tuple<const N: usize>(self, items: [Py; N]) -> PyResult<Py> {
        self.tuple_of(items)
    }

    /// A tuple.
    pub(super) fn tuple_of(
        self,
        items: impl IntoIterator<Item = Py, IntoIter: ExactSizeIterator>,
    ) -> PyResult<Py> {
        let items = items.into_iter();
        // SAFETY: as for lists.
        unsafe {
            let tuple = self.own((api().PyTuple_New)(items.len().cast_signed()))?;
            for (place, item) in items.enumerate() {
                (api().PyTuple_SetItem)(tuple.0.as_ptr(), place.cast_signed(), item.into_raw());
            }
            Ok(tuple)
        }
    }

    /// The name of an object's class.
    pub(super) fn type_name(self, object: &Py) -> String {
        // SAFETY: this thread is attached.
        let class = self.own(unsafe { (api().PyObject_Type)(object.0.as_ptr()) });
        let name = class.and_then(|class| class.attr(self, c"__name__")).and_then(|name| name.text(self));
        name.unwrap_or_else(|_| "an exception".to_owned())
    }

    /// Has an exception raised by the function that returns now.
    pub(super) fn raise(self, raised: Raised) {
        let class = self.own(unsafe {
            // SAFETY: this thread is attached.
            (api().PyObject_Type)(raised.0.0.as_ptr())
        });
        if let Ok(class) = class {
            // SAFETY: this thread is attached; both references are taken by the function for itself.
            unsafe { (api().PyErr_SetObject)(class.0.as_ptr(), raised.0.0.as_ptr()) };
        }
    }

    /// A `RuntimeError`.
    pub(crate) fn runtime_error(self, message: &str) -> Raised {
        self.error(api().PyExc_RuntimeError, message)
    }

    /// A `LookupError`.
    pub(crate) fn lookup_error(self, message: &str) -> Raised {
        self.error(api().PyExc_LookupError, message)
    }

    /// An exception of a class that Python has.
    fn error(self, class: *mut PyObject, message: &str) -> Raised {
        let made = self.text(message).and_then(|text| {
            let class = NonNull::new(class).expect("Python is initialised");
            // SAFETY: this thread is attached, and the class lives for ever.
            unsafe { (api().Py_IncRef)(class.as_ptr()) };
            Py(class).call(self, [text])
        });
        made.map_or_else(|raised| raised, Raised)
    }
}

impl Py {
    /// One more reference to the same object.
    pub(crate) fn clone_ref(&self, _: Python<'_>) -> Self {
        // SAFETY: this thread is attached.
        unsafe { (api().Py_IncRef)(self.0.as_ptr()) };
        Self(self.0)
    }

    /// One more reference to an object that somebody else owns.
    ///
    /// # Safety
    /// It is an object, which lives now.
    pub(super) unsafe fn borrowed(_: Python<'_>, object: NonNull<PyObject>) -> Self {
        // SAFETY: this thread is attached.
        unsafe { (api().Py_IncRef)(object.as_ptr()) };
        Self(object)
    }

    /// What a dict has under a key; what looking for it raises is forgotten.
    ///
    /// # Safety
    /// The dict is one, and lives now.
    pub(super) unsafe fn in_dict(python: Python<'_>, dict: *mut PyObject, key: &Self) -> Option<Self> {
        let mut found = ptr::null_mut();
        // SAFETY: this thread is attached. What is borrowed is owned before anything else runs; without an interpreter lock others run
        // at any time, and then there is the function that gives what is owned.
        unsafe {
            match api().PyDict_GetItemRef {
                Some(get) => {
                    let _found_or_not = get(dict, key.as_ptr(), &raw mut found);
                }
                None => {
                    found = (api().PyDict_GetItemWithError)(dict, key.as_ptr());
                    NonNull::new(found).into_iter().for_each(|found| (api().Py_IncRef)(found.as_ptr()));
                }
            }
            if found.is_null() && !(api().PyErr_Occurred)().is_null() {
                drop(Raised::fetch(python));
            }
        }
        NonNull::new(found).map(Self)
    }

    /// Where it is, which nothing else is while it lives.
    pub(crate) fn address(&self) -> usize {
        self.0.addr().get()
    }

    pub(super) fn as_ptr(&self) -> *mut PyObject {
        self.0.as_ptr()
    }

    pub(super) fn into_raw(self) -> *mut PyObject {
        std::mem::ManuallyDrop::new(self).0.as_ptr()
    }

    pub(crate) fn attr(&self, python: Python<'_>, name: &CStr) -> PyResult<Self> {
        // SAFETY: this thread is attached, the name ends with a NUL.
        python.own(unsafe { (api().PyObject_GetAttrString)(self.0.as_ptr(), name.as_ptr()) })
    }

    pub(crate) fn call<const N: usize>(&self, python: Python<'_>, arguments: [Self; N]) -> PyResult<Self> {
        let arguments = python.tuple(arguments)?;
        // SAFETY: this thread is attached.
        python.own(unsafe { (api().PyObject_CallObject)(self.0.as_ptr(), arguments.0.as_ptr()) })
    }

    pub(crate) fn method<const N: usize>(
        &self,
        python: Python<'_>,
        name: &CStr,
        arguments: [Self; N],
    ) -> PyResult<Self> {
        self.attr(python, name)?.call(python, arguments)
    }

    /// Whether its class is this one, and no subclass.
    pub(crate) fn is_exactly(&self, _: Python<'_>, class: &Self) -> bool {
        // SAFETY: this thread is attached, and the object lives.
        unsafe { class_of(self.0.as_ptr()) == class.0.as_ptr() }
    }

    /// Whether it is a list that is empty.
    pub(crate) fn is_empty_list(&self, _: Python<'_>) -> bool {
        // SAFETY: this thread is attached; what is no list is not empty, and raises nothing that anybody would see.
        unsafe { (api().PyList_Size)(self.0.as_ptr()) == 0 }
    }

    /// Whether it is a dict that is empty.
    pub(crate) fn is_empty_dict(&self, _: Python<'_>) -> bool {
        // SAFETY: as for lists.
        unsafe { (api().PyDict_Size)(self.0.as_ptr()) == 0 }
    }

    pub(crate) fn is_none(&self) -> bool {
        self.0.as_ptr() == api().Py_None
    }

    /// The items of a tuple of that length.
    pub(crate) fn items<const N: usize>(&self, python: Python<'_>) -> PyResult<[Self; N]> {
        // SAFETY: this thread is attached; what is no tuple raises. An item of a tuple lives as long as that.
        unsafe {
            let length = (api().PyTuple_Size)(self.0.as_ptr());
            if length < 0 {
                return Err(Raised::fetch(python));
            }
            if length != N.cast_signed() {
                return Err(python.runtime_error("a tuple of another length was expected"));
            }
            Ok(std::array::from_fn(|place| {
                let item = (api().PyTuple_GetItem)(self.0.as_ptr(), place.cast_signed());
                Self::borrowed(python, NonNull::new(item).expect("the place is within the tuple"))
            }))
        }
    }

    pub(crate) fn number(&self, python: Python<'_>) -> PyResult<i64> {
        // SAFETY: this thread is attached; -1 may be an error.
        unsafe {
            let number = (api().PyLong_AsLongLong)(self.0.as_ptr());
            if number == -1 && !(api().PyErr_Occurred)().is_null() {
                return Err(Raised::fetch(python));
            }
            Ok(number)
        }
    }

    /// What is in a `bytes`, which does not change.
    pub(crate) fn as_bytes(&self, python: Python<'_>) -> PyResult<&[u8]> {
        let (mut start, mut length) = (ptr::null_mut(), 0);
        // SAFETY: this thread is attached; what is no `bytes` raises. The buffer is never null, and lives as long as the object.
        unsafe {
            if (api().PyBytes_AsStringAndSize)(self.0.as_ptr(), &raw mut start, &raw mut length) < 0 {
                return Err(Raised::fetch(python));
            }
            Ok(std::slice::from_raw_parts(start.cast_const().cast(), length.cast_unsigned()))
        }
    }

    /// `str(object)`
    pub(crate) fn text(&self, python: Python<'_>) -> PyResult<String> {
        let mut length = 0;
        // SAFETY: this thread is attached; the characters live as long as the `str`, and are copied.
        unsafe {
            let text = python.own((api().PyObject_Str)(self.0.as_ptr()))?;
            let start = (api().PyUnicode_AsUTF8AndSize)(text.0.as_ptr(), &raw mut length);
            if start.is_null() {
                return Err(Raised::fetch(python));
            }
            let bytes = std::slice::from_raw_parts(start.cast(), length.cast_unsigned());
            Ok(String::from_utf8_lossy(bytes).into_owned())
        }
    }
}

/// A `bytes` whose content is used where it lies.
pub(crate) struct PyBytes {
    start: NonNull<u8>,
    length: usize,
    _object: Py,
}

// SAFETY: a `bytes` does not change, and reading it takes no attached thread.
unsafe impl Send for PyBytes {}
// SAFETY: as above.
unsafe impl Sync for PyBytes {}

impl PyBytes {
    pub(crate) fn new(python: Python<'_>, object: Py) -> PyResult<Self> {
        let (start, length) = {
            let bytes = object.as_bytes(python)?;
            (NonNull::from(bytes).cast(), bytes.len())
        };
        Ok(Self { start, length, _object: object })
    }
}

impl AsRef<[u8]> for PyBytes {
    fn as_ref(&self) -> &[u8] {
        // SAFETY: the object lives as long as this, and its content with it.
        unsafe { std::slice::from_raw_parts(self.start.as_ptr(), self.length) }
    }
}
