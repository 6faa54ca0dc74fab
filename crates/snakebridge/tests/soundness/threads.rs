//! Threads that come and go.

use crate::{Outcome, session};
use snakebridge::{Session, Value};
use std::cell::RefCell;
use std::path::Path;
use std::sync::Barrier;
use std::sync::mpsc::{self, Sender};

/// What Python keeps of a thread goes when it ends.
pub(crate) fn threads_leave_nothing_behind(python: &Path) -> Outcome {
    let session = session(python)?;
    for _ in 0..50 {
        std::thread::scope(|scope| {
            let leave = || session.to("toy_soundness.leave_witness").run();
            let threads: Vec<_> = (0..8).map(|_| scope.spawn(leave)).collect();
            threads.into_iter().try_for_each(|thread| thread.join().expect("no thread panics"))
        })?;
    }
    let living: usize = session.to("toy_soundness.living").get()?;
    assert_eq!(living, 0, "of 400 threads that have ended");
    Ok(())
}

thread_local! {
    static LAST: RefCell<Option<LastWords>> = const { RefCell::new(None) };
}

struct LastWords(Session, Sender<Result<f64, snakebridge::Error>>);

impl Drop for LastWords {
    fn drop(&mut self) {
        for _ in 0..3 {
            drop(self.1.send(self.0.to("math.sqrt").arg(16.0).get()));
        }
    }
}

/// Destructors of a thread's own variables call, when Python knows it no more.
pub(crate) fn a_thread_may_call_to_its_very_end(python: &Path) -> Outcome {
    let session = session(python)?;
    let (sender, said) = mpsc::channel();
    for _ in 0..20 {
        let (session, sender) = (session.clone(), sender.clone());
        let thread = std::thread::spawn(move || {
            // Variables are dropped in the opposite order: this one after all that is made by the call.
            LAST.set(Some(LastWords(session.clone(), sender)));
            session.to("math.sqrt").arg(4.0).get::<f64>()
        });
        assert_eq!(thread.join().expect("it does not panic")?, 2.0);
    }
    drop(sender);
    let said: Vec<f64> = said.into_iter().collect::<Result<_, _>>()?;
    assert_eq!(said, [4.0; 60]);
    Ok(())
}

/// A result that lies in Python's memory is dropped by a thread that Python does not know.
pub(crate) fn references_are_dropped_anywhere(python: &Path) -> Outcome {
    const SIZE: usize = 1 << 20;
    let session = session(python)?;
    session.to("tracemalloc.start").run()?;
    let traced = || session.to("tracemalloc.get_traced_memory").get::<(usize, usize)>().map(|both| both.0);
    let before = traced()?;
    for _ in 0..16 {
        let big: Value = session.to("array.array").arg("B").arg(Value::Bytes(vec![1; SIZE])).get()?;
        assert!(traced()? >= before + SIZE, "the answer is used where it lies");
        std::thread::spawn(move || drop(big)).join().expect("it does not panic");
    }
    assert!(traced()? < before + SIZE);
    Ok(())
}

/// Python holds those up that come while a module is imported.
pub(crate) fn a_module_is_imported_once_by_many(python: &Path) -> Outcome {
    let session = session(python)?;
    let all_here = Barrier::new(8);
    let call = || {
        all_here.wait();
        session.to("toy_slow_import.early").get::<i64>()
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(call)).collect();
        threads.into_iter().try_for_each(|thread| {
            assert_eq!(thread.join().expect("no thread panics")?, 1);
            Ok(())
        })
    })
}

/// Threads of Rust have a stack of 2 MiB, which Python does not know.
pub(crate) fn deep_recursion_is_an_error(python: &Path) -> Outcome {
    let session = session(python)?;
    let recurse = move || -> Result<(), snakebridge::Error> {
        let of_c: String = session.to("toy_soundness.repr_of_nested").arg(100_000).get()?;
        let of_python: String = session.to("toy_soundness.recurse").get()?;
        assert_eq!([of_c, of_python], ["RecursionError", "RecursionError"]);
        Ok(())
    };
    Ok(std::thread::spawn(recurse).join().expect("it does not panic")?)
}
