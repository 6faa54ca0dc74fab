//! The option is called `retries`.
use golden::keyword_only_required::py::toy;

fn main() {
    let _ = toy::send("x", "me").retires(3);
}
