//! Large buffers, which host and worker share instead of sending them.

use rustix::process::{Pid, Signal, kill_process};
use snakebridge::{Array, Bridge, Callback, DType, Error, Object, Session, ToPy, Value};
use snakebridge_testkit::{Python, oldest_middle_newest, toys, with_numpy};
use std::pin::pin;
use std::task::{Context, Waker};

/// From here on a buffer is large.
const LARGE: usize = 64 << 10;

fn session(python: &Python) -> Session {
    let bridge = Bridge::builder().python(&python.path).search_path(toys()).build();
    bridge.expect("the Python is there").session()
}

fn with_arrays() -> Session {
    session(&with_numpy())
}

/// Bytes that differ from place to place.
fn pattern(length: usize) -> Vec<u8> {
    (0..length).map(|at| (at % 251) as u8 ^ (at >> 12) as u8).collect()
}

fn bytes(value: u8, length: usize) -> Array {
    let dtype = DType::parse("|u1").expect("a dtype");
    Array::new(dtype, vec![length], vec![value; length].into()).expect("the shape fits")
}

fn all_are(array: &Array, value: u8) -> bool {
    array.data().chunks(1 << 20).all(|chunk| chunk == &[value].repeat(chunk.len())[..])
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
        let many: Value = Value::List((0..200).map(|at| Value::Bytes(pattern(at * 700))).collect());
        assert!(echo(&session, many.clone()) == many, "on {}", python.version);
    }
}

#[test]
fn arrays_of_every_dtype_and_length_stay_what_they_are() {
    let session = with_arrays();
    for dtype in ["?", "i1", "i2", ">i4", "i8", "u1", ">u2", "u4", "u8", "f2", "f4", ">f8", "c8", "c16"] {
        for length in [LARGE - 1, LARGE, LARGE + 1, 9 * LARGE + 5] {
            let numbers = session.to("numpy.arange").arg(length);
            let made = session.to("numpy.mod").arg(numbers).arg(100).method("astype").arg(dtype);
            let array: Array = made.get().expect("there is an array");
            assert_eq!(array.shape(), [length]);
            let same: bool =
                session.to("numpy.array_equal").arg(&array).arg(made).get().expect("they compare");
            assert!(same, "{length} of {dtype} differ in Python");
            assert!(echo(&session, array.clone().into()) == array.into(), "{length} of {dtype} differ");
        }
    }
}

#[test]
fn arrays_of_every_layout_come_in_c_order() {
    let session = with_arrays();
    let [rows, columns] = [300, 400];
    let made = session.to("numpy.arange").arg(rows * columns).method("reshape").arg(rows).arg(columns);
    let transposed: Array = made.clone().attr("T").get().expect("there is an array");
    assert_eq!(transposed.shape(), [columns as usize, rows as usize]);
    let expected: Vec<i64> = (0..columns).flat_map(|c| (0..rows).map(move |r| r * columns + c)).collect();
    assert!(transposed.to_vec::<i64>().expect("they are ints") == expected);
    let fortran: Array = session.to("numpy.asfortranarray").arg(made.clone()).get().expect("an array");
    assert!(fortran.to_vec::<i64>().expect("they are ints") == (0..rows * columns).collect::<Vec<_>>());
    let every_other = made.item(session.to("builtins.slice").arg(()).arg(()).arg(-2));
    let sliced: Array = every_other.get().expect("there is an array");
    assert_eq!(sliced.shape(), [150, 400]);
    assert_eq!(sliced.to_vec::<i64>().expect("they are ints")[..2], [299 * columns, 299 * columns + 1]);
}

#[test]
fn several_arrays_cross_at_once_and_each_has_memory_of_its_own() {
    let session = with_arrays();
    let (one, other) = (bytes(1, LARGE), bytes(2, 3 * LARGE + 1));
    let sent = vec![one.clone(), other.clone(), one.clone(), bytes(3, 10), one];
    let kept: Object = session.to("builtins.list").arg(&sent).object().expect("they arrive");
    let back: Vec<Array> = kept.get().expect("they come back");
    assert!(back == sent);
    kept.item(0).method("fill").arg(9).run().expect("it can be written to");
    let back: Vec<Array> = kept.get().expect("they come back");
    assert!(all_are(&back[0], 9) && all_are(&back[2], 1), "the same array twice is two in Python");
    let twice: Vec<Array> =
        session.to("builtins.list").arg(vec![&kept.item(1), &kept.item(1)]).get().expect("both");
    assert!(twice == [other.clone(), other]);
}

