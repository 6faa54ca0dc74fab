//! Calls as they are written with PyO3: in the way that its guide shows first, and with a callable that is kept.

#[path = "../../orders.rs"]
mod orders;

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyDict;

/// How the callable is come by.
enum Way {
    /// The module is imported, and the function looked up, for each call.
    Naive,
    /// A static has it.
    Kept,
}

static SQRT: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
static GCD: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
static IS_CLOSE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();

impl Way {
    fn function<'py>(
        &self,
        python: Python<'py>,
        kept: &'static PyOnceLock<Py<PyAny>>,
        name: &str,
    ) -> PyResult<Bound<'py, PyAny>> {
        match self {
            Self::Naive => python.import("math")?.getattr(name),
            Self::Kept => kept.import(python, "math", name).cloned(),
        }
    }
}

impl orders::Calls for Way {
    type Error = PyErr;

    fn sqrt(&self, number: f64) -> PyResult<f64> {
        Python::attach(|python| self.function(python, &SQRT, "sqrt")?.call1((number,))?.extract())
    }

    fn gcd(&self, one: i64, other: i64) -> PyResult<i64> {
        Python::attach(|python| self.function(python, &GCD, "gcd")?.call1((one, other))?.extract())
    }

    fn is_close(&self, one: f64, other: f64, tolerance: f64) -> PyResult<bool> {
        Python::attach(|python| {
            let keywords = PyDict::new(python);
            keywords.set_item("rel_tol", tolerance)?;
            self.function(python, &IS_CLOSE, "isclose")?.call((one, other), Some(&keywords))?.extract()
        })
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    Python::initialize();
    orders::take(&[("naive", Way::Naive), ("kept", Way::Kept)])
}
