//! A generator's items one by one, beside a loop over it in plain Python.

use crate::Stage;
use snakebridge::Call;
use snakebridge_bench::peer::Peer;
use snakebridge_bench::{Budget, Figure, Outcome, each, in_turns};
use std::hint::black_box;
use std::time::Duration;

const ROUNDS: usize = 5;
const ITEMS: u32 = 1_000_000;
const MOST: Duration = Duration::from_micros(3);

pub(crate) fn measure(stage: &Stage) -> Outcome<Vec<Figure>> {
    let mut plain = Peer::start(&stage.python, "plain.py")?;
    let mut stream = each(1, || {
        let mut total = 0;
        for item in Call::to("exercises.small_ints").arg(ITEMS).stream::<i64>()? {
            total += item?;
        }
        black_box(total);
        Ok(())
    });
    let [subject, baseline] =
        in_turns(ROUNDS, [&mut || Ok(stream()? / ITEMS), &mut || plain.time("iterate", ITEMS)])?;
    Ok(vec![Figure {
        what: "item of a stream of 1 M ints".to_owned(),
        subject,
        beside: "loop in Python",
        baseline,
        budget: Some(Budget::Time(MOST)),
        usual: Some("stream"),
    }])
}
