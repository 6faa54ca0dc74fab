//! Another version may have more members.
use golden::class_enum::py::toy::Colour;

fn main() {
    match Colour::RED {
        Colour::RED => {}
        Colour::GREEN => {}
    }
}
