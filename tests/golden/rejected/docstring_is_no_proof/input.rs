use py::toy;

pub fn program() -> snakebridge::Result<()> {
    toy::r#where(true).kwarg("y", 1).run()
}
