//! What becomes of large buffers when this process may open no more files. One test, because the limit is the whole process's.

#![cfg(target_os = "linux")]

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use snakebridge::{Bridge, Error, Value};
use snakebridge_testkit::{oldest_middle_newest, toys};

const LARGE: usize = 64 << 10;

#[test]
fn without_file_descriptors_a_result_is_an_error_and_the_worker_goes_on() {
    let python = &oldest_middle_newest()[0];
    let bridge = Bridge::builder().python(&python.path).search_path(toys()).build();
    let session = bridge.expect("the Python is there").session();
    let pid: i32 = session.to("os.getpid").get().expect("the worker answers");
    let made = session.to("builtins.bytes").arg(LARGE);

    let sent = Value::Bytes(vec![7; LARGE]);

    let before = getrlimit(Resource::Nofile);
    setrlimit(Resource::Nofile, Rlimit { current: Some(3), ..before }).expect("less is always admitted");
    let refused = made.clone().get::<Value>();
    let kept = session.to("toy_values.identity").arg(sent.clone()).object();
    setrlimit(Resource::Nofile, before).expect("it was so before");

    match refused {
        Err(Error::Usage(why)) => assert!(why.contains("ulimit -n"), "{why}"),
        other => panic!("{other:?}"),
    }
    // What cannot be lent crosses the wire.
    let kept: Value = kept.expect("it arrives").get().expect("it comes back");
    assert!(kept == sent);
    assert!(made.get::<Value>().expect("it comes again") == Value::Bytes(vec![0; LARGE]));
    assert_eq!(session.to("os.getpid").get::<i32>().expect("the worker is the same"), pid);
}
