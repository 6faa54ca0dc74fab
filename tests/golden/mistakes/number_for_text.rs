use golden::takes_text::py::toy;

fn main() {
    let _ = toy::f(3);
}
