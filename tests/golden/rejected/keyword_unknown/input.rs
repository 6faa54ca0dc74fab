use py::toy::linalg;

pub fn program(values: Vec<f64>) -> snakebridge::Result<()> {
    linalg::norm(values)
        .kwarg("keepdim", true)
        .run()
}
