//! Results by value.

use super::layout::class_of;
use super::object::{Py, PyResult, Raised};
use super::thread::Python;
use snakebridge_core::Value;
use snakebridge_core::engine::Plainly;

/// Text and bytes up to this size.
pub(super) const SHORT: usize = 16 << 10;

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
        let (api, raw) = (self.api(), object.as_ptr());
        // SAFETY: this thread is attached; each function gets an object of its type.
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

    /// A result by value, if it is a plain scalar of an exact type.
    pub(crate) fn read(self, object: Py) -> PyResult<Made> {
        if let Some(Ok(value)) = self.read_plainly(&object).and_then(Plainly::outcome) {
            return Ok(Made::Value(value));
        }
        let (api, raw) = (self.api(), object.as_ptr());
        // SAFETY: this thread is attached; each function gets an object of its type.
        unsafe {
            let class = class_of(raw);
            if class == api.PyUnicode_Type && (api.PyUnicode_GetLength)(raw) <= SHORT.cast_signed() {
                let mut length = 0;
                let start = (api.PyUnicode_AsUTF8AndSize)(raw, &raw mut length);
                if start.is_null() {
                    drop(Raised::fetch(self)); // lone surrogates
                    return Ok(Made::Object(object));
                }
                let bytes = std::slice::from_raw_parts(start.cast(), length.cast_unsigned());
                return Ok(match std::str::from_utf8(bytes) {
                    Ok(text) => Made::Value(Value::Str(text.to_owned())),
                    Err(_) => Made::Object(object),
                });
            }
            if class == api.PyBytes_Type && (api.PyBytes_Size)(raw) <= SHORT.cast_signed() {
                let bytes = object.as_bytes(self)?.to_vec();
                return Ok(Made::Value(Value::Bytes(bytes)));
            }
        }
        Ok(Made::Object(object))
    }
}
