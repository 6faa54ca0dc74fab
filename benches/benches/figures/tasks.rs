//! A thousand calls awaited at once.

use crate::Stage;
use snakebridge::{Call, CallFuture, FromPy, Object};
use snakebridge_bench::echo::{self, Echo};
use snakebridge_bench::peer::Peer;
use snakebridge_bench::{Figure, Outcome, in_turns};
use std::time::{Duration, Instant};
use tokio::runtime::{Builder, Runtime};

const ROUNDS: usize = 11;
const CALLS: u32 = 1_000;

pub(crate) fn measure(stage: &Stage) -> Outcome<Vec<Figure>> {
    let runtime = Builder::new_current_thread().build()?;
    let mut echo = Echo::start(&stage.python)?;
    let abs = Call::to("builtins.abs").arg(-5);
    let mut calls = || at_once(&runtime, || abs.get_async::<i64>());
    let [calls, echoed] = in_turns(ROUNDS, [&mut calls, &mut || echo.alone(CALLS)])?;

    let mut plain = Peer::start(&stage.python, "plain.py")?;
    let mut meet = || {
        let meeting: Object = Call::to("exercises.Meeting").arg(CALLS).get()?;
        at_once(&runtime, || meeting.method("arrive").get_async::<()>())
    };
    let [met, gathered] = in_turns(ROUNDS, [&mut meet, &mut || plain.time("meet", CALLS)])?;
    Ok(vec![
        Figure {
            what: "each of 1,000 calls awaited at once".to_owned(),
            subject: calls,
            beside: echo::NAME,
            baseline: echoed,
            budget: None,
            usual: Some("calls-at-once"),
        },
        Figure {
            what: "each of 1,000 coroutines that wait for the last".to_owned(),
            subject: met,
            beside: "`asyncio.gather` in Python",
            baseline: gathered,
            budget: None,
            usual: None,
        },
    ])
}

/// What one of all calls takes.
fn at_once<T: FromPy + Send + 'static>(
    runtime: &Runtime,
    call: impl Fn() -> CallFuture<T>,
) -> Outcome<Duration> {
    let start = Instant::now();
    runtime.block_on(async {
        let tasks: Vec<_> = (0..CALLS).map(|_| tokio::spawn(call())).collect();
        for task in tasks {
            task.await??;
        }
        Outcome::Ok(())
    })?;
    Ok(start.elapsed() / CALLS)
}
