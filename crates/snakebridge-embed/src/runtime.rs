//! [`Runtime`]: the Python of this process. There is one, it is started once and never ended.

use crate::locate;
use crate::python::{self, Py, PyResult, Python, Raised};
use snakebridge_core::{Error, Result};
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// The Python of this process, with the adapter imported.
#[derive(Debug)]
pub(crate) struct Runtime {
    /// The interpreter that it was asked to be.
    python: PathBuf,
    /// The library that it came from; none if Python was here before.
    pub(crate) library: Option<String>,
    pub(crate) version: String,
    pub(crate) executable: String,
    pub(crate) prefix: String,
    /// Its `sys.path` when it was started.
    pub(crate) path: Vec<PathBuf>,
    /// The class of sessions.
    session: Session,
}

struct Session(Py);

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("<the class of sessions>")
    }
}

/// What is asked of Python when it has been started.
struct Prepared {
    version: String,
    executable: String,
    prefix: String,
    path: Vec<PathBuf>,
    session: Py,
}

static RUNTIME: Mutex<Option<&'static Runtime>> = Mutex::new(None);

impl Runtime {
    /// The Python of this process, started as `python` unless it runs already.
    ///
    /// # Errors
    /// [`Error::Environment`] when the interpreter has no library to load, or when another one has been loaded before.
    pub(crate) fn get(python: &Path, adapter: &Path) -> Result<&'static Self> {
        if let Some(why) = python::gone() {
            return Err(Error::environment(
                format!("there is no Python in this process any more: {why}"),
                "fork before Python is started, or use the worker engine (`SNAKEBRIDGE_ENGINE=worker`)",
            ));
        }
        let mut runtime = RUNTIME.lock().unwrap_or_else(PoisonError::into_inner);
        match *runtime {
            Some(running) if running.library.is_none() || running.python == python => Ok(running),
            Some(running) => Err(Error::environment(
                format!(
                    "this process runs `{}` already, and can have no second Python such as `{}`",
                    running.python.display(),
                    python.display()
                ),
                "use the worker engine (`SNAKEBRIDGE_ENGINE=worker`) for all but one interpreter",
            )),
            None => {
                let started = Box::leak(Box::new(Self::start(python, adapter)?));
                *runtime = Some(started);
                Ok(started)
            }
        }
    }

    fn start(python: &Path, adapter: &Path) -> Result<Self> {
        let folder = adapter.to_path_buf();
        let prepare =
            move |python: Python<'_>| prepare(python, &folder).map_err(|raised| raised.message(python));
        let (prepared, library) = match python::already_here() {
            Some(opened) => (python::join(opened, prepare), None),
            None => {
                let (opened, path) = open(python)?;
                if opened.is_initialized() {
                    // Whoever started it keeps its symbols to itself.
                    (python::join(opened, prepare), None)
                } else {
                    (python::initialise(opened, python, prepare), Some(path))
                }
            }
        };
        let Prepared { version, executable, prefix, path, session } =
            prepared.and_then(|prepared| prepared).map_err(|why| cannot_start(python, &why))?;
        let session = Session(session);
        Ok(Self { python: python.to_path_buf(), library, version, executable, prefix, path, session })
    }

    /// A new session of the adapter.
    pub(crate) fn new_session<const N: usize>(&self, python: Python<'_>, arguments: [Py; N]) -> PyResult<Py> {
        self.session.0.call(python, arguments)
    }
}

fn cannot_start(python: &Path, why: &str) -> Error {
    Error::environment(
        format!("Python cannot be started in this process as `{}`: {why}", python.display()),
        "use the worker engine (`SNAKEBRIDGE_ENGINE=worker`), or name another interpreter (`SNAKEBRIDGE_PYTHON`)",
    )
}

/// The first of the libraries that can be opened.
fn open(python: &Path) -> Result<(python::Opened, String)> {
    let found = locate::ask(python)?;
    let mut why = Vec::new();
    for library in &found.libraries {
        match python::open(library) {
            Ok(opened) => return Ok((opened, library.to_string_lossy().into_owned())),
            Err(error) => why.push(error),
        }
    }
    let what = match why.as_slice() {
        [] => format!(
            "`{}` (Python {}) was built without a shared library, so it cannot be loaded into this process",
            python.display(),
            found.version
        ),
        _ => format!(
            "the library of `{}` (Python {}) cannot be loaded: {}",
            python.display(),
            found.version,
            why.join("; ")
        ),
    };
    Err(Error::environment(
        what,
        "use the worker engine (`SNAKEBRIDGE_ENGINE=worker`), or an interpreter with a shared library (on Debian the package \
         `libpython3`, with pyenv `PYTHON_CONFIGURE_OPTS=--enable-shared`)",
    ))
}

/// Imports the adapter, and sees who Python is.
fn prepare(python: Python<'_>, adapter: &Path) -> PyResult<Prepared> {
    crate::python::try_out(python)?;
    let sys = python.import(c"sys")?;
    // The main thread is who imports it first.
    python.import(c"threading")?;
    let path = sys.attr(python, c"path")?;
    let folder = python.text(&adapter.to_string_lossy())?;
    path.method(python, c"insert", [python.int(0)?, folder.clone_ref(python)])?;
    let embedded = python.import(c"snakebridge.embedded");
    path.method(python, c"remove", [folder])?;
    let embedded = embedded?;
    let host = crate::functions::table(python)?;
    let facts = embedded.attr(python, c"prepare")?.call(python, [host])?;
    let [version, executable, prefix, path] = facts.items::<4>(python)?;
    let entries = path.as_bytes(python)?.split(|&byte| byte == 0).filter(|entry| !entry.is_empty());
    let path = entries.map(|entry| PathBuf::from(OsStr::from_bytes(entry))).collect();
    Ok(Prepared {
        version: version.text(python)?,
        executable: executable.text(python)?,
        prefix: prefix.text(python)?,
        path,
        session: embedded.attr(python, c"Session")?,
    })
}

/// What Python raised where nothing can go wrong but in the adapter itself.
pub(crate) fn broken(python: Python<'_>, raised: &Raised) -> Error {
    Error::Protocol(format!("the adapter failed: {}", raised.message(python)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    /// An interpreter that says so of itself.
    fn interpreter(folder: &Path, says: &str) -> PathBuf {
        let path = folder.join("python");
        std::fs::write(&path, format!("#!/bin/sh\nprintf '{says}'\n")).unwrap();
        std::fs::set_permissions(&path, PermissionsExt::from_mode(0o700)).unwrap();
        path
    }

    #[test]
    fn what_cannot_be_loaded_says_so_and_offers_workers() {
        let folder = tempfile::tempdir().unwrap();
        for (says, expected) in [
            (r"cpython\0003.11.7\000", "was built without a shared library"),
            (r"cpython\0003.11.7\000/nowhere/libpython3.11.so\000", "cannot be loaded: /nowhere"),
            (r"pypy\0003.10.2\000", "is not CPython"),
        ] {
            let python = interpreter(folder.path(), says);
            let Err(error) = open(&python) else { panic!("it has been loaded") };
            let text = error.to_string();
            assert!(matches!(error, Error::Environment(_)) && text.contains(expected), "{text}");
            assert!(text.contains("SNAKEBRIDGE"), "{text}");
        }
    }
}
