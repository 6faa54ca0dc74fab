//! CPython's C API, bound at run time. All of this crate's `unsafe` is below here; what it offers is safe.

mod api;
mod array;
#[cfg(feature = "arrow")]
mod arrow;
mod buffer;
mod class;
mod direct;
mod function;
mod given;
mod gone;
mod layout;
mod library;
#[cfg(target_os = "linux")]
mod mapping;
mod names;
mod object;
mod pending;
mod plain;
#[cfg(feature = "pyo3")]
pub(crate) mod pyo3;
mod raised;
mod read;
mod seen;
mod signals;
mod site;
mod thread;
mod thread_end;

pub(crate) use class::Class;
pub(crate) use direct::{Direct, MakeArray, is_direct};
pub(crate) use function::{Function, function};
pub(crate) use gone::{gone, python_ends};
pub(crate) use layout::{is_exclusive, try_out};
pub(crate) use library::{Opened, already_here, initialise, join, open};
#[cfg(target_os = "linux")]
pub(crate) use mapping::Mapping;
pub(crate) use object::{Py, PyBytes};
pub(crate) use plain::evaluate_plain;
pub(crate) use raised::{PyResult, Raised};
pub(crate) use read::Made;
pub(crate) use thread::{Python, ThreadIdent, attach, attach_for_long, unattached};
