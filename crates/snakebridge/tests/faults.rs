//! Workers that are killed from outside, while the host looks on.

use rustix::process::{Pid, Signal, kill_process};
use snakebridge::{Bridge, Call, Error, Session, Value};
use snakebridge_testkit::toys;
use std::io::Read;
use std::os::unix::net::UnixListener;

fn session() -> Session {
    Bridge::builder().search_path(toys()).build().expect("there is a Python").session()
}

/// A socket that Python code connects to when it has got somewhere: a signal without sleeping.
fn rendezvous() -> (tempfile::TempDir, UnixListener, String) {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let path = folder.path().join("here");
    let listener = UnixListener::bind(&path).expect("a socket can be bound");
    let path = path.to_str().expect("temporary folders have plain names").to_owned();
    (folder, listener, path)
}

#[test]
fn a_worker_killed_during_a_call_is_an_error_and_the_next_call_works() {
    let session = session();
    let pid: i32 = session.to("os.getpid").get().expect("the worker answers");
    let (_folder, listener, path) = rendezvous();
    let waiting = std::thread::spawn({
        let session = session.clone();
        move || session.to("toy_errors.connect_and_wait").arg(path).get::<Value>()
    });
    let (_connection, _) = listener.accept().expect("the call is under way");
    kill_process(Pid::from_raw(pid).expect("a pid is positive"), Signal::KILL)
        .expect("the worker is ours to kill");
    match waiting.join().expect("the caller does not panic") {
        Err(Error::WorkerDied(death)) => {
            assert_eq!((death.signal, death.pid), (Some(9), pid.unsigned_abs()));
            assert!(death.expression.starts_with("toy_errors.connect_and_wait("), "{}", death.expression);
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(session.to("math.sqrt").arg(16.0).get::<f64>().expect("a new worker answers"), 4.0);
    assert_ne!(session.to("os.getpid").get::<i32>().expect("it does"), pid);
}

#[test]
fn a_worker_that_died_while_idle_is_replaced_and_its_objects_are_lost() {
    let session = session();
    let counter = session.to("toy_calls.Counter").arg(5).object().expect("it counts");
    let pid: i32 = session.to("os.getpid").get().expect("the worker answers");
    let pid = Pid::from_raw(pid).expect("a pid is positive");
    kill_process(pid, Signal::KILL).expect("the worker is ours to kill");
    while kill_process(pid, Signal::CONT).is_ok() && state_of(pid) != Some('Z') {
        std::thread::yield_now();
    }
    assert_eq!(session.to("math.sqrt").arg(16.0).get::<f64>().expect("a new worker answers"), 4.0);
    let lost = counter.attr("value").get::<i64>();
    assert!(matches!(lost, Err(Error::SessionLost { .. })), "{lost:?}");
    let mixed = session.to("builtins.list").arg(vec![&counter]).run();
    assert!(matches!(mixed, Err(Error::SessionLost { .. })), "{mixed:?}");
}

/// The state of a process as the kernel tells it; `Z` has ended and was not waited for.
fn state_of(pid: Pid) -> Option<char> {
    let stat = std::fs::read_to_string(format!("/proc/{}/stat", pid.as_raw_pid())).ok()?;
    stat.rsplit(") ").next()?.chars().next()
}

#[test]
fn closing_a_session_does_not_wait_for_a_busy_worker() {
    let session = session();
    let (_folder, listener, path) = rendezvous();
    let waiting = std::thread::spawn({
        let session = session.clone();
        move || session.to("toy_errors.connect_and_wait").arg(path).run()
    });
    let (_connection, _) = listener.accept().expect("the call is under way");
    session.close();
    let outcome = waiting.join().expect("the caller does not panic");
    assert!(matches!(outcome, Err(Error::SessionLost { .. })), "{outcome:?}");
}

#[test]
fn every_caller_that_waits_is_told_when_the_worker_dies() {
    let session = session();
    session.to("math.sqrt").arg(1.0).run().expect("the worker answers");
    let callers: Vec<_> = (0..4)
        .map(|_| {
            let session = session.clone();
            std::thread::spawn(move || session.to("toy_errors.end").arg(1).run())
        })
        .collect();
    for caller in callers {
        let outcome = caller.join().expect("the caller does not panic");
        assert!(matches!(outcome, Err(Error::WorkerDied(_))), "{outcome:?}");
    }
    assert_eq!(session.to("math.sqrt").arg(16.0).get::<f64>().expect("a new worker answers"), 4.0);
}

#[test]
fn a_worker_that_dies_with_children_is_noticed_and_they_go_too() {
    die_with_child(false);
}

#[cfg(target_os = "linux")]
#[test]
fn children_that_moved_to_a_session_of_their_own_go_too() {
    die_with_child(true);
}

fn die_with_child(in_own_session: bool) {
    let session = session();
    let (_folder, listener, path) = rendezvous();
    let outcome = session.to("toy_errors.fork_and_end").arg(path).arg(in_own_session).get::<Value>();
    assert!(matches!(outcome, Err(Error::WorkerDied(_))), "{outcome:?}");
    // The child connected before its parent ended; the end of its connection is the end of the child.
    let (mut connection, _) = listener.accept().expect("the child has connected");
    session.close();
    drop(session);
    let mut rest = Vec::new();
    connection.read_to_end(&mut rest).expect("the child is gone");
    assert!(rest.is_empty());
}

#[test]
fn a_python_that_is_none_is_an_error_with_the_fix() {
    let missing = Bridge::builder().python("/nonexistent/python").build().map(drop);
    assert!(matches!(&missing, Err(Error::Environment(_))), "{missing:?}");
    let session = Bridge::builder().python("/bin/false").build().expect("it can be run").session();
    let outcome = session.to("math.sqrt").arg(4.0).run();
    match outcome {
        Err(Error::Environment(environment)) => {
            assert!(environment.what.contains("/bin/false"), "{environment}")
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_cannot_be_sent_loses_nothing() {
    let one = session();
    let other = session();
    let theirs = other.to("toy_calls.Counter").object().expect("it counts");
    let ours = one.to("toy_calls.Counter").object().expect("it counts");
    drop(ours);
    // The release of `ours` is due with the next request, which is refused; it must go with the one after.
    let refused = one.to("builtins.list").arg(vec![theirs]).run();
    assert!(matches!(refused, Err(Error::CrossSession { .. })), "{refused:?}");
    assert_eq!(Call::path("toy_calls.Counter.alive").in_session(&one).get::<i64>().expect("it is known"), 0);
}
