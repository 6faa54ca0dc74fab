//! Two fields that are read where they lie, if they prove to be there: the class of an object, and the version of a dict.
//!
//! Both were tried when Python had started, with objects made for it. Where a field is not what it should be, because this Python is newer, built for debugging or without
//! the interpreter lock, it is not read, and functions are asked instead.

use super::api::{PyObject, api};
use super::object::Py;
use super::raised::PyResult;
use super::thread::Python;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Where the class is; 0 where that is not known.
static CLASS: AtomicUsize = AtomicUsize::new(0);
/// Where the version is; 0 where that is not known.
static VERSION: AtomicUsize = AtomicUsize::new(0);

/// Where objects begin with a counter and their class, which is so with an interpreter lock.
const USUAL_CLASS: usize = 8;
/// Of a dict, behind the class: how many items, and the version (PEP 509).
const USUAL_VERSION: usize = USUAL_CLASS + 16;

/// Tries both.
pub(crate) fn try_out(python: Python<'_>) -> PyResult<()> {
    // The lowest first: an object is no smaller than what leads to the first place that fits.
    let places = [USUAL_CLASS, 16, 24];
    let samples = samples(python)?;
    let class = places.into_iter().find(|&place| samples.iter().all(|sample| has_class_at(sample, place)));
    CLASS.store(class.unwrap_or(0), Ordering::Relaxed);
    let exclusive = class == Some(USUAL_CLASS);
    let version = exclusive && has_version_at(python, USUAL_VERSION)?;
    VERSION.store(if version { USUAL_VERSION } else { 0 }, Ordering::Relaxed);
    Ok(())
}

/// Whether only one thread is attached at a time.
#[inline]
pub(crate) fn is_exclusive() -> bool {
    CLASS.load(Ordering::Relaxed) == USUAL_CLASS
}

/// The class of an object, borrowed from it.
///
/// # Safety
/// This thread is attached, and the object lives.
#[inline]
pub(super) unsafe fn class_of(object: *mut PyObject) -> *mut PyObject {
    match CLASS.load(Ordering::Relaxed) {
        // SAFETY: as this function's.
        0 => unsafe {
            let class = (api().PyObject_Type)(object);
            (api().Py_DecRef)(class); // the object keeps it
            class
        },
        // SAFETY: the class of every object is there, as was seen.
        place => unsafe { field(object, place) },
    }
}

/// The version of a dict, which no other has had, and it only until it changed; `None` if there is no such thing.
///
/// # Safety
/// This thread is attached, and the object is a dict, not of a subclass.
#[inline]
pub(super) unsafe fn version_of(dict: *mut PyObject) -> Option<u64> {
    match VERSION.load(Ordering::Relaxed) {
        0 => None,
        // SAFETY: it is there, as was seen.
        place => Some(unsafe { field(dict, place) }),
    }
}

/// The version of a dict, where [`version_of`] has given versions before.
///
/// # Safety
/// As there, and it has.
#[inline]
pub(super) unsafe fn usual_version_of(dict: *mut PyObject) -> u64 {
    // SAFETY: as this function's: no other place was ever used.
    unsafe { field(dict, USUAL_VERSION) }
}

/// The class of an object, where [`version_of`] has given versions before.
///
/// # Safety
/// As there, and of [`class_of`].
#[inline]
pub(super) unsafe fn usual_class_of(object: *mut PyObject) -> *mut PyObject {
    // SAFETY: as this function's: versions are only used where classes are at their usual place.
    unsafe { field(object, USUAL_CLASS) }
}

/// # Safety
/// There is a `T` so many bytes behind the start of the object.
#[inline]
unsafe fn field<T: Copy>(object: *mut PyObject, place: usize) -> T {
    // SAFETY: as this function's; objects are aligned to words.
    unsafe { object.cast::<u8>().add(place).cast::<T>().read() }
}

/// Objects of all kinds that are asked for their class.
fn samples(python: Python<'_>) -> PyResult<Vec<Py>> {
    let builtins = python.import(c"builtins")?;
    let function = builtins.attr(python, c"len")?;
    let class = builtins.attr(python, c"int")?;
    Ok(vec![
        python.none(),
        python.int(1)?,
        python.int(1 << 40)?,
        python.text("text")?,
        python.bytes(b"bytes")?,
        python.tuple([])?,
        builtins,
        function,
        class,
    ])
}

fn has_class_at(sample: &Py, place: usize) -> bool {
    // SAFETY: the caller is attached; each place is within the object, as the ones before did not fit.
    unsafe {
        let class = (api().PyObject_Type)(sample.as_ptr());
        (api().Py_DecRef)(class); // the object keeps it
        field::<*mut PyObject>(sample.as_ptr(), place) == class
    }
}

/// Changes dicts in every way, and looks whether that shows.
fn has_version_at(python: Python<'_>, place: usize) -> PyResult<bool> {
    // SAFETY: this thread is attached, and each is a new dict, of which this much is there in all versions.
    let new = || python.own(unsafe { (api().PyDict_New)() });
    let (dict, other) = (new()?, new()?);
    // SAFETY: as above.
    let version = |dict: &Py| unsafe { field::<u64>(dict.as_ptr(), place) };
    let key = || python.text("key");
    let mut versions = vec![version(&other)];
    let set = |dict: &Py, value| dict.method(python, c"__setitem__", [key()?, python.int(value)?]);
    set(&dict, 1)?;
    versions.push(version(&dict));
    set(&dict, 2)?;
    versions.push(version(&dict));
    set(&other, 1)?;
    versions.push(version(&other));
    dict.method(python, c"get", [key()?])?;
    let reading_shows = versions[2] != version(&dict);
    dict.method(python, c"update", [other.clone_ref(python)])?;
    versions.push(version(&dict));
    dict.method(python, c"pop", [key()?])?;
    versions.push(version(&dict));
    dict.method(python, c"setdefault", [key()?, python.int(1)?])?;
    versions.push(version(&dict));
    dict.method(python, c"clear", [])?;
    versions.push(version(&dict));
    // A module is changed by its attributes, too.
    let module =
        python.import(c"types")?.attr(python, c"ModuleType")?.call(python, [python.text("sample")?])?;
    let attributes = module.attr(python, c"__dict__")?;
    let builtins = python.import(c"builtins")?;
    versions.push(version(&attributes));
    let setattr = |value| {
        let arguments = [module.clone_ref(python), key()?, python.int(value)?];
        builtins.method(python, c"setattr", arguments)
    };
    setattr(1)?;
    versions.push(version(&attributes));
    setattr(2)?;
    versions.push(version(&attributes));
    builtins.method(python, c"delattr", [module.clone_ref(python), key()?])?;
    versions.push(version(&attributes));
    let changes = versions.len();
    versions.sort_unstable();
    versions.dedup();
    Ok(!reading_shows && versions.len() == changes)
}
