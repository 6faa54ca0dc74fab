//! Expressions that are evaluated without being written down: paths, objects, attributes, items and calls, with arguments that are plain scalars. What
//! it comes to is what the unpickler of the adapter comes to, step by step (`python/snakebridge/decode.py`).

use super::api::{PyObject, api};
use super::object::{Py, PyResult, Raised};
use super::thread::Python;
use snakebridge_core::engine::Owner;
use snakebridge_core::{CallExpr, Expr, Value};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::ptr::{self, NonNull};
use std::rc::Rc;
use std::sync::Arc;

/// Levels of an expression that are worth the stack.
const DEEPEST: usize = 16;
/// Positional and keyword arguments of a call that need no allocation.
const FEW: usize = 8;
/// Text and bytes up to this size.
const SHORT: usize = 16 << 10;
/// Paths and names that a thread remembers.
const ROOM: usize = 4096;

/// Whether an expression can be evaluated here; to be asked before anything of it is evaluated.
pub(crate) fn is_direct(expr: &Expr, owner: &Arc<Owner>) -> bool {
    fits(expr, owner, DEEPEST)
}

fn fits(expr: &Expr, owner: &Arc<Owner>, depth: usize) -> bool {
    let Some(depth) = depth.checked_sub(1) else { return false };
    match expr {
        Expr::Path(_) => true,
        Expr::Object(object) => object.id_in(owner).is_ok(),
        Expr::Value(value) => is_scalar(value, owner),
        Expr::Attr(of, _) => fits(of, owner, depth),
        Expr::Item(both) => fits(&both.0, owner, depth) && fits(&both.1, owner, depth),
        Expr::Call(call) => {
            call.args.len() + call.kwargs.len() < FEW
                && fits(&call.callee, owner, depth)
                && call.args.iter().all(|argument| fits(argument, owner, depth))
                && call.kwargs.iter().all(|(_, argument)| fits(argument, owner, depth))
        }
    }
}

fn is_scalar(value: &Value, owner: &Arc<Owner>) -> bool {
    match value {
        Value::None | Value::Bool(_) | Value::Int(_) | Value::Float(_) => true,
        Value::Str(text) => text.len() <= SHORT,
        Value::Bytes(bytes) => bytes.len() <= SHORT,
        Value::Object(object) => object.id_in(owner).is_ok(),
        _ => false,
    }
}

