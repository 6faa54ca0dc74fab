//! The buffer protocol: where the memory of an object lies.

use super::api::{PyObject, api};
use super::object::Py;
use super::raised::Raised;
use super::thread::Python;
use snakebridge_core::DType;
use snakebridge_core::engine::Layout;
use std::ffi::{CStr, c_char, c_int, c_void};
use std::ptr;
use std::sync::OnceLock;

/// `Py_buffer`: the same since Python 3.0, and part of the stable ABI since 3.11. [`is_as_expected`] makes sure.
#[repr(C)]
pub(super) struct PyBuffer {
    buf: *mut c_void,
    obj: *mut PyObject,
    len: isize,
    itemsize: isize,
    readonly: c_int,
    ndim: c_int,
    format: *const c_char,
    shape: *const isize,
    strides: *const isize,
    suboffsets: *const isize,
    internal: *mut c_void,
}

/// A buffer, with room behind it that nobody should write to. It stays where it is: the shape may be within it.
#[repr(C)]
struct Room {
    buffer: PyBuffer,
    spare: [usize; 8],
}

/// `PyBUF_RECORDS_RO`: shape, strides and format; it need not be writable.
const RECORDS: c_int = 0x10 | 0x08 | 0x04;

/// Where the memory of an object lies, as long as that lives and keeps it.
pub(super) struct Described {
    /// The item whose indices are all 0.
    pub(super) start: *mut u8,
    pub(super) layout: Layout,
}

impl Described {
    /// Bytes of all items.
    pub(super) fn size(&self) -> usize {
        self.layout.shape.iter().product::<usize>() * self.layout.dtype.size
    }
}

/// Asks an object for its buffer and lets go of it when `look` has looked.
fn with_buffer<R>(_: Python<'_>, object: &Py, look: impl FnOnce(&Room) -> R) -> Option<R> {
    let null = PyBuffer {
        buf: ptr::null_mut(),
        obj: ptr::null_mut(),
        len: 0,
        itemsize: 0,
        readonly: 0,
        ndim: 0,
        format: ptr::null(),
        shape: ptr::null(),
        strides: ptr::null(),
        suboffsets: ptr::null(),
        internal: ptr::null_mut(),
    };
    let mut room = Room { buffer: null, spare: [0; 8] };
    // SAFETY: this thread is attached, the object lives, and there is room for a buffer, which stays where it is until it is released.
    unsafe {
        if (api().PyObject_GetBuffer)(object.as_ptr(), &raw mut room.buffer, RECORDS) < 0 {
            return None;
        }
        let seen = look(&room);
        (api().PyBuffer_Release)(&raw mut room.buffer);
        Some(seen)
    }
}

/// Whether this Python's buffers are laid out as they are taken to be: those of a `bytes` are known.
fn is_as_expected(python: Python<'_>) -> bool {
    static EXPECTED: OnceLock<bool> = OnceLock::new();
    *EXPECTED.get_or_init(|| {
        const CONTENT: &[u8] = b"snakebridge";
        let Ok(bytes) = python.bytes(CONTENT) else { return false };
        let content = bytes.as_bytes(python).map_or(ptr::null(), <[u8]>::as_ptr);
        let look = |room: &Room| {
            let PyBuffer {
                buf,
                obj,
                len,
                itemsize,
                readonly,
                ndim,
                format,
                shape,
                strides,
                suboffsets,
                internal: _,
            } = room.buffer;
            let (one, all) = (1, CONTENT.len().cast_signed());
            let scalars = buf.cast_const().cast() == content
                && obj == bytes.as_ptr()
                && (len, itemsize, readonly, ndim) == (all, one, 1, 1)
                && suboffsets.is_null()
                && room.spare == [0; 8];
            // SAFETY: with all else as expected, these point to one number each, and to text that ends with a NUL.
            scalars && unsafe { *shape == all && *strides == one && CStr::from_ptr(format) == c"B" }
        };
        let expected = with_buffer(python, &bytes, look);
        if expected.is_none() {
            drop(Raised::fetch(python));
        }
        expected.unwrap_or(false)
    })
}

/// The memory of an object that has numbers of one type in a regular layout; nothing is raised.
pub(super) fn describe(python: Python<'_>, object: &Py) -> Option<Described> {
    if !is_as_expected(python) {
        return None;
    }
    let described = with_buffer(python, object, read);
    if described.is_none() {
        drop(Raised::fetch(python));
    }
    described.flatten()
}

fn read(room: &Room) -> Option<Described> {
    let PyBuffer { buf, itemsize, readonly, ndim, format, shape, strides, suboffsets, .. } = room.buffer;
    let axes = usize::try_from(ndim).ok()?;
    if !suboffsets.is_null() {
        return None;
    }
    let format = match format.is_null() {
        true => "B",
        // SAFETY: it is text that ends with a NUL, and lives as long as the buffer.
        false => unsafe { CStr::from_ptr(format) }.to_str().ok()?,
    };
    let dtype = DType::of_buffer(format, usize::try_from(itemsize).ok()?)?;
    let numbers = |from: *const isize| match (axes, from.is_null()) {
        (0, _) => Some(&[][..]),
        (_, true) => None,
        // SAFETY: there are as many as the buffer has axes, for as long as it is not released.
        (_, false) => Some(unsafe { std::slice::from_raw_parts(from, axes) }),
    };
    let shape: Vec<usize> =
        numbers(shape)?.iter().map(|&axis| usize::try_from(axis).ok()).collect::<Option<_>>()?;
    let layout = Layout { dtype, shape, strides: numbers(strides)?.to_vec(), writable: readonly == 0 };
    layout.extent()?;
    Some(Described { start: buf.cast(), layout })
}
