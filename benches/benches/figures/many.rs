//! A thousand calls: as one expression, and from several threads at once.

use crate::Stage;
use snakebridge::{Call, Session};
use snakebridge_bench::echo::{self, Echo};
use snakebridge_bench::measure::Side;
use snakebridge_bench::{Budget, Figure, Outcome, each, in_turns};
use std::hint::black_box;
use std::sync::Barrier;
use std::thread;
use std::time::{Duration, Instant};

const ROUNDS: usize = 21;
const CALLS: u32 = 1_000;
const THREADS: u32 = 8;
const MOST: Duration = Duration::from_micros(3);

pub(crate) fn measure(stage: &Stage) -> Outcome<Vec<Figure>> {
    let mut echo = Echo::start(&stage.python)?;
    let mut beside = |what: &str, calls: Side<'_>, budget, usual| -> Outcome<Figure> {
        let [subject, baseline] = in_turns(ROUNDS, [calls, &mut || echo.alone(CALLS)])?;
        let (what, beside) = (what.to_owned(), echo::NAME);
        Ok(Figure { what, subject, beside, baseline, budget, usual: Some(usual) })
    };
    let nested = (0..CALLS).fold(Call::of(-5), |inner, _| Call::to("builtins.abs").arg(inner));
    let mut nested = each(1, || {
        let five: i64 = nested.get()?;
        black_box(five);
        Ok(())
    });
    Ok(vec![
        beside(
            "each of 1,000 calls in one expression",
            &mut || Ok(nested()? / CALLS),
            Some(Budget::Time(MOST)),
            "call",
        )?,
        beside(
            "each of 1,000 calls from 8 threads",
            &mut || from_threads(&stage.session),
            None,
            "calls-at-once",
        )?,
    ])
}

/// What one of all calls takes, when each thread waits for its own.
fn from_threads(session: &Session) -> Outcome<Duration> {
    let ready = Barrier::new(THREADS as usize + 1);
    let calls = || -> Outcome<()> {
        ready.wait();
        for _ in 0..CALLS / THREADS {
            let five: i64 = session.to("builtins.abs").arg(black_box(-5)).get()?;
            black_box(five);
        }
        Ok(())
    };
    thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS).map(|_| scope.spawn(calls)).collect();
        ready.wait();
        let start = Instant::now();
        for thread in threads {
            thread.join().map_err(|_| "a calling thread panicked")??;
        }
        Ok(start.elapsed() / CALLS)
    })
}
