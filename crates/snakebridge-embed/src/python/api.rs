//! [`Api`]: the functions of a libpython that was found at run time.
//!
//! Only functions and a few exported variables, never the layout of an object: the same table fits every CPython from 3.9 on, debug and
//! free-threaded builds among them.

use super::buffer::PyBuffer;
use libloading::os::unix::Library;
use std::cell::UnsafeCell;
use std::ffi::{c_char, c_double, c_int, c_longlong, c_ulong, c_void};
use std::mem::MaybeUninit;
use std::sync::Once;

/// A Python object, of which nothing is known but its address.
#[repr(C)]
pub(super) struct PyObject {
    opaque: [u8; 0],
}

/// What Python knows of a thread.
#[repr(C)]
pub(super) struct PyThreadState {
    opaque: [u8; 0],
}

/// A function in C that Python can call: `METH_VARARGS`.
pub(super) type PyCFunction = unsafe extern "C" fn(*mut PyObject, *mut PyObject) -> *mut PyObject;

/// What calls an object that can be called with its arguments in a row (PEP 590): the object, the arguments, how many are positional, and the
/// names of the others.
pub(super) type VectorCall =
    unsafe extern "C-unwind" fn(*mut PyObject, *const *mut PyObject, usize, *mut PyObject) -> *mut PyObject;

/// What Python calls at the end of a capsule.
pub(super) type PyCapsuleDestructor = unsafe extern "C" fn(*mut PyObject);

/// How Python is told of a [`PyCFunction`]. Its layout is part of the stable ABI.
#[repr(C)]
pub(super) struct PyMethodDef {
    pub(super) name: *const c_char,
    pub(super) function: PyCFunction,
    pub(super) flags: c_int,
    pub(super) doc: *const c_char,
}

// SAFETY: it is never changed, and points to constants.
unsafe impl Sync for PyMethodDef {}

pub(super) const METH_VARARGS: c_int = 1;
/// Of `PyGILState_STATE`: the thread was attached before.
pub(super) const GIL_LOCKED: c_int = 0;

macro_rules! table {
    (
        functions { $($name:ident($($argument:ty),*) $(-> $result:ty)?;)* }
        optional { $($maybe:ident($($maybe_argument:ty),*) $(-> $maybe_result:ty)?;)* }
        exceptions { $($exception:ident;)* }
        variables { $($variable:ident: $symbol:literal;)* }
    ) => {
        /// The functions that this crate calls, and the objects it knows, by the names they have in C. They unwind where CPython ends the thread.
        #[expect(non_snake_case, reason = "the names are those of C")]
        pub(super) struct Api {
            $(pub(super) $name: unsafe extern "C-unwind" fn($($argument),*) $(-> $result)?,)*
            $(pub(super) $maybe: Option<unsafe extern "C-unwind" fn($($maybe_argument),*) $(-> $maybe_result)?>,)*
            $(pub(super) $exception: *mut PyObject,)*
            $(pub(super) $variable: *mut PyObject,)*
        }

        impl Api {
            /// Looks everything up; the name of what is not there if something is missing.
            ///
            /// # Safety
            /// The library is a libpython of 3.9 or newer. The exceptions are null until [`Api::note_exceptions`].
            unsafe fn bind(library: &Library) -> Result<Self, String> {
                // SAFETY: the types are those of CPython's documentation.
                unsafe {
                    Ok(Self {
                        $($name: function(library, stringify!($name))?,)*
                        $($maybe: function(library, stringify!($maybe)).ok(),)*
                        $($exception: std::ptr::null_mut(),)*
                        $($variable: function::<*mut PyObject>(library, $symbol)?,)*
                    })
                }
            }

            /// Reads the variables that hold the exception classes, which Python fills when it is initialised.
            ///
            /// # Safety
            /// As [`Api::bind`], and Python is initialised.
            unsafe fn note_exceptions(&mut self, library: &Library) -> Result<(), String> {
                // SAFETY: each is a variable of type `PyObject *`.
                $(self.$exception = unsafe { *function::<*mut *mut PyObject>(library, stringify!($exception))? };)*
                Ok(())
            }
        }
    };
}

