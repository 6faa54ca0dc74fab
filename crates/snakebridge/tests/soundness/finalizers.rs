//! Finalizers of Python that call back, whenever it is that they run.

use crate::{Outcome, session};
use snakebridge::{Callback, Error, Session};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// Counts, and asks Python for something while it is at it.
fn counting(session: &Session) -> (Callback, Arc<AtomicI64>) {
    let count = Arc::new(AtomicI64::new(0));
    let (counted, session) = (Arc::clone(&count), session.clone());
    let callback = Callback::new(move |one: i64| -> Result<i64, Error> {
        let two = session.to("operator.add").arg(one).arg(one).get::<i64>()?;
        let list = session.to("builtins.list").arg([one, two]).object()?;
        let length: i64 = session.to("builtins.len").arg(&list).get()?;
        counted.fetch_add(length - two + one, Ordering::Relaxed);
        Ok(length)
    });
    (callback, count)
}

/// They run within calls, and when the host lets go of objects, by whichever thread.
pub(crate) fn finalizers_call_back(python: &Path) -> Outcome {
    let session = session(python)?;
    let (callback, count) = counting(&session);
    for round in 0..20 {
        let dying = session.to("toy_soundness.dying_list").arg(&callback).arg(50).object()?;
        if round % 2 == 0 {
            drop(dying);
        } else {
            std::thread::spawn(move || drop(dying)).join().expect("it does not panic");
        }
        // What was let go of is told with the next request.
        session.to("builtins.len").arg("").run()?;
    }
    assert_eq!(count.load(Ordering::Relaxed), 20 * 50);
    Ok(())
}

/// They run when Python forgets a thread, too: while that ends.
pub(crate) fn finalizers_of_a_thread_call_back(python: &Path) -> Outcome {
    let session = session(python)?;
    let (callback, count) = counting(&session);
    for _ in 0..20 {
        let (session, callback) = (session.clone(), callback.clone());
        let leave = move || session.to("toy_soundness.leave_dying").arg(&callback).run();
        std::thread::spawn(leave).join().expect("it does not panic")?;
    }
    assert_eq!(count.load(Ordering::Relaxed), 20);
    Ok(())
}