#[test]
fn what_python_does_to_an_array_stays_in_python() {
    let session = with_arrays();
    let ours = bytes(1, LARGE);
    session.to("toy_bulk.keep").arg(&ours).run().expect("it is kept");
    session.to("toy_bulk.fill_kept").arg(2).run().expect("it can be written to");
    let back: Array = session.to("toy_bulk.take").get().expect("it comes back");
    assert!(all_are(&ours, 1) && all_are(&back, 2));

    let theirs: Object = session.to("numpy.full").arg(LARGE).arg(3).arg("u1").object().expect("an array");
    let before: Array = theirs.get().expect("it comes");
    session.to("toy_bulk.keep").arg(&theirs).run().expect("it is kept");
    session.to("toy_bulk.fill_kept").arg(4).run().expect("it can be written to");
    let after: Array = theirs.get().expect("it comes");
    assert!(all_are(&before, 3) && all_are(&after, 4));
}

#[test]
fn results_that_are_held_do_not_change_and_outlive_their_worker() {
    let session = with_arrays();
    let full = |value: u8| session.to("numpy.full").arg(LARGE + usize::from(value)).arg(value).arg("u1");
    let held: Vec<Array> = (0..100).map(|value| full(value).get().expect("it comes")).collect();
    let pid: i32 = session.to("os.getpid").get().expect("the worker answers");
    kill_process(Pid::from_raw(pid).expect("a pid is positive"), Signal::KILL)
        .expect("the worker is ours to kill");
    while !matches!(session.to("os.getpid").get::<i32>(), Ok(new) if new != pid) {}
    drop(session);
    for (value, array) in (0..).zip(&held) {
        assert!(all_are(array, value), "array {value}");
    }
}

#[test]
fn threads_share_at_once() {
    let session = with_arrays();
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let session = &session;
            scope.spawn(move || {
                for round in 0..50 {
                    let length = LARGE + 5000 * thread + round;
                    let sent = bytes((thread * 50 + round) as u8, length);
                    let back = echo(session, Value::List(vec![sent.clone().into(), sent.clone().into()]));
                    assert!(back == Value::List(vec![sent.clone().into(), sent.into()]), "{thread}, {round}");
                }
            });
        }
    });
}

#[cfg(target_os = "linux")]
#[test]
fn what_is_lent_to_a_call_that_fails_is_lent_again() {
    let session = with_arrays();
    let before: usize = session.to("toy_bulk.mapped").get().expect("it is known");
    for round in 0..200 {
        let array = bytes(1, LARGE + round);
        let late = session.to("toy_bulk.raises").arg(&array).run();
        assert!(matches!(late, Err(Error::Python(_))), "{late:?}");
        // The array is not even made.
        let early = session.to("builtins.print").arg(session.to("toy_bulk.missing")).arg(&array).run();
        assert!(matches!(early, Err(Error::Python(_))), "{early:?}");
    }
    let after: usize = session.to("toy_bulk.mapped").get().expect("it is known");
    assert!(before == 0 && (1..8).contains(&after), "{after} segments are mapped");
}

#[test]
fn callbacks_take_and_give_large_buffers() {
    let session = with_arrays();
    let doubled = Callback::new(|array: Array| {
        let items = array.to_vec::<u8>().expect("bytes");
        Array::from_vec(array.shape().to_vec(), items.into_iter().map(|item| item * 2).collect::<Vec<u8>>())
            .expect("as many items")
    });
    for value in 1..20 {
        let sent = bytes(value, 2 * LARGE);
        let back: Array = session.to("toy_bulk.call").arg(&doubled).arg(&sent).get().expect("it comes back");
        assert!(all_are(&back, 2 * value) && all_are(&sent, value), "{value}");
    }
    // Beside a callback, and from a callback that asks for something itself.
    let inner = session.clone();
    let nested = Callback::new(move |given: Value| {
        inner.to("toy_bulk.call").arg(Callback::new(|x: Value| x)).arg(given).get::<Value>()
    });
    let sent = Value::Bytes(pattern(3 * LARGE));
    let back: Value =
        session.to("toy_bulk.call").arg(&nested).arg(sent.clone()).get().expect("it comes back");
    assert!(back == sent);
}

