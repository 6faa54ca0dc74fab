use golden::takes_paths::py::toy;

fn main() {
    let _ = toy::f(3);
}
