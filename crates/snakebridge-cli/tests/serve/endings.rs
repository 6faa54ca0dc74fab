//! However it ends, nothing is left.

use crate::host::{Host, call, eval, int, value};
use rustix::process::{Pid, test_kill_process};
use std::time::{Duration, Instant};

/// Waits until no process has this number any more.
fn await_end_of(pid: u64) {
    let pid = Pid::from_raw(pid as i32).expect("a process has a number");
    let began = Instant::now();
    while test_kill_process(pid).is_ok() {
        assert!(began.elapsed() < Duration::from_secs(60), "process {pid:?} is left");
        std::thread::yield_now();
    }
}

fn worker_of(host: &mut Host) -> u64 {
    host.value(1, call("os.getpid", [])).as_u64().expect("it is a number")
}

#[test]
fn it_ends_with_its_input_even_in_the_middle_of_a_call() {
    let mut host = Host::start();
    let worker = worker_of(&mut host);
    host.begin(1, value(call("time.sleep", [int(600)])));
    host.hang_up();
    let (status, complaint) = host.end();
    assert!(status.success(), "{status}: {complaint}");
    await_end_of(worker);
}

#[test]
fn it_ends_with_what_no_signal_stops() {
    let mut host = Host::start();
    let worker = worker_of(&mut host);
    host.value(1, eval("__import__('signal').signal(2, __import__('signal').SIG_IGN) and None"));
    host.begin(1, value(eval("[0 for _ in iter(int, 1)]")));
    let (status, _) = host.end();
    assert!(status.success());
    await_end_of(worker);
}

#[test]
fn it_ends_in_the_middle_of_a_frame() {
    let mut host = Host::start();
    host.send_bytes(&[0, 0, 0, 9, 131, 104]);
    let (status, complaint) = host.end();
    assert!(status.success() && complaint.is_empty(), "{status}: {complaint}");
}

#[test]
fn a_server_that_is_killed_takes_its_workers_along() {
    let mut host = Host::start();
    let worker = worker_of(&mut host);
    host.kill();
    await_end_of(worker);
}

#[test]
fn nothing_comes_unasked() {
    let mut host = Host::start();
    worker_of(&mut host);
    assert!(host.is_silent_for(Duration::from_millis(50)));
}
