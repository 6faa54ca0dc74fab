pub fn program(values: Vec<f64>) -> snakebridge::Result<()> {
    py::toy::linalg::norm(values, 2).run()
}
