use golden::takes_bytes::py::toy;

fn main() {
    let _ = toy::f("raw");
}
