//! A Rust function called by Python, beside an echo of 32 bytes by a Python peer.

use crate::Stage;
use snakebridge::{Call, Callback};
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
    Ok(vec![Figure { what, subject, beside: echo::NAME, baseline, budget: None, usual: None }])
}
