//! One call at a time, beside an echo of 32 bytes by a Python peer.

use crate::{Stage, py};
use snakebridge::Call;
use snakebridge_bench::echo::{self, Echo};
use snakebridge_bench::{Budget, Figure, Outcome, each, in_turns, processors};
use std::hint::black_box;

const ROUNDS: usize = 21;
const CALLS: u32 = 2_000;

pub(crate) fn measure(stage: &Stage) -> Outcome<Vec<Figure>> {
    let mut echo = Echo::start(&stage.python)?;
    let processes = [std::process::id(), Call::to("os.getpid").get()?, echo.pid()];
    let generated = || -> Outcome<()> {
        let root: f64 = py::math::sqrt(black_box(16.0)).get()?;
        black_box(root);
        Ok(())
    };
    let dynamic = || -> Outcome<()> {
        let root: f64 = Call::to("math.sqrt").arg(black_box(16.0)).get()?;
        black_box(root);
        Ok(())
    };
    let mut figures = Vec::new();
    let mut measure = |what: &str, call: &dyn Fn() -> Outcome<()>, budget| -> Outcome<()> {
        let [subject, baseline] =
            in_turns(ROUNDS, [&mut each(CALLS, call), &mut each(CALLS, || Ok(echo.round_trip()?))])?;
        let what = what.to_owned();
        figures.push(Figure { what, subject, beside: echo::NAME, baseline, budget, usual: Some("call") });
        Ok(())
    };

    let together = processors::together(&processes)?;
    measure("generated call of `math.sqrt`", &generated, Some(Budget::Ratio(1.4)))?;
    measure("dynamic call of `math.sqrt`", &dynamic, Some(Budget::Ratio(1.4)))?;
    drop(together);
    measure("generated call, wherever the scheduler puts it", &generated, None)?;
    Ok(figures)
}
