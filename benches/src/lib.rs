//! A small harness: two things are measured in turns, so that a noisy machine is noisy for both.

pub mod echo;

use rustix::process::Pid;
use rustix::thread::CpuSet;
use std::io;
use std::time::{Duration, Instant};

/// The median time of one call of each side, from rounds taken in turns.
#[derive(Debug, Clone, Copy)]
pub struct Beside {
    /// What is measured.
    pub subject: Duration,
    /// What it is measured beside.
    pub baseline: Duration,
}

impl Beside {
    /// How many times the baseline it takes.
    #[must_use]
    pub fn ratio(&self) -> f64 {
        self.subject.as_secs_f64() / self.baseline.as_secs_f64()
    }
}

/// Measures `subject` beside `baseline`: `rounds` rounds of `calls` calls each, in turns, after one round of warm-up.
pub fn measure(rounds: usize, calls: u32, mut subject: impl FnMut(), mut baseline: impl FnMut()) -> Beside {
    let mut times = (Vec::with_capacity(rounds), Vec::with_capacity(rounds));
    for round in 0..=rounds {
        let pair = (time(calls, &mut subject), time(calls, &mut baseline));
        if round > 0 {
            times.0.push(pair.0);
            times.1.push(pair.1);
        }
    }
    Beside { subject: median(&mut times.0), baseline: median(&mut times.1) }
}

fn time(calls: u32, work: &mut impl FnMut()) -> Duration {
    let start = Instant::now();
    for _ in 0..calls {
        work();
    }
    start.elapsed() / calls
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// Puts a process (its first thread) on one processor, or on any.
///
/// # Errors
/// When there is no such process.
#[cfg(target_os = "linux")]
pub fn pin(process: u32, processor: Option<usize>) -> io::Result<()> {
    let mut allowed = CpuSet::new();
    let all = std::thread::available_parallelism().map_or(1, usize::from).max(64);
    processor.map_or(0..all, |only| only..only + 1).for_each(|number| allowed.set(number));
    let process = Pid::from_raw(process.cast_signed());
    rustix::thread::sched_setaffinity(process, &allowed)?;
    Ok(())
}
