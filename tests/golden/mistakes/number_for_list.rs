use golden::takes_collections::py::toy;

fn main() {
    let _ = toy::f(1);
}
