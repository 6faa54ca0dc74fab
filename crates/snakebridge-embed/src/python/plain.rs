//! Plain calls: what is called is remembered, the arguments are made where they are needed, and nothing else is.

use super::api::{PyObject, api, api_unchecked};
use super::direct::{ARGUMENTS_OFFSET, Direct, attribute};
use super::names::{interned_once, split};
use super::object::Py;
use super::raised::{PyResult, Raised};
use super::site::{Target, known};
use super::thread::Python;
use snakebridge_core::Object;
use snakebridge_core::engine::{Plain, Scalar};
use std::ptr;
use std::rc::Rc;

/// More than a plain call can have.
const MOST: usize = 6;

/// Evaluates a plain call; `direct` is for what takes more than a function in C and its arguments.
#[inline]
pub(crate) fn evaluate_plain<'a>(
    python: Python<'_>,
    plain: &Plain,
    direct: impl Fn() -> Direct<'a>,
) -> PyResult<Py> {
    if plain.has_memory() {
        return evaluate_large(python, plain, &direct());
    }
    let target = match known(python, plain) {
        Some(target) => target,
        None => find(python, plain, &direct())?,
    };
    if !plain.is_call() {
        return Ok(target.object.clone_ref(python));
    }
    let mut raw = [ptr::null_mut(); MOST];
    let count = make(python, plain, &mut raw, |_| ptr::null_mut())?;
    let positional = count - plain.keywords().len();
    let mut arguments = Made { raw: &mut raw, count };
    let Some(entry) = target.entry else { return arguments.call(python, &target, positional, &direct()) };
    let names = target.names.as_ref().map_or(ptr::null_mut(), Py::as_ptr);
    // SAFETY: this thread is attached; it is what calls the object. All objects live until it returns; there are as many positional arguments as
    // it is told, behind them one for each name, and before them a place that may be written to.
    python.own(unsafe {
        let first = arguments.raw.as_mut_ptr().add(2);
        entry(target.object.as_ptr(), first, positional | ARGUMENTS_OFFSET, names)
    })
}

/// As [`evaluate_plain`], of what has objects, text or bytes.
#[inline(never)]
fn evaluate_large(python: Python<'_>, plain: &Plain, direct: &Direct<'_>) -> PyResult<Py> {
    let (found, remembered);
    let target = match plain.of() {
        Some(of) => {
            found = member(python, plain, of, direct)?;
            &found
        }
        None => {
            remembered = match known(python, plain) {
                Some(target) => target,
                None => find(python, plain, direct)?,
            };
            &*remembered
        }
    };
    if !plain.is_call() {
        return Ok(target.object.clone_ref(python));
    }
    let mut raw = [ptr::null_mut(); MOST];
    let count = make(python, plain, &mut raw, |scalar| match scalar {
        // SAFETY: this thread is attached; text and bytes are copied, and no slice is longer than `isize::MAX`.
        Scalar::Str(text) => unsafe {
            (api().PyUnicode_FromStringAndSize)(text.as_ptr().cast(), text.len().cast_signed())
        },
        // SAFETY: as above.
        Scalar::Bytes(bytes) => unsafe {
            (api().PyBytes_FromStringAndSize)(bytes.as_ptr().cast(), bytes.len().cast_signed())
        },
        Scalar::Object(object) => direct.object(python, object).map_or_else(
            |raised| {
                python.raise(raised);
                ptr::null_mut()
            },
            Py::into_raw,
        ),
        _ => ptr::null_mut(),
    })?;
    Made { raw: &mut raw, count }.call(python, target, count - plain.keywords().len(), direct)
}

/// Of an object. Nothing is remembered, because what it has may change at any time.
fn member(python: Python<'_>, plain: &Plain, of: &Object, direct: &Direct<'_>) -> PyResult<Target> {
    let of = direct.object(python, of)?;
    let member = attribute(python, &of, &*interned_once(python, plain.path())?)?;
    let framed = direct.needs_frame(&member);
    Target::passing(python, plain, member, framed)
}

#[cold]
fn find(python: Python<'_>, plain: &Plain, direct: &Direct<'_>) -> PyResult<Rc<Target>> {
    let split = split(python, plain.path())?;
    if let Some(target) = Target::find(python, plain, &split, |object| direct.needs_frame(object))? {
        return Ok(target);
    }
    let object = direct.path(python, plain.path(), &split)?;
    let framed = direct.needs_frame(&object);
    Target::passing(python, plain, object, framed).map(Rc::new)
}

