//! The option `call` is `.call_(..)`; where the build script can see it, it says so.
use golden::builder_method_names::py::toy;

fn main() {
    let _ = toy::request("x").call(1);
}
