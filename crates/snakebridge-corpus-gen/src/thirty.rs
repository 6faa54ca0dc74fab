//! Thirty symbols of two large libraries, as a program uses them.

use crate::py::{numpy as np, pandas as pd};

/// Uses all of them.
///
/// # Errors
/// It was never meant to run.
pub fn program() -> snakebridge::Result<()> {
    let a = np::array(vec![1.0, 2.0]).call()?;
    np::zeros((2, 3)).run()?;
    np::arange(3).run()?;
    np::linspace(0, 1).run()?;
    np::sum(&a).run()?;
    np::mean(&a).run()?;
    np::std(&a).run()?;
    np::dot(&a, &a).run()?;
    np::linalg::norm(&a).run()?;
    np::linalg::svd(&a).run()?;
    np::linalg::inv(&a).run()?;
    np::concatenate(vec![&a]).run()?;
    np::random::default_rng().run()?;
    np::percentile(&a, 50).run()?;
    let frame = pd::DataFrame::new().call()?;
    pd::read_csv("x").run()?;
    pd::concat(vec![&frame]).run()?;
    pd::merge(&frame, &frame).run()?;
    pd::to_datetime("2026-01-01").run()?;
    pd::date_range().run()?;
    pd::Series::new().run()?;
    frame.groupby().run()?;
    frame.head().run()?;
    frame.describe().run()?;
    frame.merge(&frame).run()?;
    frame.to_csv().run()?;
    frame.sort_values("x").run()?;
    frame.drop().run()?;
    frame.fillna(0).run()?;
    frame.pivot_table().run()
}
