use golden::takes_collections::py::toy;

fn main() {
    let _ = toy::f(vec![1]).map(vec![1]);
}
