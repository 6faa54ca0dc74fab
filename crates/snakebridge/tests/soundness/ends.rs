//! Ends of the process while Python is at work.

use crate::{Outcome, session};
use rustix::process::{WaitOptions, waitpid};
use snakebridge::{Callback, Session};
use std::path::Path;

fn neg(session: &Session) -> Callback {
    let session = session.clone();
    Callback::new(move |it: i64| session.to("operator.neg").arg(it).get::<i64>())
}

/// Threads call Python, and are called by it, while `main` returns.
pub(crate) fn main_ends_while_threads_call(python: &Path) -> Outcome {
    let session = session(python)?;
    let (sender, called) = std::sync::mpsc::channel();
    for _ in 0..4 {
        let (session, sender) = (session.clone(), sender.clone());
        std::thread::spawn(move || {
            let neg = neg(&session);
            sender.send(session.to("math.sqrt").arg(4.0).get::<f64>()).expect("it is awaited");
            session.to("toy_soundness.spin").arg(neg).run()
        });
    }
    drop(sender);
    called.into_iter().take(4).try_for_each(|outcome| outcome.map(drop))?;
    Ok(())
}

/// A thread that Python knows ends the program, while another one is in C and keeps the lock.
pub(crate) fn a_thread_ends_the_program(python: &Path) -> Outcome {
    let session = session(python)?;
    session.to("toy_soundness.living").run()?;
    let (known, is_known) = std::sync::mpsc::channel();
    let (go, ready) = std::sync::mpsc::channel::<()>();
    let ends = session.clone();
    let ending = std::thread::spawn(move || {
        let outcome = ends.to("math.sqrt").arg(4.0).get::<f64>();
        known.send(outcome).expect("it is awaited");
        let _gone = ready.recv();
        std::process::exit(7)
    });
    is_known.recv()??;
    let holds = session.clone();
    let holding = Callback::new(move |(): ()| {
        // The lock is not held here; it will be, for ever, as soon as this returns, or as soon as the other thread has ended the program.
        go.send(()).is_ok()
    });
    let _never = (holds.to("toy_soundness.tell_and_hold").arg(holding).run(), ending.join());
    Err("nobody has ended the program".into())
}

/// The program ends while Python calls it.
pub(crate) fn a_callback_ends_the_program(python: &Path) -> Outcome {
    let session = session(python)?;
    let end = Callback::new(move |it: i64| -> i64 { std::process::exit(7 + i32::try_from(it).unwrap_or(1)) });
    let ending = std::thread::spawn(move || session.to("toy_soundness.call_once").arg(end).arg(1).run());
    Err(format!("nobody has ended the program: {:?}", ending.join()).into())
}

/// Python cannot go on in a child that was forked without its knowledge.
pub(crate) fn a_fork_says_that_it_has_no_python(python: &Path) -> Outcome {
    let session = session(python)?;
    session.to("math.sqrt").arg(4.0).run()?;
    // Another thread has the interpreter lock most of the time, and the locks of its own session.
    let spins = crate::session(python)?;
    std::thread::spawn(move || spins.to("toy_soundness.spin").arg(neg(&spins)).run());
    for _ in 0..8 {
        // SAFETY: the child asks once, and ends without running what the parent has registered for its end.
        let pid = unsafe { libc::fork() };
        if pid == 0 {
            let refused = match session.to("math.sqrt").arg(4.0).get::<f64>() {
                Err(error) => error.to_string().contains("fork"),
                Ok(_) => false,
            };
            // SAFETY: ends the process, nothing else.
            unsafe { libc::_exit(i32::from(!refused)) };
        }
        let child = rustix::process::Pid::from_raw(pid);
        let ended = waitpid(child, WaitOptions::empty())?.expect("it is waited for").1;
        assert_eq!(ended.exit_status(), Some(0), "{ended:?}");
    }
    assert_eq!(session.to("math.sqrt").arg(4.0).get::<f64>()?, 2.0);
    Ok(())
}
