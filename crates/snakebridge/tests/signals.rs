//! What belongs to the host: its signals and its other children. A test binary of its own, whose process has no other tests.

#![cfg(target_os = "linux")]

use snakebridge::{Bridge, Error, Value};
use snakebridge_testkit::toys;
use std::process::{Command, Stdio};

/// The signals that this process ignores and catches, as the kernel tells it.
fn dispositions() -> Vec<String> {
    let status = std::fs::read_to_string("/proc/self/status").expect("there is a /proc");
    let told = |line: &&str| line.starts_with("SigIgn:") || line.starts_with("SigCgt:");
    status.lines().filter(told).map(str::to_owned).collect()
}

#[test]
fn signals_and_children_of_the_host_are_left_alone() {
    let before = dispositions();
    assert_eq!(before.len(), 2);
    let mut child = Command::new("cat").stdin(Stdio::piped()).spawn().expect("there is a cat");
    let session = Bridge::builder().search_path(toys()).build().expect("there is a Python").session();
    for _ in 0..2 {
        assert_eq!(session.to("math.sqrt").arg(16.0).get::<f64>().expect("the worker answers"), 4.0);
        assert_eq!(dispositions(), before);
        // A worker that dies is waited for, and nobody else.
        let outcome = session.to("toy_errors.end").arg(3).get::<Value>();
        assert!(matches!(&outcome, Err(Error::WorkerDied(death)) if death.code == Some(3)), "{outcome:?}");
        assert_eq!(dispositions(), before);
    }
    drop(child.stdin.take());
    let status = child.wait().expect("nobody else has waited for it");
    assert!(status.success(), "{status}");
    session.close();
    assert_eq!(dispositions(), before);
}