#[test]
fn streams_carry_large_buffers() {
    let session = with_arrays();
    let whole = session.to("toy_bulk.blocks").arg(150).arg(LARGE);
    for (at, block) in whole.stream::<Array>().expect("it begins").enumerate() {
        let block = block.expect("it comes");
        assert!(block.shape() == [LARGE + at] && all_are(&block, at as u8), "block {at}");
    }
    // Held all at once there are more than there may be segments.
    let held = session.to("toy_bulk.blocks").arg(150).arg(LARGE).stream::<Array>().expect("it begins");
    let held: Vec<Array> = held.map(|block| block.expect("it comes")).collect();
    assert_eq!(held.len(), 150);
    for (at, block) in held.iter().enumerate() {
        assert!(all_are(block, at as u8), "block {at}");
    }
}

/// What comes too late, and what is not evaluated any more, must not keep segments on loan: there are 64 of them on each side.
#[cfg(target_os = "linux")]
#[test]
fn what_nobody_waits_for_any_more_is_lent_again() {
    let session = with_arrays();
    for round in 0..200 {
        let call = session.to("toy_values.identity").arg(bytes(1, LARGE + round));
        let mut future = pin!(call.get_async::<Array>());
        // It is sent, and cancelled: some are answered all the same, others never begin.
        let _hardly_ready = future.as_mut().poll(&mut Context::from_waker(Waker::noop()));
    }
    let after: usize = session.to("toy_bulk.mapped").get().expect("it is known");
    assert!(after < 16, "{after} segments are mapped");
}

#[cfg(target_os = "linux")]
#[test]
fn what_a_forked_child_sees_is_not_written_over() {
    let session = with_arrays();
    let child = session.to("toy_bulk.Child").arg(bytes(7, 2 * LARGE)).object().expect("it forks");
    for value in 100..110 {
        session.to("builtins.len").arg(bytes(value, 2 * LARGE)).run().expect("it arrives");
    }
    assert_eq!(child.method("ends").get::<(u8, u8, u8)>().expect("it answers"), (7, 7, 0));
}

#[test]
fn a_buffer_is_filled_sent_and_still_what_it_was() {
    let session = with_arrays();
    for shape in [vec![3, 4], vec![200, 300], vec![0, 7]] {
        let mut buffer = session.zeros::<f32>(shape.clone()).expect("there is memory");
        assert!(buffer.iter().all(|item| *item == 0.0));
        buffer.iter_mut().zip(0_u16..).for_each(|(item, at)| *item = at.into());
        let expected = buffer.to_vec();
        let array = Array::from(buffer);
        assert_eq!((array.shape(), array.to_vec::<f32>().expect("floats")), (&shape[..], expected.clone()));
        for round in 0..100 {
            session.to("toy_bulk.keep").arg(&array).run().expect("it is kept");
            session.to("toy_bulk.fill_kept").arg(round).run().expect("it can be written to");
            let back: Array = session.to("toy_bulk.take").get().expect("it comes back");
            assert!(back.to_vec::<f32>().expect("floats").iter().all(|item| *item == round as f32));
        }
        assert_eq!(array.to_vec::<f32>().expect("floats"), expected, "what Python wrote is in Python");
        assert!(
            echo(&session, vec![array.clone(), array.clone()].into_value().unwrap())
                == vec![array.clone(), array].into_value().unwrap()
        );
    }
    let too_large = session.zeros::<f64>([1 << 40, 1 << 40]);
    assert!(matches!(too_large, Err(Error::Usage(_))), "{too_large:?}");
}

#[test]
fn a_gibibyte_crosses_both_ways() {
    let session = with_arrays();
    let length = 1 << 30;
    let sent = bytes(5, length);
    session.to("toy_bulk.keep").arg(&sent).run().expect("it is kept");
    drop(sent);
    let back: Array = session.to("toy_bulk.take").get().expect("it comes back");
    assert_eq!(back.shape(), [length]);
    assert!(all_are(&back, 5));
}