/// What it takes beside the expression.
pub(crate) struct Direct<'a> {
    pub(crate) owner: &'a Arc<Owner>,
    /// The adapter's table of live objects: a dict from the id to a list that begins with the object.
    pub(crate) objects: &'a Py,
    /// The adapter's functions that call another with a frame of Python below it: without and with keywords.
    pub(crate) framed: [&'a Py; 2],
    /// The modules whose functions look at that frame: `builtins` and `sys`.
    pub(crate) frame_watchers: [&'a Py; 2],
    /// The adapter's function that resolves a path the long way, and tells the whole story if it cannot.
    pub(crate) resolve: &'a Py,
}

/// A result.
pub(crate) enum Made {
    /// By value.
    Value(Value),
    /// No plain scalar.
    Object(Py),
}

impl Direct<'_> {
    /// Evaluates what [`is_direct`] admits.
    pub(crate) fn evaluate(&self, python: Python<'_>, expr: &Expr) -> PyResult<Py> {
        match expr {
            Expr::Path(path) => self.path(python, path),
            Expr::Object(object) => self.object(python, object),
            Expr::Value(value) => self.value(python, value),
            Expr::Attr(of, name) => {
                let of = self.evaluate(python, of)?;
                attribute(python, &of, &*interned(python, name)?)
            }
            Expr::Item(both) => {
                let of = self.evaluate(python, &both.0)?;
                let key = self.evaluate(python, &both.1)?;
                // SAFETY: this thread is attached, and both objects live.
                python.own(unsafe { (api().PyObject_GetItem)(of.as_ptr(), key.as_ptr()) })
            }
            Expr::Call(call) => self.call(python, call),
        }
    }

    fn call(&self, python: Python<'_>, call: &CallExpr) -> PyResult<Py> {
        let callee = self.evaluate(python, &call.callee)?;
        let mut arguments: [Option<Py>; FEW] = [const { None }; FEW];
        let given = call.args.iter().chain(call.kwargs.iter().map(|(_, argument)| argument));
        for (place, argument) in arguments.iter_mut().zip(given) {
            *place = Some(self.evaluate(python, argument)?);
        }
        // In front of the arguments is what is called, if something else calls it, and a place for the function to use, which saves it
        // a copy where it is a bound method.
        let mut raw = [ptr::null_mut(); FEW + 2];
        for (place, argument) in raw[2..].iter_mut().zip(&arguments) {
            *place = argument.as_ref().map_or(ptr::null_mut(), Py::as_ptr);
        }
        raw[1] = callee.as_ptr();
        let (callee, first, count) = match self.needs_frame(&callee) {
            true => (self.framed[usize::from(!call.kwargs.is_empty())], &raw[1..], call.args.len() + 1),
            false => (&callee, &raw[2..], call.args.len()),
        };
        let positional = count | ARGUMENTS_OFFSET;
        // SAFETY: this thread is attached; `positional` objects lie at `first` and the place before them may be written to; the
        // names are a tuple of as many interned strings as there are objects behind those, or the dict has them all.
        let result = unsafe {
            match (api().PyObject_Vectorcall, call.kwargs.is_empty()) {
                (Some(vectorcall), true) => {
                    vectorcall(callee.as_ptr(), first.as_ptr(), positional, ptr::null_mut())
                }
                (Some(vectorcall), false) => {
                    let names = names(python, call)?;
                    vectorcall(callee.as_ptr(), first.as_ptr(), positional, names.as_ptr())
                }
                (None, true) => (api().PyObject_VectorcallDict)(
                    callee.as_ptr(),
                    first.as_ptr(),
                    positional,
                    ptr::null_mut(),
                ),
                (None, false) => {
                    let keywords = keywords(python, call, &first[count..])?;
                    (api().PyObject_VectorcallDict)(
                        callee.as_ptr(),
                        first.as_ptr(),
                        positional,
                        keywords.as_ptr(),
                    )
                }
            }
        };
        python.own(result)
    }

    /// Whether a function may look at the frame of its caller. Those in C do not, but for some of Python's own.
    fn needs_frame(&self, callee: &Py) -> bool {
        // SAFETY: this thread is attached; only a function in C is asked whose it is, which is borrowed, and null for some.
        unsafe {
            let class = (api().PyObject_Type)(callee.as_ptr());
            (api().Py_DecRef)(class); // the object keeps it
            if class != api().PyCFunction_Type {
                return true;
            }
            let owner = (api().PyCFunction_GetSelf)(callee.as_ptr());
            self.frame_watchers.iter().any(|module| module.as_ptr() == owner)
        }
    }

    fn object(&self, python: Python<'_>, object: &snakebridge_core::Object) -> PyResult<Py> {
        let Ok(id) = object.id_in(self.owner) else {
            return Err(python.runtime_error("an object of another session"));
        };
        let id = python.int(id.0.cast_signed())?;
        // SAFETY: the adapter's table is a dict for as long as the session lives.
        match unsafe { Py::in_dict(python, self.objects.as_ptr(), &id) } {
            Some(entry) => entry.first_in_list(python),
            None => Err(python.runtime_error("this object was released before")),
        }
    }

    fn value(&self, python: Python<'_>, value: &Value) -> PyResult<Py> {
        match value {
            Value::None => Ok(python.none()),
            Value::Bool(truth) => {
                let object = if *truth { api().Py_True } else { api().Py_False };
                // SAFETY: both live for ever.
                Ok(unsafe { Py::borrowed(python, NonNull::new_unchecked(object)) })
            }
            Value::Int(number) => python.int(*number),
            // SAFETY: this thread is attached.
            Value::Float(number) => python.own(unsafe { (api().PyFloat_FromDouble)(*number) }),
            Value::Str(text) => python.text(text),
            Value::Bytes(bytes) => python.bytes(bytes),
            Value::Object(object) => self.object(python, object),
            _ => Err(python.runtime_error("a value that is no scalar")),
        }
    }

    /// Only how a path splits is remembered. The module and the attributes are looked up anew, which honours reloading and patching.
    fn path(&self, python: Python<'_>, path: &str) -> PyResult<Py> {
        let split = split(python, path)?;
        let module = first_of(python, &split.first);
        // `sys.modules` holds None for what must not be imported, and modules that another thread imports at this moment. How far
        // those are, only the import system knows, which is asked once.
        let known = |module: &Py| !module.is_none() && module.as_ptr().addr() == split.imported.get();
        let Some(mut found) = module.filter(known) else {
            let found = self.resolve.call(python, [python.text(path)?])?;
            split.imported.set(first_of(python, &split.first).map_or(0, |module| module.as_ptr().addr()));
            return Ok(found);
        };
        for name in &split.names {
            match attribute(python, &found, name) {
                Ok(attribute) => found = attribute,
                // It may be a submodule that is to be imported; if not, the error is told by who knows all of it.
                Err(raised) if raised.is_attribute_error(python) => {
                    return self.resolve.call(python, [python.text(path)?]);
                }
                Err(raised) => return Err(raised),
            }
        }
        Ok(found)
    }
}

/// Of the number of positional arguments: the place before them may be used.
const ARGUMENTS_OFFSET: usize = 1 << (usize::BITS - 1);

fn attribute(python: Python<'_>, of: &Py, name: &Py) -> PyResult<Py> {
    // SAFETY: this thread is attached, and both objects live.
    python.own(unsafe { (api().PyObject_GetAttr)(of.as_ptr(), name.as_ptr()) })
}

/// The keyword names of a call.
fn names(python: Python<'_>, call: &CallExpr) -> PyResult<Py> {
    // SAFETY: this thread is attached; each place of the new tuple is filled once, with a reference that it takes over.
    unsafe {
        let tuple = python.own((api().PyTuple_New)(call.kwargs.len().cast_signed()))?;
        for (place, (name, _)) in call.kwargs.iter().enumerate() {
            let name = interned(python, name)?.clone_ref(python);
            (api().PyTuple_SetItem)(tuple.as_ptr(), place.cast_signed(), name.into_raw());
        }
        Ok(tuple)
    }
}

