//! Measuring in turns, so that a noisy machine is noisy for every side.

use std::error::Error;
use std::time::{Duration, Instant};

/// What can fail while something is measured: Python, a peer, the system.
pub type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// One side of a measurement: does its work, and says how long one piece of it took.
pub type Side<'a> = &'a mut dyn FnMut() -> Outcome<Duration>;

/// The median of each side from `rounds` rounds, in which the sides take turns, after one round of warm-up.
///
/// ```
/// use snakebridge_bench::{each, in_turns};
/// let mut words = each(100, || Ok(drop("a b c".split(' ').collect::<Vec<_>>())));
/// let mut bytes = each(100, || Ok(drop("a b c".as_bytes().to_vec())));
/// let [_words, _bytes] = in_turns(5, [&mut words, &mut bytes])?;
/// # snakebridge_bench::Outcome::Ok(())
/// ```
///
/// # Errors
/// The first error of a side.
pub fn in_turns<const SIDES: usize>(
    rounds: usize,
    mut sides: [Side<'_>; SIDES],
) -> Outcome<[Duration; SIDES]> {
    let mut times = [(); SIDES].map(|()| Vec::with_capacity(rounds));
    for round in 0..=rounds {
        for (side, times) in sides.iter_mut().zip(&mut times) {
            let time = side()?;
            if round > 0 {
                times.push(time);
            }
        }
    }
    Ok(times.map(|mut times| median(&mut times)))
}

/// A side that does `work` `count` times and says what one took.
pub fn each(count: u32, mut work: impl FnMut() -> Outcome<()>) -> impl FnMut() -> Outcome<Duration> {
    move || {
        let start = Instant::now();
        for _ in 0..count {
            work()?;
        }
        Ok(start.elapsed() / count)
    }
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sides_take_turns_and_the_first_round_does_not_count() {
        let order = std::cell::RefCell::new(Vec::new());
        let side = |name: char, times: [u64; 4]| {
            let (order, mut times) = (&order, times.into_iter());
            move || {
                order.borrow_mut().push(name);
                times.next().map(Duration::from_micros).ok_or_else(|| "one round too many".into())
            }
        };
        let medians = in_turns(3, [&mut side('a', [900, 3, 1, 2]), &mut side('b', [0, 7, 7, 50])]).unwrap();
        assert_eq!(medians, [2, 7].map(Duration::from_micros));
        assert_eq!(order.into_inner().iter().collect::<String>(), "abababab");
    }

    #[test]
    fn what_a_side_cannot_do_ends_the_measurement() {
        let failed = in_turns(3, [&mut each(2, || Err("no peer".into()))]);
        assert_eq!(failed.unwrap_err().to_string(), "no peer");
    }
}
