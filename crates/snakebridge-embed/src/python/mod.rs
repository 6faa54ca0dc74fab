//! CPython's C API, bound at run time. All of this crate's `unsafe` is below here; what it offers is safe.

mod api;
mod direct;
mod function;
mod layout;
mod library;
mod names;
mod object;
mod plain;
mod read;
mod site;
mod thread;

pub(crate) use direct::{Direct, is_direct};
pub(crate) use function::{Function, function};
pub(crate) use layout::{is_exclusive, try_out};
pub(crate) use library::{Opened, already_here, initialise, join, open};
pub(crate) use object::{Py, PyBytes, PyResult, Raised};
pub(crate) use plain::evaluate_plain;
pub(crate) use read::Made;
pub(crate) use thread::{Python, ThreadIdent, attach, attach_for_long, unattached};
