//! The usual approach, JSON over gRPC: what it takes for the same.

use crate::python;
use snakebridge_bench::peer::Peer;
use snakebridge_bench::{Outcome, in_turns};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

const ROUNDS: usize = 5;

/// What each of these exercises of `peers/python/grpc_json.py` takes.
pub(crate) fn measure(exercises: BTreeSet<&'static str>) -> Outcome<BTreeMap<&'static str, Duration>> {
    if exercises.is_empty() {
        return Ok(BTreeMap::new());
    }
    let python = python::with(&[python::GRPC])?;
    let mut peer = Peer::start(&python, "grpc_json.py")?;
    let mut measured = BTreeMap::new();
    for exercise in exercises {
        eprintln!("measuring gRPC: {exercise}");
        let count = match exercise {
            "call" => 500,
            "calls-at-once" => 1_000,
            "stream" => 5_000,
            _ => 1,
        };
        let [took] = in_turns(ROUNDS, [&mut || peer.time(exercise, count)])?;
        measured.insert(exercise, took);
    }
    Ok(measured)
}
