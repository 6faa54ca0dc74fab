//! Arrays between host and worker, beside a copy of as many bytes from warm memory to warm memory.

use crate::Stage;
use snakebridge::{Array, Call, Object};
use snakebridge_bench::{Budget, Figure, Outcome, each, in_turns};
use std::hint::black_box;

const ROUNDS: usize = 15;
const MEGABYTE: usize = 1_000_000;

pub(crate) fn measure(stage: &Stage) -> Outcome<Vec<Figure>> {
    let small = both_ways(stage, 8 * MEGABYTE, 10, [Some("array-to"), Some("array-from")])?;
    let large = both_ways(stage, 100 * MEGABYTE, 1, [None, None])?;
    Ok(small.into_iter().chain(large).collect())
}

fn both_ways(
    stage: &Stage,
    bytes: usize,
    calls: u32,
    usual: [Option<&'static str>; 2],
) -> Outcome<[Figure; 3]> {
    let items = bytes / size_of::<f64>();
    let ours = Array::from_vec(vec![items], vec![1.5; items]).ok_or("as many items as the shape has")?;
    let in_place: Array = stage.session.zeros::<f64>([items])?.into();
    let theirs: Object = Call::to("numpy.full").arg(items).arg(1.5).object()?;
    let (source, mut target) = (vec![7_u8; bytes], vec![1_u8; bytes]);
    let mut copy = each(calls, || {
        black_box(&mut target).copy_from_slice(black_box(&source));
        Ok(())
    });
    // What is called touches none of it.
    let mut send = each(calls, || Call::to("builtins.id").arg(&ours).run().map_err(Into::into));
    let mut lend = each(calls, || Call::to("builtins.id").arg(&in_place).run().map_err(Into::into));
    let mut receive = each(calls, || theirs.get::<Array>().map(black_box).map(drop).map_err(Into::into));
    let [to, copied, lent, from] = in_turns(ROUNDS, [&mut send, &mut copy, &mut lend, &mut receive])?;

    let figure = |way: &str, subject, usual| Figure {
        what: format!("{} MB of `float64` {way} Python", bytes / MEGABYTE),
        subject,
        beside: "copy in memory",
        baseline: copied,
        budget: Some(Budget::Ratio(1.5)),
        usual,
    };
    Ok([
        figure("to", to, usual[0]),
        figure("filled in place (`Session::zeros`), to", lent, None),
        figure("from", from, usual[1]),
    ])
}
