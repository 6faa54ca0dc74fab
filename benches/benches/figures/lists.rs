//! Lists of floats, beside plain pickle: one `dumps` and one `loads`, both in C.

use crate::Stage;
use snakebridge::{Call, Object};
use snakebridge_bench::peer::Peer;
use snakebridge_bench::{Budget, Figure, Outcome, each, in_turns};
use std::hint::black_box;

const ROUNDS: usize = 11;
const ITEMS: usize = 1_000_000;

pub(crate) fn measure(stage: &Stage) -> Outcome<Vec<Figure>> {
    let mut plain = Peer::start(&stage.python, "plain.py")?;
    let ours: Vec<f64> = (0..ITEMS).map(|index| index as f64 * 0.5).collect();
    let theirs: Object = Call::of(&ours).object()?;
    let mut send = each(1, || Call::to("builtins.len").arg(&ours).run().map_err(Into::into));
    let mut receive = each(1, || theirs.get::<Vec<f64>>().map(black_box).map(drop).map_err(Into::into));
    let [to, pickled, from] = in_turns(ROUNDS, [&mut send, &mut || plain.time("pickle", 1), &mut receive])?;

    let figure = |way: &str, subject, usual| Figure {
        what: format!("`Vec<f64>` of 1 M {way} Python"),
        subject,
        beside: "`pickle.dumps` and `loads`",
        baseline: pickled,
        budget: Some(Budget::Ratio(2.0)),
        usual: Some(usual),
    };
    Ok(vec![figure("to", to, "list-to"), figure("from", from, "list-from")])
}
