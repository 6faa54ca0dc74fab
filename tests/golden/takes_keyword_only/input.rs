use py::toy;

pub fn program() -> snakebridge::Result<()> {
    toy::f("me", 3).note("x").run()?;
    Ok(())
}
