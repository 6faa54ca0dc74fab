//! `to` is keyword-only in Python and has no default: it has to be given.
use golden::keyword_only_required::py::toy;

fn main() {
    let _ = toy::send("x");
}
