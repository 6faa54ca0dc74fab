//! What large buffers leave behind when they are gone: nothing. One test, because it counts what the whole process has.

#![cfg(target_os = "linux")]

use snakebridge::{Array, Bridge, DType, Session};
use snakebridge_testkit::{toys, with_numpy};

const MEBIBYTE: usize = 1 << 20;

/// What a process has: resident bytes, segments that are mapped, open descriptors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Held {
    resident: u64,
    mapped: usize,
    descriptors: usize,
}

fn ours() -> Held {
    let statm = std::fs::read_to_string("/proc/self/statm").expect("there is /proc");
    let pages: u64 = statm.split(' ').nth(1).expect("a second field").parse().expect("a number");
    let maps = std::fs::read_to_string("/proc/self/maps").expect("there is /proc");
    Held {
        resident: pages * rustix::param::page_size() as u64,
        mapped: maps.lines().filter(|line| line.contains("memfd:snakebridge")).count(),
        descriptors: std::fs::read_dir("/proc/self/fd").expect("there is /proc").count(),
    }
}

fn theirs(session: &Session) -> Held {
    let (resident, mapped) = session.to("toy_bulk.memory").get().expect("it tells");
    let descriptors =
        session.to("os.listdir").arg("/proc/self/fd").get::<Vec<String>>().expect("it tells").len();
    Held { resident, mapped, descriptors }
}

fn sevens(length: usize) -> Array {
    let dtype = DType::parse("|u1").expect("a dtype");
    Array::new(dtype, vec![length], vec![7; length].into()).expect("the shape fits")
}

fn echo(session: &Session, array: &Array) -> Array {
    session.to("toy_values.identity").arg(array).get().expect("it comes back")
}

#[test]
fn nothing_is_left_behind() {
    let python = with_numpy();
    let bridge = Bridge::builder().python(&python.path).search_path(toys()).build();
    let bridge = bridge.expect("the Python is there");
    // What is made once for a program: the thread that starts workers, and the like.
    bridge.session().to("builtins.len").arg("").run().expect("it answers");
    let before = ours();

    let session = bridge.session();
    let array = sevens(MEBIBYTE);
    for _ in 0..100 {
        assert_eq!(echo(&session, &array).shape(), [MEBIBYTE]);
    }
    let (ours_warm, theirs_warm) = (ours(), theirs(&session));
    assert!(ours_warm.mapped > 0 && theirs_warm.mapped > 0, "they do share: {ours_warm:?}, {theirs_warm:?}");
    for _ in 0..10_000 {
        echo(&session, &array);
    }
    stays(ours_warm, ours());
    stays(theirs_warm, theirs(&session));

    // More than is kept is unmapped as soon as it is let go of, on both sides.
    let huge = sevens(300 * MEBIBYTE);
    drop(echo(&session, &huge));
    drop(huge);
    stays(ours_warm, ours());
    stays(theirs_warm, theirs(&session));

    let held = echo(&session, &array);
    drop(session);
    let now = ours();
    assert_eq!((now.mapped, now.descriptors), (1, before.descriptors), "what is held stays mapped");
    drop(held);
    let now = ours();
    assert_eq!((now.mapped, now.descriptors), (0, before.descriptors));
}

fn stays(before: Held, now: Held) {
    assert_eq!((now.mapped, now.descriptors), (before.mapped, before.descriptors));
    let grown = now.resident.saturating_sub(before.resident);
    assert!(grown < 32 * MEBIBYTE as u64, "{grown} bytes more: {before:?}, {now:?}");
}
