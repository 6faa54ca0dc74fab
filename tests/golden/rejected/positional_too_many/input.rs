use py::toy::linalg::norm as length;

pub fn program(values: Vec<f64>) -> snakebridge::Result<()> {
    length(values).arg(2).arg(0).arg(true).arg("more").run()
}
