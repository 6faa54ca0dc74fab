//! Large buffers, which host and worker share instead of sending them.

use snakebridge::{Bridge, Session, Value};
use snakebridge_testkit::{Python, oldest_middle_newest, toys};

/// From here on a buffer is large.
const LARGE: usize = 64 << 10;

fn session(python: &Python) -> Session {
    let bridge = Bridge::builder().python(&python.path).search_path(toys()).build();
    bridge.expect("the Python is there").session()
}

/// Bytes that differ from place to place.
fn pattern(length: usize) -> Vec<u8> {
    (0..length).map(|at| (at % 251) as u8 ^ (at >> 12) as u8).collect()
}

fn echo(session: &Session, value: Value) -> Value {
    session.to("toy_values.identity").arg(value).get().expect("it comes back")
}

#[test]
fn bytes_stay_what_they_are_around_the_limit_and_within_containers() {
    for python in oldest_middle_newest() {
        let session = session(&python);
        for length in [0, 1, LARGE - 1, LARGE, LARGE + 1, 3 * LARGE + 7, 5 << 20] {
            for value in [Value::Bytes(pattern(length)), Value::ByteArray(pattern(length))] {
                assert!(echo(&session, value.clone()) == value, "{length} bytes on {}", python.version);
            }
        }
        let (one, other) = (Value::Bytes(pattern(2 * LARGE)), Value::ByteArray(pattern(LARGE)));
        let text = Value::Str("text ".repeat(LARGE));
        let nested = Value::Tuple(vec![
            one.clone(),
            Value::List(vec![Value::Bytes(b"small".to_vec()), text, other.clone(), one.clone()]),
            Value::Dict(vec![("key".into(), other), (one, 1.5.into())]),
        ]);
        assert!(echo(&session, nested.clone()) == nested, "on {}", python.version);
    }
}
