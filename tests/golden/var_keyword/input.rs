use py::toy;

pub fn program() -> snakebridge::Result<()> {
    toy::configure("app").kwarg("data-dir", "/tmp").kwarg("idempotent", true).call()?;
    toy::make("app").debug(true).kwarg("anything", 1).call()?;
    Ok(())
}
