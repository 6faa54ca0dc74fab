//! Others in this process that use the same Python, in ways of their own.

use crate::{Outcome, session};
use libloading::os::unix::{Library, RTLD_GLOBAL, RTLD_LAZY, RTLD_LOCAL, RTLD_NOW};
use snakebridge::{Callback, Session};
use std::error::Error;
use std::ffi::c_int;
use std::path::Path;
use std::process::Command;

/// The library of the session's Python, which is here already.
fn library(session: &Session) -> Result<Library, Box<dyn Error>> {
    let facts = session.facts()?;
    let (_, path) = facts.iter().find(|(name, _)| *name == "library").expect("it came from somewhere");
    // SAFETY: it is open already, and has no constructors.
    Ok(unsafe { Library::open(Some(path), RTLD_LAZY | RTLD_GLOBAL) }?)
}

/// Another embedder has attached this thread, which SnakeBridge has known before, or not.
pub(crate) fn a_lock_that_is_held_already_is_no_obstacle(python: &Path) -> Outcome {
    let session = session(python)?;
    session.facts()?;
    let library = library(&session)?;
    // SAFETY: the names and types are those of CPython's documentation.
    let (ensure, release) = unsafe {
        let ensure = *library.get::<unsafe extern "C" fn() -> c_int>(b"PyGILState_Ensure")?;
        (ensure, *library.get::<unsafe extern "C" fn(c_int)>(b"PyGILState_Release")?)
    };
    let calls = |session: &Session| -> Result<(), snakebridge::Error> {
        assert_eq!(session.to("math.sqrt").arg(16.0).get::<f64>()?, 4.0);
        let inner = session.clone();
        let twice = Callback::new(move |it: i64| inner.to("operator.mul").arg(it).arg(2).get::<i64>());
        let mapped = snakebridge::Call::to("builtins.map").arg(twice).arg([1, 2]);
        assert_eq!(session.to("builtins.list").arg(mapped).get::<Vec<i64>>()?, [2, 4]);
        assert_eq!(session.to("toy_soundness.later").arg(5).awaited().get::<i64>()?, 5);
        Ok(())
    };
    for known in [true, false] {
        let session = session.clone();
        let thread = std::thread::spawn(move || {
            if known {
                calls(&session)?;
            }
            for _ in 0..3 {
                // SAFETY: Python is initialised, and never ended.
                let state = unsafe { ensure() };
                let called = calls(&session);
                // SAFETY: this undoes the above.
                unsafe { release(state) };
                called?;
            }
            calls(&session)
        });
        thread.join().expect("it does not panic")?;
    }
    Ok(())
}

/// With a second interpreter, CPython has some of its checks always succeed.
pub(crate) fn interpreters_beside_this_one_change_nothing(python: &Path) -> Outcome {
    let session = session(python)?;
    session.to("toy_soundness.with_another_interpreter").run()?;
    let call = |session: &Session| -> Result<(), snakebridge::Error> {
        assert_eq!(session.to("toy_soundness.later").arg(5).awaited().get::<i64>()?, 5);
        assert_eq!(session.to("math.sqrt").arg(16.0).get::<f64>()?, 4.0);
        Ok(())
    };
    call(&session)?;
    let in_thread = session.clone();
    std::thread::spawn(move || call(&in_thread)).join().expect("it does not panic")?;
    Ok(())
}

/// Whoever has started Python has kept its symbols to itself.
pub(crate) fn a_python_that_nobody_sees_is_joined(python: &Path) -> Outcome {
    let says = "import sysconfig, os, sys; config = sysconfig.get_config_var; \
                name = config('INSTSONAME'); multiarch = os.path.join(sys.base_prefix, 'lib', config('MULTIARCH') or ''); \
                print(next(filter(os.path.exists, [os.path.join(each, name) for each in (config('LIBDIR'), multiarch)])))";
    let said = Command::new(python).args(["-I", "-c", says]).output()?.stdout;
    let path = String::from_utf8(said)?;
    // SAFETY: a libpython is initialised once, before anybody else does.
    unsafe {
        let library = Library::open(Some(path.trim_end()), RTLD_NOW | RTLD_LOCAL)?;
        let initialise = *library.get::<unsafe extern "C" fn(c_int)>(b"Py_InitializeEx")?;
        let save = *library.get::<unsafe extern "C" fn() -> *mut std::ffi::c_void>(b"PyEval_SaveThread")?;
        initialise(0);
        save();
        std::mem::forget(library);
    }
    let session = session(python)?;
    let call = |session: &Session| session.to("math.sqrt").arg(16.0).get::<f64>();
    assert_eq!(call(&session)?, 4.0);
    let in_thread = session.clone();
    assert_eq!(std::thread::spawn(move || call(&in_thread)).join().expect("it does not panic")?, 4.0);
    Ok(())
}

/// Sessions number their callbacks for themselves, and share an interpreter.
pub(crate) fn a_callback_is_the_same_after_pickling(python: &Path) -> Outcome {
    let sessions = [session(python)?, session(python)?];
    for session in &sessions {
        let callback = Callback::new(|it: i64| it);
        session.to("toy_callbacks.keep").arg(&callback).run()?;
        assert!(session.to("toy_soundness.pickled_is_itself").arg(&callback).get::<bool>()?);
    }
    Ok(())
}
