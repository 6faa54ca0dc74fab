//! `cargo xtask bench`: figures, each beside its baseline in the same run.

use crate::step::{Outcome, cargo, step};

pub(crate) fn run() -> Outcome {
    step("bench", &mut cargo(&["bench", "--quiet", "--package", "snakebridge-bench"]))
}
