//! Expressions that are evaluated without being written down: paths, objects, attributes, items and calls, with arguments that are plain scalars or arrays. What
//! it comes to is what the unpickler of the adapter comes to, step by step (`python/snakebridge/decode.py`).

use super::api::{PyObject, api};
use super::layout::class_of;
use super::names::{Split, interned, new_tuple, split};
use super::object::Py;
use super::raised::{PyResult, Raised};
use super::read::SHORT;
use super::thread::Python;
use crate::objects::Objects;
use snakebridge_core::engine::Owner;
use snakebridge_core::{Array, CallExpr, Expr, Value};
use std::ptr::{self, NonNull};
use std::sync::Arc;

/// Levels of an expression that are worth the stack.
const DEEPEST: usize = 16;
/// Positional and keyword arguments of a call that need no allocation.
const FEW: usize = 8;

/// Whether an expression can be evaluated here; to be asked before anything of it is evaluated.
pub(crate) fn is_direct(expr: &Expr, owner: &Arc<Owner>) -> bool {
    fits(expr, owner, DEEPEST)
}

fn fits(expr: &Expr, owner: &Arc<Owner>, depth: usize) -> bool {
    let Some(depth) = depth.checked_sub(1) else { return false };
    match expr {
        Expr::Path(_) => true,
        Expr::Object(object) => object.id_in(owner).is_ok(),
        Expr::Value(value) => is_plain(value, owner, depth),
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

/// Whether a value can be made here: scalars, objects and arrays, and containers of such.
fn is_plain(value: &Value, owner: &Arc<Owner>, depth: usize) -> bool {
    let Some(depth) = depth.checked_sub(1) else { return false };
    match value {
        Value::Object(object) => object.id_in(owner).is_ok(),
        Value::Array(_) => true,
        Value::List(items) | Value::Tuple(items) => items.iter().all(|item| is_plain(item, owner, depth)),
        // Other keys run code of theirs.
        Value::Dict(items) => {
            items.iter().all(|(key, value)| is_scalar(key) && is_plain(value, owner, depth))
        }
        scalar => is_scalar(scalar),
    }
}

fn is_scalar(value: &Value) -> bool {
    match value {
        Value::None | Value::Bool(_) | Value::Int(_) | Value::Float(_) => true,
        Value::Str(text) => text.len() <= SHORT,
        Value::Bytes(bytes) => bytes.len() <= SHORT,
        _ => false,
    }
}

/// Makes an array in Python.
pub(crate) type MakeArray<'a> = dyn Fn(Python<'_>, &Array) -> PyResult<Py> + 'a;

/// What it takes beside the expression.
pub(crate) struct Direct<'a> {
    pub(crate) owner: &'a Arc<Owner>,
    /// The session's live objects.
    pub(crate) objects: &'a Objects,
    /// The adapter's functions that call another with a frame of Python below it: without and with keywords.
    pub(crate) framed: [&'a Py; 2],
    /// The modules whose functions look at that frame: `builtins` and `sys`.
    pub(crate) frame_watchers: [&'a Py; 2],
    /// The adapter's function that resolves a path the long way, and tells the whole story if it cannot.
    pub(crate) resolve: &'a Py,
    pub(crate) array: &'a MakeArray<'a>,
}

impl Direct<'_> {
    /// Evaluates what [`is_direct`] admits.
    pub(crate) fn evaluate(&self, python: Python<'_>, expr: &Expr) -> PyResult<Py> {
        match expr {
            Expr::Path(path) => self.path(python, path, &*split(python, path)?),
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
                    let names = new_tuple(python, call.kwargs.iter().map(|(name, _)| &**name))?;
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
    pub(super) fn needs_frame(&self, callee: &Py) -> bool {
        // SAFETY: this thread is attached; only a function in C is asked whose it is, which is borrowed, and null for some.
        unsafe {
            if class_of(callee.as_ptr()) != api().PyCFunction_Type {
                return true;
            }
            let owner = (api().PyCFunction_GetSelf)(callee.as_ptr());
            self.frame_watchers.iter().any(|module| module.as_ptr() == owner)
        }
    }

    pub(super) fn object(&self, python: Python<'_>, object: &snakebridge_core::Object) -> PyResult<Py> {
        let Ok(id) = object.id_in(self.owner) else {
            return Err(python.runtime_error("an object of another session"));
        };
        self.objects.live(python, id)
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
            Value::Array(array) => (self.array)(python, array),
            Value::List(items) => python.list(self.values(python, items)?),
            Value::Tuple(items) => python.tuple_of(self.values(python, items)?),
            Value::Dict(items) => {
                // SAFETY: this thread is attached.
                let dict = python.own(unsafe { (api().PyDict_New)() })?;
                for (key, value) in items {
                    let (key, value) = (self.value(python, key)?, self.value(python, value)?);
                    // SAFETY: this thread is attached, and all three live.
                    if unsafe { (api().PyDict_SetItem)(dict.as_ptr(), key.as_ptr(), value.as_ptr()) } < 0 {
                        return Err(Raised::fetch(python));
                    }
                }
                Ok(dict)
            }
            _ => Err(python.runtime_error("a value that is no scalar")),
        }
    }

    /// All of them, before the container is made: nobody can find one that is not full yet.
    fn values(&self, python: Python<'_>, values: &[Value]) -> PyResult<Vec<Py>> {
        let mut made = Vec::with_capacity(values.len());
        for value in values {
            made.push(self.value(python, value)?);
        }
        Ok(made)
    }

    /// What a value is in Python; `None` where that cannot be made here.
    pub(crate) fn make(&self, python: Python<'_>, value: &Value) -> Option<PyResult<Py>> {
        is_plain(value, self.owner, DEEPEST).then(|| self.value(python, value))
    }

    /// Only how a path splits is remembered. The module and the attributes are looked up anew, which honours reloading and patching.
    pub(super) fn path(&self, python: Python<'_>, path: &str, split: &Split) -> PyResult<Py> {
        let module = split.module(python);
        // `sys.modules` holds None for what must not be imported, and modules that another thread imports at this moment. How far
        // those are, only the import system knows, which is asked once.
        let Some(mut found) = module.filter(|module| split.is_imported(module)) else {
            let found = self.resolve.call(python, [python.text(path)?])?;
            split.note_imported(python);
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
pub(super) const ARGUMENTS_OFFSET: usize = 1 << (usize::BITS - 1);

pub(super) fn attribute(python: Python<'_>, of: &Py, name: &Py) -> PyResult<Py> {
    // SAFETY: this thread is attached, and both objects live.
    python.own(unsafe { (api().PyObject_GetAttr)(of.as_ptr(), name.as_ptr()) })
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
