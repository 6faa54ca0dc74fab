//! CPython's C API, bound at run time. All of this crate's `unsafe` is below here; what it offers is safe.

mod api;
mod direct;
mod function;
mod gone;
mod library;
mod object;
mod signals;
mod thread;
mod thread_end;

pub(crate) use direct::{Direct, Made, is_direct};
pub(crate) use function::{Function, function};
pub(crate) use gone::{gone, python_ends};
pub(crate) use library::{Opened, already_here, initialise, join, open};
pub(crate) use object::{Py, PyBytes, PyResult, Raised};
pub(crate) use thread::{Python, ThreadIdent, attach, unattached};
