//! Calls by the wrappers that pyo3_bindgen generates.

#[path = "../../orders.rs"]
#[expect(dead_code, reason = "it has wrappers of `math` only")]
mod orders;

use pyo3::prelude::*;

include!(concat!(env!("OUT_DIR"), "/bindings.rs"));

struct Generated;

impl orders::Calls for Generated {
    type Error = PyErr;

    fn sqrt(&self, number: f64) -> PyResult<f64> {
        Python::with_gil(|python| math::sqrt(python, number)?.extract())
    }

    fn gcd(&self, one: i64, other: i64) -> PyResult<i64> {
        Python::with_gil(|python| math::gcd(python, (one, other))?.extract())
    }

    fn is_close(&self, one: f64, other: f64, tolerance: f64) -> PyResult<bool> {
        // Its wrappers have no defaults: `abs_tol` has to be given, too.
        Python::with_gil(|python| math::isclose(python, one, other, tolerance, 0.0)?.extract())
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    pyo3::prepare_freethreaded_python();
    orders::take(&[("generated", Generated)])
}
