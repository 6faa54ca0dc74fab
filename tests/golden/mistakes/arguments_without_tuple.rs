//! Where Python tells no signature, the arguments go as one tuple.
use golden::variadic::py::toy;

fn main() {
    let _ = toy::add(1, 2);
}
