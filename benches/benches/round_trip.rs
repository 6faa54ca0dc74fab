//! The worker round trip of a generated `math.sqrt`, beside an echo of 32 bytes by a Python peer.

#![expect(clippy::print_stdout, reason = "a bench prints its figures")]

use snakebridge::{Call, Session};
use snakebridge_bench::echo::Echo;
use snakebridge_bench::{Beside, measure, pin};
use std::error::Error;
use std::hint::black_box;

snakebridge::bindings!();

const ROUNDS: usize = 21;
const CALLS: u32 = 2_000;
const NESTED: u32 = 1_000;

fn main() -> Result<(), Box<dyn Error>> {
    let facts = Session::current()?.facts()?;
    let fact = |name: &str| facts.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value);
    let mut echo = Echo::start(fact("executable"))?;
    println!("Python {}; median of {ROUNDS} rounds of {CALLS} calls, both sides in turns", fact("python"));

    println!("\nhost, worker and peer on one processor (nothing depends on how the scheduler places them)");
    let everyone = [std::process::id(), fact("process").parse()?, echo.pid()];
    for pid in everyone {
        pin(pid, Some(0))?;
    }
    round_trips(&mut echo);
    println!("\nwherever the scheduler puts them");
    for pid in everyone {
        pin(pid, None)?;
    }
    round_trips(&mut echo);
    Ok(())
}

fn round_trips(echo: &mut Echo) {
    let sqrt = || {
        let root: f64 = py::math::sqrt(black_box(16.0)).get().expect("16 has a root");
        black_box(root);
    };
    report(
        "generated math.sqrt",
        measure(ROUNDS, CALLS, sqrt, || echo.round_trip().expect("the peer is up")),
        1,
    );

    let len = || {
        let length: i64 = Call::to("builtins.len").arg(black_box("four")).get().expect("it has a length");
        black_box(length);
    };
    report(
        "dynamic builtins.len",
        measure(ROUNDS, CALLS, len, || echo.round_trip().expect("the peer is up")),
        1,
    );

    let nested = (0..NESTED).fold(Call::of(-5), |inner, _| Call::to("builtins.abs").arg(inner));
    let nested = || {
        let five: i64 = nested.get().expect("it has an absolute value");
        black_box(five);
    };
    let beside = measure(ROUNDS, 20, nested, || echo.round_trip().expect("the peer is up"));
    report("each of 1,000 nested", beside, NESTED);
}

fn report(name: &str, beside: Beside, parts: u32) {
    let micros = |time: std::time::Duration| time.as_secs_f64() * 1e6;
    println!(
        "  {name:<22} {:7.2} us   echo of 32 bytes {:7.2} us   ratio {:.2}",
        micros(beside.subject) / f64::from(parts),
        micros(beside.baseline),
        beside.ratio() / f64::from(parts),
    );
}