/// Makes the arguments, from the third place on: how many. Those that take memory are made by `large`: a new reference, or null if something was
/// raised.
#[inline]
fn make(
    python: Python<'_>,
    plain: &Plain,
    raw: &mut [*mut PyObject; MOST],
    large: impl Fn(Scalar<'_>) -> *mut PyObject,
) -> PyResult<usize> {
    let api = python.api();
    let known = |object: *mut PyObject| {
        // SAFETY: this thread is attached, and the object lives for ever.
        unsafe { (api.Py_IncRef)(object) };
        object
    };
    let mut count = 0;
    for (place, scalar) in raw[2..].iter_mut().zip(plain.arguments()) {
        *place = match scalar {
            Scalar::None => known(api.Py_None),
            Scalar::Bool(truth) => known(if truth { api.Py_True } else { api.Py_False }),
            // SAFETY: this thread is attached.
            Scalar::Int(number) => unsafe { (api.PyLong_FromLongLong)(number) },
            // SAFETY: as above.
            Scalar::Float(number) => unsafe { (api.PyFloat_FromDouble)(number) },
            Scalar::Str(_) | Scalar::Bytes(_) | Scalar::Object(_) => large(scalar),
        };
        if place.is_null() {
            let raised = Raised::fetch(python);
            drop(Made { raw, count });
            return Err(raised);
        }
        count += 1;
    }
    Ok(count)
}

/// Arguments that have been made, from the third place on.
struct Made<'a> {
    raw: &'a mut [*mut PyObject; MOST],
    count: usize,
}

impl Made<'_> {
    /// Calls whatever it is, with a frame of Python below it if it needs one.
    #[inline(never)]
    fn call(
        &mut self,
        python: Python<'_>,
        target: &Target,
        positional: usize,
        direct: &Direct<'_>,
    ) -> PyResult<Py> {
        self.raw[1] = target.object.as_ptr();
        let (callee, first) = match (target.framed, &target.names) {
            (false, _) => (&target.object, 2),
            (true, None) => (direct.framed[0], 1),
            (true, Some(_)) => (direct.framed[1], 1),
        };
        let (callee, flagged) = (callee.as_ptr(), (positional + 2 - first) | ARGUMENTS_OFFSET);
        let dict = match (api().PyObject_Vectorcall, &target.names) {
            (None, Some(names)) => Some(self.keywords(python, names, positional)?),
            _ => None,
        };
        let or_null = |object: Option<&Py>| object.map_or(ptr::null_mut(), Py::as_ptr);
        // SAFETY: this thread is attached; all objects live until this returns; there are as many positional arguments as it is told from
        // `first` on, behind them one for each name, and before them a place that may be written to.
        python.own(unsafe {
            let first = self.raw.as_mut_ptr().add(first);
            match api().PyObject_Vectorcall {
                Some(vectorcall) => vectorcall(callee, first, flagged, or_null(target.names.as_ref())),
                None => (api().PyObject_VectorcallDict)(callee, first, flagged, or_null(dict.as_ref())),
            }
        })
    }

    /// Those behind the positional ones, by their names.
    #[cold]
    fn keywords(&self, python: Python<'_>, names: &Py, positional: usize) -> PyResult<Py> {
        // SAFETY: this thread is attached; names and values live as long as the dict takes to hold them.
        unsafe {
            let dict = python.own((api().PyDict_New)())?;
            for (place, &value) in self.raw[2 + positional..2 + self.count].iter().enumerate() {
                let name = (api().PyTuple_GetItem)(names.as_ptr(), place.cast_signed());
                if (api().PyDict_SetItem)(dict.as_ptr(), name, value) < 0 {
                    return Err(Raised::fetch(python));
                }
            }
            Ok(dict)
        }
    }
}

impl Drop for Made<'_> {
    #[inline]
    fn drop(&mut self) {
        for &object in self.raw.iter().skip(2).take(self.count) {
            // SAFETY: the thread that made them is attached still, with functions of the table; each reference is given up once.
            unsafe { (api_unchecked().Py_DecRef)(object) };
        }
    }
}
