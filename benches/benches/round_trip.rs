//! The worker round trip of a generated `math.sqrt`, beside an echo of 32 bytes by a Python peer.

#![expect(clippy::print_stdout, reason = "a bench prints its figures")]

use snakebridge::{Call, Session};
use snakebridge_bench::echo::Echo;
use snakebridge_bench::{Beside, measure};
use std::hint::black_box;

snakebridge::bindings!();

const ROUNDS: usize = 31;
const CALLS: u32 = 2_000;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let facts = Session::current()?.facts()?;
    let fact = |name: &str| facts.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value);
    let mut echo = Echo::start(fact("executable"))?;
    println!("Python {} at {}", fact("python"), fact("executable"));

    let sqrt = || {
        let root: f64 = py::math::sqrt(black_box(16.0)).get().expect("16 has a root");
        black_box(root);
    };
    report(
        "generated math.sqrt",
        measure(ROUNDS, CALLS, sqrt, || echo.round_trip().expect("the peer is up")),
    );

    let len = || {
        let length: i64 = Call::to("builtins.len").arg(black_box("four")).get().expect("it has a length");
        black_box(length);
    };
    report(
        "dynamic builtins.len",
        measure(ROUNDS, CALLS, len, || echo.round_trip().expect("the peer is up")),
    );
    Ok(())
}

fn report(name: &str, beside: Beside) {
    let micros = |time: std::time::Duration| time.as_secs_f64() * 1e6;
    println!(
        "{name:<24} {:7.2} us   echo of 32 bytes {:7.2} us   ratio {:.2}",
        micros(beside.subject),
        micros(beside.baseline),
        beside.ratio(),
    );
}
