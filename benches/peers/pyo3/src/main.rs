//! Calls as they are written with PyO3: in the way that its guide shows first, and with a callable that is kept.

#[path = "../../orders.rs"]
#[expect(dead_code, reason = "it has more calls than others")]
mod orders;

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyList};

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
static DIVMOD: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
static LEN: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
/// What is copied.
static LIST: PyOnceLock<Py<PyList>> = PyOnceLock::new();

impl Way {
    fn function<'py>(
        &self,
        python: Python<'py>,
        kept: &'static PyOnceLock<Py<PyAny>>,
        module: &str,
        name: &str,
    ) -> PyResult<Bound<'py, PyAny>> {
        match self {
            Self::Naive => python.import(module)?.getattr(name),
            Self::Kept => kept.import(python, module, name).cloned(),
        }
    }
}

impl orders::Calls for Way {
    type Error = PyErr;

    fn sqrt(&self, number: f64) -> PyResult<f64> {
        Python::attach(|python| self.function(python, &SQRT, "math", "sqrt")?.call1((number,))?.extract())
    }

    fn gcd(&self, one: i64, other: i64) -> PyResult<i64> {
        Python::attach(|python| self.function(python, &GCD, "math", "gcd")?.call1((one, other))?.extract())
    }

    fn is_close(&self, one: f64, other: f64, tolerance: f64) -> PyResult<bool> {
        Python::attach(|python| {
            let keywords = PyDict::new(python);
            keywords.set_item("rel_tol", tolerance)?;
            self.function(python, &IS_CLOSE, "math", "isclose")?
                .call((one, other), Some(&keywords))?
                .extract()
        })
    }
}

impl orders::MoreCalls for Way {
    fn divmod(&self, one: i64, other: i64) -> PyResult<(i64, i64)> {
        Python::attach(|python| {
            self.function(python, &DIVMOD, "builtins", "divmod")?.call1((one, other))?.extract()
        })
    }

    fn len(&self, numbers: &[f64]) -> PyResult<usize> {
        Python::attach(|python| {
            self.function(python, &LEN, "builtins", "len")?.call1((numbers.to_vec(),))?.extract()
        })
    }

    fn copy(&self) -> PyResult<()> {
        let copy: Py<PyAny> = Python::attach(|python| {
            let list = LIST.get_or_try_init(python, || PyList::new(python, [1, 2, 3]).map(Bound::unbind))?;
            Ok::<_, PyErr>(list.bind(python).call_method0("copy")?.unbind())
        })?;
        // As whoever has it to drop drops it.
        Python::attach(|_| drop(copy));
        Ok(())
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    Python::initialize();
    orders::take_more(&[("naive", Way::Naive), ("kept", Way::Kept)])
}