table! {
    functions {
        Py_IncRef(*mut PyObject);
        Py_DecRef(*mut PyObject);
        PyGILState_Ensure() -> c_int;
        PyGILState_Release(c_int);
        PyGILState_GetThisThreadState() -> *mut PyThreadState;
        PyEval_SaveThread() -> *mut PyThreadState;
        PyEval_RestoreThread(*mut PyThreadState);
        PyThreadState_SetAsyncExc(c_ulong, *mut PyObject) -> c_int;
        PyThreadState_Clear(*mut PyThreadState);
        PyThreadState_DeleteCurrent();
        PyThread_get_thread_ident() -> c_ulong;
        PyErr_Fetch(*mut *mut PyObject, *mut *mut PyObject, *mut *mut PyObject);
        PyErr_GivenExceptionMatches(*mut PyObject, *mut PyObject) -> c_int;
        PyErr_NormalizeException(*mut *mut PyObject, *mut *mut PyObject, *mut *mut PyObject);
        PyErr_SetObject(*mut PyObject, *mut PyObject);
        PyException_SetTraceback(*mut PyObject, *mut PyObject) -> c_int;
        PyImport_ImportModule(*const c_char) -> *mut PyObject;
        PyObject_GetAttrString(*mut PyObject, *const c_char) -> *mut PyObject;
        PyObject_CallObject(*mut PyObject, *mut PyObject) -> *mut PyObject;
        PyObject_Str(*mut PyObject) -> *mut PyObject;
        PyObject_Type(*mut PyObject) -> *mut PyObject;
        PyTuple_New(isize) -> *mut PyObject;
        PyTuple_SetItem(*mut PyObject, isize, *mut PyObject) -> c_int;
        PyTuple_Size(*mut PyObject) -> isize;
        PyTuple_GetItem(*mut PyObject, isize) -> *mut PyObject;
        PyLong_FromLongLong(c_longlong) -> *mut PyObject;
        PyLong_AsLongLong(*mut PyObject) -> c_longlong;
        PyErr_Occurred() -> *mut PyObject;
        PyBytes_FromStringAndSize(*const c_char, isize) -> *mut PyObject;
        PyBytes_AsStringAndSize(*mut PyObject, *mut *mut c_char, *mut isize) -> c_int;
        PyUnicode_FromStringAndSize(*const c_char, isize) -> *mut PyObject;
        PyUnicode_AsUTF8AndSize(*mut PyObject, *mut isize) -> *const c_char;
        PyCFunction_NewEx(*const PyMethodDef, *mut PyObject, *mut PyObject) -> *mut PyObject;
        PyCFunction_GetSelf(*mut PyObject) -> *mut PyObject;
        PyImport_GetModuleDict() -> *mut PyObject;
        PyModule_GetDict(*mut PyObject) -> *mut PyObject;
        PyDict_New() -> *mut PyObject;
        PyDict_SetItem(*mut PyObject, *mut PyObject, *mut PyObject) -> c_int;
        PyDict_GetItemWithError(*mut PyObject, *mut PyObject) -> *mut PyObject;
        PyDict_Size(*mut PyObject) -> isize;
        PyWeakref_NewRef(*mut PyObject, *mut PyObject) -> *mut PyObject;
        PyList_Size(*mut PyObject) -> isize;
        PyList_GetItem(*mut PyObject, isize) -> *mut PyObject;
        PyList_New(isize) -> *mut PyObject;
        PyList_SetItem(*mut PyObject, isize, *mut PyObject) -> c_int;
        PyDict_Next(*mut PyObject, *mut isize, *mut *mut PyObject, *mut *mut PyObject) -> c_int;
        PyObject_GetAttr(*mut PyObject, *mut PyObject) -> *mut PyObject;
        PyObject_GetItem(*mut PyObject, *mut PyObject) -> *mut PyObject;
        PyObject_VectorcallDict(*mut PyObject, *const *mut PyObject, usize, *mut PyObject) -> *mut PyObject;
        PyUnicode_InternInPlace(*mut *mut PyObject);
        PyFloat_FromDouble(c_double) -> *mut PyObject;
        PyFloat_AsDouble(*mut PyObject) -> c_double;
        PyLong_AsLongLongAndOverflow(*mut PyObject, *mut c_int) -> c_longlong;
        PyUnicode_GetLength(*mut PyObject) -> isize;
        PyBytes_Size(*mut PyObject) -> isize;
        PyObject_GetBuffer(*mut PyObject, *mut PyBuffer, c_int) -> c_int;
        PyBuffer_Release(*mut PyBuffer);
        PyMemoryView_FromObject(*mut PyObject) -> *mut PyObject;
        PyCapsule_New(*mut c_void, *const c_char, PyCapsuleDestructor) -> *mut PyObject;
        PyCapsule_GetPointer(*mut PyObject, *const c_char) -> *mut c_void;
        Py_IsInitialized() -> c_int;
        Py_InitializeEx(c_int);
        Py_DecodeLocale(*const c_char, *mut usize) -> *mut c_void;
        PyMem_RawFree(*mut c_void);
    }
    optional {
        Py_SetProgramName(*const c_void);
        PyErr_GetRaisedException() -> *mut PyObject;
        PyThreadState_GetUnchecked() -> *mut PyThreadState;
        PyDict_GetItemRef(*mut PyObject, *mut PyObject, *mut *mut PyObject) -> c_int;
        PyWeakref_GetRef(*mut PyObject, *mut *mut PyObject) -> c_int;
        PyWeakref_GetObject(*mut PyObject) -> *mut PyObject;
        PyVectorcall_Function(*mut PyObject) -> Option<VectorCall>;
        _PyThreadState_UncheckedGet() -> *mut PyThreadState;
        PyObject_Vectorcall(*mut PyObject, *const *mut PyObject, usize, *mut PyObject) -> *mut PyObject;
    }
    exceptions {
        PyExc_AttributeError;
        PyExc_KeyboardInterrupt;
        PyExc_LookupError;
        PyExc_RuntimeError;
    }
    variables {
        Py_None: "_Py_NoneStruct";
        Py_True: "_Py_TrueStruct";
        Py_False: "_Py_FalseStruct";
        PyLong_Type: "PyLong_Type";
        PyFloat_Type: "PyFloat_Type";
        PyUnicode_Type: "PyUnicode_Type";
        PyBytes_Type: "PyBytes_Type";
        PyCFunction_Type: "PyCFunction_Type";
        PyList_Type: "PyList_Type";
        PyTuple_Type: "PyTuple_Type";
        PyDict_Type: "PyDict_Type";
        PyModule_Type: "PyModule_Type";
    }
}

