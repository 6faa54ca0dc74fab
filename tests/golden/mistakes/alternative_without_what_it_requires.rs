use golden::overloads_by_requirement::py::toy;

fn main() {
    let _ = toy::arange_with_start_stop(1);
}
