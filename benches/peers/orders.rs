//! What all peers do: read an exercise and how often to do it from standard input, and answer with the nanoseconds that took.

use std::hint::black_box;
use std::io::{BufRead, Write, stdin, stdout};
use std::time::Instant;

/// Calls of `math`.
pub trait Calls {
    type Error: std::fmt::Display;

    /// `math.sqrt(number)`
    fn sqrt(&self, number: f64) -> Result<f64, Self::Error>;

    /// `math.gcd(one, other)`
    fn gcd(&self, one: i64, other: i64) -> Result<i64, Self::Error>;

    /// `math.isclose(one, other, rel_tol=tolerance)`
    fn is_close(&self, one: f64, other: f64, tolerance: f64) -> Result<bool, Self::Error>;
}

/// Calls of `builtins`.
pub trait MoreCalls: Calls {
    /// `divmod(one, other)`
    fn divmod(&self, one: i64, other: i64) -> Result<(i64, i64), Self::Error>;

    /// `len(numbers)`, of a list that is made for it
    fn len(&self, numbers: &[f64]) -> Result<usize, Self::Error>;

    /// `list.copy()` of a list that is kept; the copy is an object, and is dropped.
    fn copy(&self) -> Result<(), Self::Error>;
}

/// As [`take`], of those who have both.
pub fn take_more<C: MoreCalls>(ways: &[(&str, C)]) -> Result<(), Box<dyn std::error::Error>> {
    take_by(ways, |calls, exercise, count| {
        let numbers = [0.5; 10];
        match exercise {
            "divmod" => each(count, || calls.divmod(black_box(48), black_box(18))),
            "len" => each(count, || calls.len(black_box(&numbers))),
            "copy" => each(count, || calls.copy()),
            _ => once(calls, exercise, count),
        }
    })
}

/// Takes orders until there are no more. Each names one of these ways, an exercise and a number: `naive sqrt 1000`.
pub fn take<C: Calls>(ways: &[(&str, C)]) -> Result<(), Box<dyn std::error::Error>> {
    take_by(ways, once)
}

fn take_by<C>(
    ways: &[(&str, C)],
    once: impl Fn(&C, &str, u32) -> Result<u128, String>,
) -> Result<(), Box<dyn std::error::Error>> {
    for order in stdin().lock().lines() {
        let order = order?;
        let nanoseconds = time(ways, &order, &once).map_err(|error| format!("`{order}`: {error}"))?;
        writeln!(stdout(), "{nanoseconds}")?;
    }
    Ok(())
}

fn time<C>(
    ways: &[(&str, C)],
    order: &str,
    once: impl Fn(&C, &str, u32) -> Result<u128, String>,
) -> Result<u128, String> {
    let mut words = order.split(' ');
    let mut word = || words.next().ok_or("not all of it is there");
    let (way, exercise) = (word()?, word()?);
    let count: u32 = word()?.parse().map_err(|_| "that is no number")?;
    let (_, calls) = ways.iter().find(|(known, _)| *known == way).ok_or("there is no such way")?;
    once(calls, exercise, count)
}

fn once<C: Calls>(calls: &C, exercise: &str, count: u32) -> Result<u128, String> {
    match exercise {
        "sqrt" => each(count, || calls.sqrt(black_box(16.0))),
        "gcd" => each(count, || calls.gcd(black_box(48), black_box(18))),
        "isclose" => each(count, || calls.is_close(black_box(16.0), black_box(16.0), 0.5)),
        _ => Err("there is no such exercise".to_owned()),
    }
}

fn each<T, E: std::fmt::Display>(count: u32, call: impl Fn() -> Result<T, E>) -> Result<u128, String> {
    let start = Instant::now();
    for _ in 0..count {
        black_box(call().map_err(|error| error.to_string())?);
    }
    Ok(start.elapsed().as_nanos())
}
