//! What the calls of a program lead to, remembered for as long as it is so.

use super::api::{PyObject, VectorCall, api};
use super::layout::{class_of, usual_class_of, usual_version_of, version_of};
use super::names::{Split, new_tuple};
use super::object::Py;
use super::raised::PyResult;
use super::thread::Python;
use snakebridge_core::engine::Plain;
use std::cell::UnsafeCell;
use std::ptr::{self, NonNull};
use std::rc::Rc;

/// Places where a thread remembers calls: any call has two.
const PLACES: usize = 512;

/// Calls with this path and these keywords, as the program has them: the same text elsewhere is another.
struct Site {
    path: &'static str,
    keywords: Box<[&'static str]>,
    target: Rc<Target>,
}

/// What a path leads to.
pub(super) struct Target {
    pub(super) object: Py,
    /// Whether it is to be called with a frame of Python below it.
    pub(super) framed: bool,
    /// What calls it, if that stays the same for as long as the object lives, as it does for functions in C.
    pub(super) entry: Option<VectorCall>,
    /// A tuple of the keywords, if there are any.
    pub(super) names: Option<Py>,
    /// What has to be as it was. Nothing for what has to be looked for each time.
    steps: Vec<Step>,
}

/// A dict that has something on the way, and its version then.
struct Step {
    dict: Py,
    version: u64,
    /// The module that the dict is of.
    module: Option<Py>,
}

type Sites = [Option<Site>; PLACES];

thread_local! {
    /// Used by the two functions below, for as long as neither runs anything else.
    static SITES: UnsafeCell<Option<Box<Sites>>> = const { UnsafeCell::new(None) };
}

/// What such calls lead to, if that is known and nothing on the way has changed.
#[inline]
pub(super) fn known(python: Python<'_>, plain: &Plain) -> Option<Rc<Target>> {
    let place = place(plain);
    // A thread that ends remembers nothing any more, and may still call.
    let sites = SITES.try_with(UnsafeCell::get).ok()?;
    // SAFETY: it is of this thread, which has not begun to drop it; what follows compares and counts, and runs nothing else.
    let sites: &Sites = unsafe { (*sites).as_deref()? };
    let at = |place: usize| sites[place].as_ref().filter(|site| site.is_of(plain));
    let target = &at(place).or_else(|| at(place ^ 1))?.target;
    target.is_current(python).then(|| Rc::clone(target))
}

/// The first of two.
#[inline]
fn place(plain: &Plain) -> usize {
    let address = |text: &str| text.as_ptr().addr();
    let keyword = plain.keywords().first().map_or(0, |keyword| address(keyword).rotate_left(7));
    let mixed = (address(plain.path()) ^ keyword ^ plain.path().len()).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed >> (usize::BITS - PLACES.ilog2())
}

fn remember(plain: &Plain, target: &Rc<Target>) {
    let site = Site { path: plain.path(), keywords: plain.keywords().into(), target: Rc::clone(target) };
    let place = place(plain);
    // Dropped when nothing refers to them any more: a finalizer may do anything.
    let _forgotten = SITES.try_with(|sites| {
        // SAFETY: it is of this thread; what follows compares and moves, and runs nothing else.
        let sites = unsafe { &mut *sites.get() };
        let sites = sites.get_or_insert_with(|| Box::new([const { None }; PLACES]));
        if let Some(second) = &mut sites[place ^ 1]
            && second.is_of(plain)
        {
            return Some(std::mem::replace(second, site));
        }
        let before = sites[place].replace(site)?;
        if before.is_of(plain) { Some(before) } else { sites[place ^ 1].replace(before) }
    });
}

impl Site {
    #[inline]
    fn is_of(&self, plain: &Plain) -> bool {
        let keywords = plain.keywords();
        ptr::eq(self.path, plain.path())
            && self.keywords.len() == keywords.len()
            && self.keywords.iter().zip(keywords).all(|(one, other)| ptr::eq(*one, *other))
    }
}

impl Target {
    /// What was found for this once.
    pub(super) fn passing(python: Python<'_>, plain: &Plain, object: Py, framed: bool) -> PyResult<Self> {
        let names = names(python, plain)?;
        Ok(Self { object, framed, entry: None, names, steps: Vec::new() })
    }

