//! Results by value that can be read without the adapter. What they come to is what its pickler and the decoder of `snakebridge-wire` come to.

use super::api::PyObject;
use super::layout::{class_of, is_exclusive};
use super::object::Py;
use super::raised::PyResult;
use super::thread::Python;
use snakebridge_core::engine::Plainly;
use snakebridge_core::{Value, Want};
use std::ptr::{self, NonNull};

/// Text and bytes up to this size.
pub(super) const SHORT: usize = 16 << 10;

/// Levels of containers; cycles have more.
const DEEPEST: usize = 8;
/// Items in all containers of a result: what is in several of them is read as often, as it is by who knows all of it.
const MOST: usize = 1 << 20;

/// A result.
pub(crate) enum Made {
    /// By value.
    Value(Value),
    /// No plain scalar.
    Object(Py),
}

impl Python<'_> {
    /// A result that takes no memory.
    #[inline]
    pub(crate) fn read_plainly(self, object: &Py) -> Option<Plainly> {
        // SAFETY: this thread is attached, and the object lives.
        unsafe { self.read_raw(object.as_ptr()) }
    }

    /// # Safety
    /// This thread is attached, and the object lives.
    #[inline]
    unsafe fn read_raw(self, raw: *mut PyObject) -> Option<Plainly> {
        let api = self.api();
        // SAFETY: as this function's; each function gets an object of its type.
        unsafe {
            let class = class_of(raw);
            if class == api.PyFloat_Type {
                return Some(Plainly::float((api.PyFloat_AsDouble)(raw)));
            }
            if class == api.PyLong_Type {
                let mut overflow = 0;
                let number = (api.PyLong_AsLongLongAndOverflow)(raw, &raw mut overflow);
                return (overflow == 0).then_some(Plainly::Int(number));
            }
        }
        if raw == api.Py_True || raw == api.Py_False {
            return Some(Plainly::bool(raw == api.Py_True));
        }
        (raw == api.Py_None).then_some(Plainly::None)
    }

    /// A result by value, if it is a plain scalar of an exact type, or exact lists, tuples and dicts of such.
    pub(crate) fn read(self, object: Py) -> Made {
        let mut left = MOST;
        // SAFETY: this thread is attached, and the object lives.
        match unsafe { self.read_any(object.as_ptr(), DEEPEST, &mut left) } {
            Some(value) => Made::Value(value),
            None => Made::Object(object),
        }
    }

    /// What is in a tuple of arguments, as they are wanted, if all that are wanted by value can be read here. Those wanted as objects are given to `hold`.
    pub(crate) fn read_arguments(
        self,
        arguments: &Py,
        want: Want,
        mut hold: impl FnMut(&Py) -> PyResult<Value>,
    ) -> PyResult<Option<Vec<Value>>> {
        // SAFETY: this thread is attached; what is no tuple is not read.
        let length = unsafe {
            if class_of(arguments.as_ptr()) != self.api().PyTuple_Type {
                return Ok(None);
            }
            (self.api().PyTuple_Size)(arguments.as_ptr()).cast_unsigned()
        };
        let wants = match want.reduced() {
            Want::Value => None,
            Want::Tuple(wants) if wants.len() == length => Some(wants),
            _ => return Ok(None),
        };
        let mut read = Vec::with_capacity(length);
        for at in 0..length {
            // SAFETY: this thread is attached; the tuple has an item there, which lives as long as it does.
            let Some(item) =
                NonNull::new(unsafe { (self.api().PyTuple_GetItem)(arguments.as_ptr(), at.cast_signed()) })
            else {
                return Ok(None);
            };
            // SAFETY: as above.
            let item = unsafe { Py::borrowed(self, item) };
            match wants.map_or(Want::Value, |wants| wants[at].reduced()) {
                Want::Value => match self.read(item) {
                    Made::Value(value) => read.push(value),
                    Made::Object(_) => return Ok(None),
                },
                Want::Object => read.push(hold(&item)?),
                _ => return Ok(None),
            }
        }
        Ok(Some(read))
    }

    /// `None` if there is anything in it that is to be read by who knows all of it, or there is a great deal of it.
    ///
    /// # Safety
    /// This thread is attached, and the object lives: because somebody keeps it, or because it is in something that nobody can
    /// have changed meanwhile.
    unsafe fn read_any(self, raw: *mut PyObject, depth: usize, left: &mut usize) -> Option<Value> {
        // SAFETY: as this function's.
        if let Some(plainly) = unsafe { self.read_raw(raw) } {
            return plainly.outcome()?.ok();
        }
        let api = self.api();
        // SAFETY: as this function's; each function gets an object of its type. None of them runs code of Python or lets others in, but
        // for what reports an error, after which nothing more is read.
        unsafe {
            let class = class_of(raw);
            if class == api.PyUnicode_Type {
                return self.read_text(raw).map(Value::Str);
            }
            if class == api.PyBytes_Type {
                let (mut start, mut length) = (ptr::null_mut(), 0);
                if (api.PyBytes_Size)(raw) > SHORT.cast_signed()
                    || (api.PyBytes_AsStringAndSize)(raw, &raw mut start, &raw mut length) < 0
                {
                    return None;
                }
                let bytes =
                    std::slice::from_raw_parts(start.cast_const().cast::<u8>(), length.cast_unsigned());
                return Some(Value::Bytes(bytes.to_vec()));
            }
            // Without the interpreter lock, others could change what is being read.
            let depth = depth.checked_sub(1).filter(|_| is_exclusive())?;
            if class == api.PyTuple_Type {
                let length = (api.PyTuple_Size)(raw);
                return self
                    .read_items(length, depth, left, |at| (api.PyTuple_GetItem)(raw, at))
                    .map(Value::Tuple);
            }
            if class == api.PyList_Type {
                let length = (api.PyList_Size)(raw);
                return self
                    .read_items(length, depth, left, |at| (api.PyList_GetItem)(raw, at))
                    .map(Value::List);
            }
            if class == api.PyDict_Type {
                return self.read_dict(raw, depth, left).map(Value::Dict);
            }
            None
        }
    }

    /// # Safety
    /// As [`read_any`](Self::read_any), of each item.
    unsafe fn read_items(
        self,
        length: isize,
        depth: usize,
        left: &mut usize,
        item: impl Fn(isize) -> *mut PyObject,
    ) -> Option<Vec<Value>> {
        *left = left.checked_sub(length.cast_unsigned())?;
        let mut items = Vec::with_capacity(length.cast_unsigned());
        for at in 0..length {
            // SAFETY: as this function's: there are as many, and none is null.
            items.push(unsafe { self.read_any(item(at), depth, left)? });
        }
        Some(items)
    }

    /// # Safety
    /// As [`read_any`](Self::read_any), and it is a dict.
    unsafe fn read_dict(
        self,
        dict: *mut PyObject,
        depth: usize,
        left: &mut usize,
    ) -> Option<Vec<(Value, Value)>> {
        let (mut at, mut key, mut value) = (0, ptr::null_mut(), ptr::null_mut());
        let mut items = Vec::new();
        // SAFETY: as this function's: the dict does not change meanwhile, and both are in it.
        unsafe {
            while (self.api().PyDict_Next)(dict, &raw mut at, &raw mut key, &raw mut value) != 0 {
                *left = left.checked_sub(1)?;
                items.push((self.read_any(key, depth, left)?, self.read_any(value, depth, left)?));
            }
        }
        Some(items)
    }

    /// A text that is short and has no lone surrogates.
    ///
    /// # Safety
    /// As [`read_any`](Self::read_any), and it is an exact `str`.
    unsafe fn read_text(self, raw: *mut PyObject) -> Option<String> {
        let api = self.api();
        // SAFETY: as this function's; the characters live as long as the object.
        unsafe {
            if (api.PyUnicode_GetLength)(raw) > SHORT.cast_signed() {
                return None;
            }
            let mut length = 0;
            let start = (api.PyUnicode_AsUTF8AndSize)(raw, &raw mut length);
            if start.is_null() {
                self.forget_error(); // lone surrogates
                return None;
            }
            let bytes = std::slice::from_raw_parts(start.cast(), length.cast_unsigned());
            std::str::from_utf8(bytes).ok().map(str::to_owned)
        }
    }
}
