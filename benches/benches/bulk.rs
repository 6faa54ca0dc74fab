//! Arrays between host and worker, beside a copy of as many bytes from warm memory to warm memory.

#![expect(clippy::print_stdout, reason = "a bench prints its figures")]

use snakebridge::{Array, Bridge, Object};
use snakebridge_bench::{Beside, measure};
use snakebridge_testkit::with_numpy;
use std::error::Error;
use std::hint::black_box;

const ROUNDS: usize = 15;
const MEGABYTE: usize = 1_000_000;

fn main() -> Result<(), Box<dyn Error>> {
    let python = with_numpy();
    let session = Bridge::builder().python(&python.path).build()?.session();
    println!("Python {}; median of {ROUNDS} rounds, both sides in turns", python.version);

    for (bytes, calls) in [(MEGABYTE / 10, 500), (MEGABYTE, 100), (8 * MEGABYTE, 20), (100 * MEGABYTE, 2)] {
        let items = bytes / size_of::<f64>();
        let ours = Array::from_vec(vec![items], vec![1.5; items]).ok_or("no array")?;
        let theirs: Object = session.to("numpy.full").arg(items).arg(1.5).object()?;
        let (source, mut target) = (vec![7_u8; bytes], vec![1_u8; bytes]);
        let mut copy = || black_box(&mut target).copy_from_slice(black_box(&source));

        // What Python does with it touches none of it.
        let send = || {
            black_box(session.to("builtins.id").arg(&ours).get::<u64>().expect("it has an id"));
        };
        report("to Python", bytes, measure(ROUNDS, calls, send, &mut copy));
        let in_place: Array = session.zeros::<f64>([items])?.into();
        let send = || {
            black_box(session.to("builtins.id").arg(&in_place).get::<u64>().expect("it has an id"));
        };
        report("in place", bytes, measure(ROUNDS, calls, send, &mut copy));
        let receive = || {
            black_box(theirs.get::<Array>().expect("it can be an array"));
        };
        report("from Python", bytes, measure(ROUNDS, calls, receive, &mut copy));
    }
    Ok(())
}

fn report(name: &str, bytes: usize, beside: Beside) {
    let micros = |time: std::time::Duration| time.as_secs_f64() * 1e6;
    println!(
        "  {:>5.1} MB {name:<12} {:9.1} us   a copy {:9.1} us   ratio {:.2}",
        bytes as f64 / MEGABYTE as f64,
        micros(beside.subject),
        micros(beside.baseline),
        beside.ratio(),
    );
}
