use golden::takes_numbers::py::toy;

fn main() {
    let _ = toy::f(1, 2.0, 1);
}