    /// Goes through the dicts of modules, and remembers it. `None` where something else is on the way, or nothing.
    pub(super) fn find(
        python: Python<'_>,
        plain: &Plain,
        split: &Split,
        needs_frame: impl FnOnce(&Py) -> bool,
    ) -> PyResult<Option<Rc<Self>>> {
        // What the class `module` has itself wins, if it has both `__get__` and `__set__`.
        if plain.path().split('.').skip(1).any(|name| name.starts_with("__")) {
            return Ok(None);
        }
        let Some((object, steps)) = go(python, split) else { return Ok(None) };
        let framed = needs_frame(&object);
        let entry = if framed { None } else { entry(&object) };
        let target = Rc::new(Self { object, framed, entry, names: names(python, plain)?, steps });
        remember(plain, &target);
        Ok(Some(target))
    }

    #[inline]
    fn is_current(&self, python: Python<'_>) -> bool {
        self.steps.iter().all(|step| {
            // SAFETY: this thread is attached; the dict is one, and has a version, as was seen. A module may have got another class.
            unsafe {
                usual_version_of(step.dict.as_ptr()) == step.version
                    && step
                        .module
                        .as_ref()
                        .is_none_or(|module| usual_class_of(module.as_ptr()) == python.api().PyModule_Type)
            }
        })
    }
}

fn entry(object: &Py) -> Option<VectorCall> {
    // SAFETY: the caller is attached, and the object lives.
    unsafe {
        let is_function = class_of(object.as_ptr()) == api().PyCFunction_Type;
        if is_function { (api().PyVectorcall_Function?)(object.as_ptr()) } else { None }
    }
}

fn names(python: Python<'_>, plain: &Plain) -> PyResult<Option<Py>> {
    let keywords = plain.keywords();
    if keywords.is_empty() { Ok(None) } else { new_tuple(python, keywords.iter().copied()).map(Some) }
}

/// The way that a path leads, if it is through the dicts of modules only.
fn go(python: Python<'_>, split: &Split) -> Option<(Py, Vec<Step>)> {
    let mut steps = Vec::with_capacity(1 + split.names.len());
    // SAFETY: this thread is attached; the dict is the interpreter's.
    let mut dict = unsafe { owned(python, (api().PyImport_GetModuleDict)()) };
    let mut module = None;
    let mut names = split.names.iter();
    let mut name = &split.first;
    loop {
        let here = dict?;
        // SAFETY: this thread is attached. The version is that before the look-up, which may run Python code.
        let version = unsafe {
            let is_dict = class_of(here.as_ptr()) == api().PyDict_Type;
            is_dict.then(|| version_of(here.as_ptr())).flatten()?
        };
        // SAFETY: this thread is attached, and both objects live.
        let found = unsafe { owned(python, (api().PyDict_GetItemWithError)(here.as_ptr(), name.as_ptr())) };
        let Some(found) = found else {
            // It is told by who looks for it the long way.
            python.forget_error();
            return None;
        };
        steps.push(Step { dict: here, version, module });
        // While it is imported only the import system knows how far it is.
        if steps.len() == 1 && !split.is_imported(&found) {
            return None;
        }
        let Some(next) = names.next() else { return Some((found, steps)) };
        // SAFETY: this thread is attached; a module has a dict.
        dict = unsafe {
            if !is_plain_module(python, found.as_ptr()) {
                return None;
            }
            owned(python, (api().PyModule_GetDict)(found.as_ptr()))
        };
        module = Some(found);
        name = next;
    }
}

/// # Safety
/// It is null, or an object that lives now.
unsafe fn owned(python: Python<'_>, borrowed: *mut PyObject) -> Option<Py> {
    // SAFETY: as this function's.
    NonNull::new(borrowed).map(|object| unsafe { Py::borrowed(python, object) })
}

/// Whether attributes of it are just items of its dict: a module, not of a subclass, which could have properties.
///
/// # Safety
/// This thread is attached, and the object lives.
#[inline]
unsafe fn is_plain_module(python: Python<'_>, object: *mut PyObject) -> bool {
    // SAFETY: as this function's.
    unsafe { class_of(object) == python.api().PyModule_Type }
}
