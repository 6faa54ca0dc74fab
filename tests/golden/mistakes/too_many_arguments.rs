//! Options are methods, not further arguments.
use golden::docs::py::toy;

fn main() {
    let _ = toy::numpydoc(vec![1.0], 2);
}