// SAFETY: functions and objects that live for ever; whoever uses them is attached.
unsafe impl Send for Api {}
// SAFETY: as above.
unsafe impl Sync for Api {}

/// A table that is written once. Not a `OnceLock`, which would be asked whether it is there by those who know it.
struct Table(UnsafeCell<MaybeUninit<Api>>);

// SAFETY: it is written before `PUBLISHED` says so, and only read from then on.
unsafe impl Sync for Table {}

static API: Table = Table(UnsafeCell::new(MaybeUninit::uninit()));
static PUBLISHED: Once = Once::new();

/// The table of the libpython of this process.
///
/// # Panics
/// Before [`Api::of`] and [`publish`].
#[inline]
pub(super) fn api() -> &'static Api {
    assert!(PUBLISHED.is_completed(), "Python runs before anything is asked of it");
    // SAFETY: it is published.
    unsafe { api_unchecked() }
}

/// As [`api`], where it is known that there is one.
///
/// # Safety
/// [`publish`] was called before.
#[inline]
pub(super) unsafe fn api_unchecked() -> &'static Api {
    // SAFETY: as this function's; nobody writes to it any more.
    unsafe { (*API.0.get()).assume_init_ref() }
}

/// Makes the table known, once.
pub(super) fn publish(api: Api) {
    // SAFETY: nobody reads it before this is done, and nobody else writes it.
    PUBLISHED.call_once(|| _ = unsafe { (*API.0.get()).write(api) });
}

impl Api {
    /// The functions of an opened library.
    ///
    /// # Safety
    /// The library is a libpython of 3.9 or newer.
    pub(super) unsafe fn of(library: &Library) -> Result<Self, String> {
        // SAFETY: as this function's.
        let mut api = unsafe { Self::bind(library)? };
        // The same under the name that it had before 3.13.
        api.PyThreadState_GetUnchecked = api.PyThreadState_GetUnchecked.or(api._PyThreadState_UncheckedGet);
        Ok(api)
    }

    /// What is known once Python is initialised.
    ///
    /// # Safety
    /// The same library as before, and Python is initialised.
    pub(super) unsafe fn complete(mut self, library: &Library) -> Result<Self, String> {
        // SAFETY: as this function's.
        unsafe { self.note_exceptions(library)? };
        Ok(self)
    }
}

/// A function, or the address of a variable.
///
/// # Safety
/// `T` is a pointer or a function pointer of its type.
unsafe fn function<T: Copy>(library: &Library, name: &str) -> Result<T, String> {
    // SAFETY: as this function's.
    unsafe { library.get::<T>(name.as_bytes()) }.map(|symbol| *symbol).map_err(|_| name.to_owned())
}

/// The type of `Py_UTF8Mode`.
pub(super) type Flag = c_int;

/// A variable of the library, where it has it.
///
/// # Safety
/// It is of type `T`.
pub(super) unsafe fn variable<T>(library: &Library, name: &str) -> Option<*mut T> {
    // SAFETY: as this function's.
    unsafe { function(library, name) }.ok()
}
