//! [`Capi`]: calls as somebody writes them by hand in C: a callable that is kept, and no more functions than it takes.

use crate::Outcome;
use libloading::os::unix::{Library, RTLD_GLOBAL, RTLD_NOW};
use std::ffi::{CString, c_char, c_double, c_int, c_long, c_void};

type Object = *mut c_void;

/// A kept callable of the Python that this process runs.
#[derive(Debug)]
pub struct Capi {
    callable: Object,
    keywords: Object,
    functions: Functions,
}

#[derive(Debug, Clone, Copy)]
struct Functions {
    restore: unsafe extern "C" fn(Object),
    save: unsafe extern "C" fn() -> Object,
    vectorcall: unsafe extern "C" fn(Object, *const Object, usize, Object) -> Object,
    from_double: unsafe extern "C" fn(c_double) -> Object,
    as_double: unsafe extern "C" fn(Object) -> c_double,
    from_long: unsafe extern "C" fn(c_long) -> Object,
    as_long: unsafe extern "C" fn(Object) -> c_long,
    truth: unsafe extern "C" fn(Object) -> c_int,
    drop: unsafe extern "C" fn(Object),
}

/// The state of a thread that is not attached.
#[derive(Debug)]
pub struct Thread(Object);

impl Capi {
    /// Keeps `module.name`, and `keyword` for calls with one.
    ///
    /// # Errors
    /// When the library cannot be opened, or has no vectorcall (before Python 3.11).
    pub fn new(library: &str, module: &str, name: &str, keyword: &str) -> Outcome<Self> {
        let text = |text: &str| CString::new(text);
        let (module, name, keyword) = (text(module)?, text(name)?, text(keyword)?);
        // SAFETY: the functions have the types that CPython documents, and are called by an attached thread.
        unsafe {
            let library = Library::open(Some(library), RTLD_NOW | RTLD_GLOBAL)?;
            let functions = Functions {
                restore: *library.get(b"PyEval_RestoreThread")?,
                save: *library.get(b"PyEval_SaveThread")?,
                vectorcall: *library.get(b"PyObject_Vectorcall")?,
                from_double: *library.get(b"PyFloat_FromDouble")?,
                as_double: *library.get(b"PyFloat_AsDouble")?,
                from_long: *library.get(b"PyLong_FromLong")?,
                as_long: *library.get(b"PyLong_AsLong")?,
                truth: *library.get(b"PyObject_IsTrue")?,
                drop: *library.get(b"Py_DecRef")?,
            };
            let import: unsafe extern "C" fn(*const c_char) -> Object =
                *library.get(b"PyImport_ImportModule")?;
            let attribute: unsafe extern "C" fn(Object, *const c_char) -> Object =
                *library.get(b"PyObject_GetAttrString")?;
            let intern: unsafe extern "C" fn(*const c_char) -> Object =
                *library.get(b"PyUnicode_InternFromString")?;
            let tuple: unsafe extern "C" fn(isize) -> Object = *library.get(b"PyTuple_New")?;
            let set: unsafe extern "C" fn(Object, isize, Object) -> c_int =
                *library.get(b"PyTuple_SetItem")?;
            let thread = Thread::of(&library)?;
            (functions.restore)(thread.0);
            let callable = attribute(import(module.as_ptr()), name.as_ptr());
            let keywords = tuple(1);
            set(keywords, 0, intern(keyword.as_ptr()));
            (functions.save)();
            std::mem::forget(library);
            Ok(Self { callable, keywords, functions })
        }
    }

    /// This thread, which is not attached.
    ///
    /// # Errors
    /// As [`Capi::new`].
    pub fn thread(&self, library: &str) -> Outcome<Thread> {
        // SAFETY: as in `new`.
        unsafe { Thread::of(&Library::open(Some(library), RTLD_NOW)?) }
    }

    /// Attaches, calls with one float, reads a float, and detaches.
    #[inline]
    pub fn float(&self, thread: &Thread, number: f64) -> f64 {
        let f = &self.functions;
        // SAFETY: the thread is attached meanwhile; the callable lives for ever.
        unsafe {
            (f.restore)(thread.0);
            let result = self.float_attached(number);
            (f.save)();
            result
        }
    }

    /// As [`float`](Self::float), on a thread that is attached.
    ///
    /// # Safety
    /// It is.
    #[inline]
    unsafe fn float_attached(&self, number: f64) -> f64 {
        let f = &self.functions;
        // SAFETY: as this function's.
        unsafe {
            let arguments = [std::ptr::null_mut(), (f.from_double)(number)];
            let result =
                (f.vectorcall)(self.callable, &raw const arguments[1], OFFSET | 1, std::ptr::null_mut());
            let read = (f.as_double)(result);
            (f.drop)(result);
            (f.drop)(arguments[1]);
            read
        }
    }

    /// Attaches once, and calls `count` times with one float.
    pub fn floats(&self, thread: &Thread, number: f64, count: u32) -> f64 {
        // SAFETY: as in `float`.
        unsafe {
            (self.functions.restore)(thread.0);
            let sum = (0..count).map(|_| self.float_attached(std::hint::black_box(number))).sum();
            (self.functions.save)();
            sum
        }
    }

    /// Attaches, calls with two ints, reads an int, and detaches.
    #[inline]
    pub fn ints(&self, thread: &Thread, one: i64, other: i64) -> i64 {
        let f = &self.functions;
        // SAFETY: as in `float`.
        unsafe {
            (f.restore)(thread.0);
            let arguments = [std::ptr::null_mut(), (f.from_long)(one), (f.from_long)(other)];
            let result =
                (f.vectorcall)(self.callable, &raw const arguments[1], OFFSET | 2, std::ptr::null_mut());
            let read = (f.as_long)(result);
            [result, arguments[1], arguments[2]].into_iter().for_each(|object| (f.drop)(object));
            (f.save)();
            read
        }
    }

    /// Attaches, calls with two floats and one by keyword, reads a truth value, and detaches.
    #[inline]
    pub fn keyword(&self, thread: &Thread, one: f64, other: f64, keyword: f64) -> bool {
        let f = &self.functions;
        // SAFETY: as in `float`; the names are as many as the arguments behind the positional ones.
        unsafe {
            (f.restore)(thread.0);
            let mut arguments = [std::ptr::null_mut(); 4];
            for (place, number) in arguments[1..].iter_mut().zip([one, other, keyword]) {
                *place = (f.from_double)(number);
            }
            let result = (f.vectorcall)(self.callable, &raw const arguments[1], OFFSET | 2, self.keywords);
            let read = (f.truth)(result) != 0;
            arguments[1..].iter().chain([&result]).for_each(|object| (f.drop)(*object));
            (f.save)();
            read
        }
    }
}

/// `PY_VECTORCALL_ARGUMENTS_OFFSET`
const OFFSET: usize = 1 << (usize::BITS - 1);

impl Thread {
    /// # Safety
    /// The library is a libpython that has been initialised.
    unsafe fn of(library: &Library) -> Outcome<Self> {
        // SAFETY: as this function's; the state of the thread stays when the interpreter lock is let go of.
        unsafe {
            let ensure: unsafe extern "C" fn() -> c_int = *library.get(b"PyGILState_Ensure")?;
            let save: unsafe extern "C" fn() -> Object = *library.get(b"PyEval_SaveThread")?;
            ensure();
            Ok(Self(save()))
        }
    }
}