/// The keyword arguments of a call as a dict.
fn keywords(python: Python<'_>, call: &CallExpr, values: &[*mut PyObject]) -> PyResult<Py> {
    // SAFETY: this thread is attached; the values live as long as the caller has them.
    unsafe {
        let dict = python.own((api().PyDict_New)())?;
        for ((name, _), value) in call.kwargs.iter().zip(values) {
            let name = interned(python, name)?;
            if (api().PyDict_SetItem)(dict.as_ptr(), name.as_ptr(), *value) < 0 {
                return Err(Raised::fetch(python));
            }
        }
        Ok(dict)
    }
}

/// A module that is in `sys.modules`.
fn first_of(python: Python<'_>, name: &Py) -> Option<Py> {
    // SAFETY: this thread is attached; the dict is the interpreter's.
    unsafe { Py::in_dict(python, (api().PyImport_GetModuleDict)(), name) }
}

/// A path that was met before.
struct Split {
    first: Py,
    /// The address of the module that `first` was when the path was resolved by the import system; else 0.
    imported: Cell<usize>,
    names: Vec<Py>,
}

thread_local! {
    static SPLIT: RefCell<HashMap<String, Rc<Split>>> = RefCell::default();
    static INTERNED: RefCell<HashMap<String, Rc<Py>>> = RefCell::default();
}

fn split(python: Python<'_>, path: &str) -> PyResult<Rc<Split>> {
    if let Some(split) = remembered(&SPLIT, path) {
        return Ok(split);
    }
    let mut parts = path.split('.');
    let first = new_interned(python, parts.next().unwrap_or_default())?;
    let names = parts.map(|name| new_interned(python, name)).collect::<PyResult<_>>()?;
    let split = Rc::new(Split { first, imported: Cell::new(0), names });
    remember(&SPLIT, path, &split);
    Ok(split)
}

fn interned(python: Python<'_>, name: &str) -> PyResult<Rc<Py>> {
    if let Some(name) = remembered(&INTERNED, name) {
        return Ok(name);
    }
    let made = Rc::new(new_interned(python, name)?);
    remember(&INTERNED, name, &made);
    Ok(made)
}

type Known<T> = std::thread::LocalKey<RefCell<HashMap<String, Rc<T>>>>;

/// A thread that ends remembers nothing any more, and may still call.
fn remembered<T>(known: &'static Known<T>, name: &str) -> Option<Rc<T>> {
    known.try_with(|known| known.borrow().get(name).cloned()).ok().flatten()
}

fn remember<T>(known: &'static Known<T>, name: &str, made: &Rc<T>) {
    let _dropped = known.try_with(|known| {
        let mut known = known.borrow_mut();
        let all = if known.len() >= ROOM { std::mem::take(&mut *known) } else { HashMap::new() };
        known.insert(name.to_owned(), Rc::clone(made));
        all
    });
}

fn new_interned(python: Python<'_>, name: &str) -> PyResult<Py> {
    let mut text = python.text(name)?.into_raw();
    // SAFETY: this thread is attached; the function takes the reference and gives one back.
    unsafe { (api().PyUnicode_InternInPlace)(&raw mut text) };
    python.own(text)
}

impl Python<'_> {
    /// A result by value, if it is a plain scalar of an exact type.
    pub(crate) fn read(self, object: Py) -> PyResult<Made> {
        if object.is_none() {
            return Ok(Made::Value(Value::None));
        }
        let raw = object.as_ptr();
        if raw == api().Py_True || raw == api().Py_False {
            return Ok(Made::Value(Value::Bool(raw == api().Py_True)));
        }
        // SAFETY: this thread is attached; each function gets an object of its type.
        unsafe {
            let class = (api().PyObject_Type)(raw);
            (api().Py_DecRef)(class); // the object keeps it
            if class == api().PyFloat_Type {
                return Ok(Made::Value(Value::Float((api().PyFloat_AsDouble)(raw))));
            }
            if class == api().PyLong_Type {
                let mut overflow = 0;
                let number = (api().PyLong_AsLongLongAndOverflow)(raw, &raw mut overflow);
                return Ok(if overflow == 0 {
                    Made::Value(Value::Int(number))
                } else {
                    Made::Object(object)
                });
            }
            if class == api().PyUnicode_Type && (api().PyUnicode_GetLength)(raw) <= SHORT.cast_signed() {
                let mut length = 0;
                let start = (api().PyUnicode_AsUTF8AndSize)(raw, &raw mut length);
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
            if class == api().PyBytes_Type && (api().PyBytes_Size)(raw) <= SHORT.cast_signed() {
                let bytes = object.as_bytes(self)?.to_vec();
                return Ok(Made::Value(Value::Bytes(bytes)));
            }
        }
        Ok(Made::Object(object))
    }
}
