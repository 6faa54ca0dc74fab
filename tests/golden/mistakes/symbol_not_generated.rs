//! Only what the program uses is generated; this is in another program.
use golden::submodules::py::toy::shapes;

fn main() {
    let _ = shapes::aera(1);
}
