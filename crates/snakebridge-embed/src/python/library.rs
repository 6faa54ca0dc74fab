//! Opening a libpython, and starting the interpreter in it.

use super::api::{Api, Flag, publish, variable};
use super::thread::{Python, attach};
use super::{gone, signals, thread_end};
use libloading::os::unix::{Library, RTLD_GLOBAL, RTLD_NOW};
use std::ffi::{CString, OsStr};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::sync::mpsc;

/// A libpython that is open, and stays so.
pub(crate) struct Opened {
    library: Library,
    api: Api,
}

impl Opened {
    /// Whether Python runs already.
    pub(crate) fn is_initialized(&self) -> bool {
        // SAFETY: it may be called at any time.
        unsafe { (self.api.Py_IsInitialized)() != 0 }
    }
}

/// Opens a library and looks its functions up.
///
/// # Errors
/// Why it cannot be opened, or what it lacks.
pub(crate) fn open(path: &OsStr) -> Result<Opened, String> {
    // SAFETY: a libpython runs nothing when it is loaded. Global, because extension modules look for its symbols there.
    let library = unsafe { Library::open(Some(path), RTLD_NOW | RTLD_GLOBAL) };
    bind(library.map_err(|error| error.to_string())?)
}

/// The Python that this process runs already, because it is one or because another part of it has started one.
pub(crate) fn already_here() -> Option<Opened> {
    bind(Library::this()).ok().filter(Opened::is_initialized)
}

fn bind(library: Library) -> Result<Opened, String> {
    // SAFETY: whoever configured it says that it is a libpython; its functions are looked up by name.
    let api = unsafe { Api::of(&library) };
    match api {
        Ok(api) => Ok(Opened { library, api }),
        Err(missing) => Err(format!("it has no `{missing}`")),
    }
}

/// Joins a Python that runs already, and runs `first` on this thread.
///
/// # Errors
/// What could not be found in it.
pub(crate) fn join<R>(opened: Opened, first: impl FnOnce(Python<'_>) -> R) -> Result<R, String> {
    let Opened { library, api } = opened;
    // SAFETY: it is initialised.
    publish(unsafe { api.complete(&library) }.map_err(|missing| format!("it has no `{missing}`"))?);
    std::mem::forget(library);
    gone::notice_forks();
    Ok(attach(first))
}

/// Starts Python as the `program` would be, and runs `first` on the thread that Python takes for its main one, which stays for ever.
///
/// # Errors
/// What could not be found in the library.
pub(crate) fn initialise<R: Send + 'static>(
    opened: Opened,
    program: &Path,
    first: impl FnOnce(Python<'_>) -> R + Send + 'static,
) -> Result<R, String> {
    let program = CString::new(program.as_os_str().as_bytes()).map_err(|error| error.to_string())?;
    let (sender, outcome) = mpsc::channel();
    let run = move || {
        match start(opened, &program) {
            Ok(api) => publish(api),
            Err(error) => return drop(sender.send(Err(error))),
        }
        gone::notice_forks();
        // SAFETY: Python has just been started by this thread, which is attached. Its state is left for Python to know the
        // thread by; what follows attaches with it.
        unsafe { (super::api::api().PyEval_SaveThread)() };
        let done = attach(first);
        let _nobody_waits = sender.send(Ok(done));
        loop {
            std::thread::park();
        }
    };
    let spawned = std::thread::Builder::new().name("python".to_owned()).stack_size(STACK).spawn(run);
    spawned.map_err(|error| error.to_string())?;
    outcome.recv().unwrap_or_else(|_| Err("the thread that starts Python has ended".to_owned()))
}

/// As much as a main thread has: imports of large libraries recurse.
const STACK: usize = 8 << 20;

fn start(opened: Opened, program: &CString) -> Result<Api, String> {
    let Opened { library, api } = opened;
    thread_end::prepare();
    let Some(set_program_name) = api.Py_SetProgramName else {
        return Err(
            "it cannot be told whose environment to use, being newer than this SnakeBridge".to_owned()
        );
    };
    // SAFETY: in the order in which CPython's documentation has it: before the initialisation the functions that may be called then.
    let complete = unsafe {
        if is_posix_locale()
            && let Some(utf8) = variable::<Flag>(&library, "Py_UTF8Mode")
        {
            // As `python` itself does (PEP 540); embedded, it would take all text for ASCII.
            *utf8 = 1;
        }
        let name = (api.Py_DecodeLocale)(program.as_ptr(), std::ptr::null_mut());
        if name.is_null() {
            return Err("it cannot decode its own path".to_owned());
        }
        set_program_name(name); // copied
        (api.PyMem_RawFree)(name);
        // 0: signal handlers stay the host's.
        (api.Py_InitializeEx)(0);
        signals::import_keeping_handler(&api);
        api.complete(&library)
    };
    // What is in the table must stay where it is.
    std::mem::forget(library);
    complete.map_err(|missing| format!("it has no `{missing}`"))
}

/// Whether the locale of the environment is the one that nobody chose.
fn is_posix_locale() -> bool {
    let set = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().filter_map(std::env::var_os);
    set.filter(|value| !value.is_empty()).map(|value| value == "C" || value == "POSIX").next().unwrap_or(true)
}
