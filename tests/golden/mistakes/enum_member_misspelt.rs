//! A member that the enum does not have.
use golden::class_enum::py::toy::Colour;

fn main() {
    let _ = Colour::GREY;
}
