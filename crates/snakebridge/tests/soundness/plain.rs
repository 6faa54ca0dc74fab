//! Plain calls, which have a way of their own: literal paths in the session that is entered, and nothing said of them.

use crate::{Outcome, session};
use libloading::os::unix::{Library, RTLD_GLOBAL, RTLD_LAZY};
use rustix::process::{WaitOptions, waitpid};
use snakebridge::{Bridge, Call, Callback, Engine, Error, Session};
use snakebridge_testkit::toys;
use std::cell::RefCell;
use std::ffi::c_int;
use std::path::Path;
use std::sync::mpsc::{self, Sender};
use std::sync::{Barrier, Mutex};

/// One place in the program, so that it is remembered.
fn root(session: &Session) -> Result<f64, Error> {
    let _entered = session.enter();
    Call::to("math.sqrt").arg(16.0).get()
}

/// Often enough for a thread to know what the call leads to.
fn roots(session: &Session) -> Result<(), Error> {
    (0..4).try_for_each(|_| root(session).map(|root| assert_eq!(root, 4.0)))
}

thread_local! {
    static LAST: RefCell<Option<LastWords>> = const { RefCell::new(None) };
}

struct LastWords(Session, Sender<Result<(), Error>>);

impl Drop for LastWords {
    fn drop(&mut self) {
        drop(self.1.send(roots(&self.0)));
        drop(self.1.send(self.0.attach(|| roots(&self.0)).and_then(|outcome| outcome)));
    }
}

/// Destructors of a thread's own variables call, when what the thread remembers is gone.
pub(crate) fn plain_calls_are_made_to_the_very_end_of_a_thread(python: &Path) -> Outcome {
    let session = session(python)?;
    let (sender, said) = mpsc::channel();
    for _ in 0..20 {
        let (session, sender) = (session.clone(), sender.clone());
        let thread = std::thread::spawn(move || {
            // Variables are dropped in the opposite order: this one after all that is made by the calls.
            LAST.set(Some(LastWords(session.clone(), sender)));
            roots(&session)
        });
        thread.join().expect("it does not panic")?;
    }
    drop(sender);
    let said: Vec<_> = said.into_iter().collect::<Result<_, _>>()?;
    assert_eq!(said.len(), 40);
    Ok(())
}

/// A module that another thread imports at this moment is not used before it is whole.
pub(crate) fn plain_calls_wait_for_an_import(python: &Path) -> Outcome {
    let session = session(python)?;
    roots(&session)?;
    let all_here = Barrier::new(8);
    let call = || {
        let _entered = session.enter();
        all_here.wait();
        (0..4).try_for_each(|_| {
            Call::to("toy_slow_import.early").get::<i64>().map(|number| assert_eq!(number, 1))
        })
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(call)).collect();
        threads.into_iter().try_for_each(|thread| thread.join().expect("no thread panics"))
    })?;
    Ok(())
}

/// Another embedder has attached this thread, which SnakeBridge has known before, or not.
pub(crate) fn plain_calls_are_made_where_the_lock_is_held_already(python: &Path) -> Outcome {
    let session = session(python)?;
    let facts = session.facts()?;
    let (_, path) = facts.iter().find(|(name, _)| *name == "library").expect("it came from somewhere");
    // SAFETY: it is open already, and has no constructors; the names and types are those of CPython's documentation.
    let (ensure, release) = unsafe {
        let library = Library::open(Some(path), RTLD_LAZY | RTLD_GLOBAL)?;
        let ensure = *library.get::<unsafe extern "C" fn() -> c_int>(b"PyGILState_Ensure")?;
        (ensure, *library.get::<unsafe extern "C" fn(c_int)>(b"PyGILState_Release")?)
    };
    for known in [true, false] {
        let session = session.clone();
        let thread = std::thread::spawn(move || {
            if known {
                roots(&session)?;
            }
            for _ in 0..3 {
                // SAFETY: Python is initialised, and never ended.
                let state = unsafe { ensure() };
                let called = roots(&session).and_then(|()| session.attach(|| roots(&session))?);
                // SAFETY: this undoes the above.
                unsafe { release(state) };
                called?;
            }
            roots(&session)
        });
        thread.join().expect("it does not panic")?;
    }
    Ok(())
}

