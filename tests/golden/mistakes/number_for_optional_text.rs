use golden::takes_text::py::toy;

fn main() {
    let _ = toy::f("x").end(3);
}
