//! A Rust function called by Python, beside an echo of 32 bytes by a Python peer; in process, beside a function of Python's.

use crate::Stage;
use crate::embed::{embedded, used};
use snakebridge::{Call, Callback, Object};
use snakebridge_bench::echo::{self, Echo};
use snakebridge_bench::{Figure, Outcome, each, in_turns, processors};
use std::hint::black_box;

const ROUNDS: usize = 21;
const CALLS: u32 = 2_000;

pub(crate) fn measure(stage: &Stage) -> Outcome<Vec<Figure>> {
    let mut echo = Echo::start(&stage.python)?;
    let add_one = Callback::new(|number: i64| number + 1);
    let numbers = Call::to("builtins.range").arg(CALLS);
    let total = Call::to("builtins.sum").arg(Call::to("builtins.map").arg(add_one).arg(numbers));
    let mut calls = each(1, || {
        let total: i64 = total.get()?;
        black_box(total);
        Ok(())
    });
    let _together = processors::together(&[std::process::id(), Call::to("os.getpid").get()?, echo.pid()])?;
    let [subject, baseline] =
        in_turns(ROUNDS, [&mut || Ok(calls()? / CALLS), &mut each(CALLS, || Ok(echo.round_trip()?))])?;
    let what = "callback from Python, and back".to_owned();
    let apart = Figure { what, subject, beside: echo::NAME, baseline, budget: None, usual: None };
    Ok(vec![apart, here(stage)?])
}

/// The same in this process, beside a function of Python's that does the same.
fn here(stage: &Stage) -> Outcome<Figure> {
    let (session, _) = embedded(stage)?;
    let _entered = session.enter();
    let total = |function: &Object| {
        let numbers = Call::to("builtins.range").arg(CALLS);
        let total = Call::to("builtins.sum").arg(Call::to("builtins.map").arg(function).arg(numbers));
        each(1, move || used(total.get::<i64>()?))
    };
    let ours = Callback::new(|number: i64| number + 1);
    let ours = Call::to("functools.partial").arg(ours).attr("func").object()?;
    let theirs = Call::to("builtins.eval").arg("lambda number: number + 1").object()?;
    let (mut calls, mut calls_of_theirs) = (total(&ours), total(&theirs));
    let [subject, baseline] =
        in_turns(ROUNDS, [&mut || Ok(calls()? / CALLS), &mut || Ok(calls_of_theirs()? / CALLS)])?;
    let what = "in process, callback from Python, and back".to_owned();
    Ok(Figure { what, subject, beside: "a function of Python's", baseline, budget: None, usual: None })
}