/// Threads make plain calls, one of them attached all the while, when `main` returns.
pub(crate) fn main_ends_while_threads_make_plain_calls(python: &Path) -> Outcome {
    let session = session(python)?;
    let (sender, called) = mpsc::channel();
    for number in 0..4 {
        let (session, sender) = (session.clone(), sender.clone());
        std::thread::spawn(move || {
            sender.send(roots(&session)).expect("it is awaited");
            drop(sender);
            let for_ever = || while root(&session).is_ok() {};
            if number == 0 {
                return session.attach(for_ever);
            }
            for_ever();
            Ok(())
        });
    }
    drop(sender);
    called.into_iter().take(4).collect::<Result<(), _>>()?;
    Ok(())
}

/// Who is attached waits for an interpreter that others have, or start, and they need the lock to go on.
pub(crate) fn who_is_attached_waits_without_the_lock(python: &Path) -> Outcome {
    let builder = || Bridge::builder().engine(Engine::Embed).python(python).search_path(toys());
    let (session, bridge) = (session(python)?, builder().workers(1).build()?);
    let (has_it, is_had) = mpsc::channel();
    let (go_on, may_go_on) = mpsc::channel();
    let may_go_on = Mutex::new(may_go_on);
    let hold = Callback::new(move || {
        has_it.send(()).expect("it is awaited");
        may_go_on.lock().expect("nobody panics").recv().map_err(Error::host)
    });
    std::thread::scope(|scope| -> Outcome {
        let holding = scope.spawn(|| Call::of(hold).invoke().in_bridge(&bridge).run());
        is_had.recv()?;
        let root = session.attach(|| {
            // Who has the only interpreter of the bridge goes on as soon as this thread waits for it.
            go_on.send(()).expect("the callback waits");
            bridge.to("math.sqrt").arg(16.0).get::<f64>()
        })??;
        assert_eq!(root, 4.0);
        holding.join().expect("it does not panic")?;
        Ok(())
    })?;
    for _ in 0..50 {
        let (other, both_here) = (bridge.session(), Barrier::new(2));
        std::thread::scope(|scope| -> Outcome {
            let starting = scope.spawn(|| {
                both_here.wait();
                roots(&other)
            });
            session.attach(|| {
                both_here.wait();
                roots(&other)
            })??;
            starting.join().expect("it does not panic")?;
            Ok(())
        })?;
        other.close();
    }
    Ok(())
}

/// Python cannot go on in a child that was forked without its knowledge.
pub(crate) fn plain_calls_in_a_fork_are_errors(python: &Path) -> Outcome {
    let session = session(python)?;
    // The child finds the session entered, and what the call leads to known.
    let _entered = session.enter();
    let root = || Call::to("math.sqrt").arg(16.0).get::<f64>();
    (0..4).try_for_each(|_| root().map(|root| assert_eq!(root, 4.0)))?;
    for _ in 0..4 {
        // SAFETY: the child asks twice, and ends without running what the parent has registered for its end.
        let pid = unsafe { libc::fork() };
        if pid == 0 {
            let refused = |outcome: Result<f64, Error>| match outcome {
                Err(error) => error.to_string().contains("fork"),
                Ok(_) => false,
            };
            let both = refused(root()) && refused(session.attach(root).and_then(|it| it));
            // SAFETY: ends the process, nothing else.
            unsafe { libc::_exit(i32::from(!both)) };
        }
        let child = rustix::process::Pid::from_raw(pid);
        let ended = waitpid(child, WaitOptions::empty())?.expect("it is waited for").1;
        assert_eq!(ended.exit_status(), Some(0), "{ended:?}");
    }
    assert_eq!(root()?, 4.0);
    Ok(())
}
