use py::toy;

pub fn program() -> snakebridge::Result<()> {
    toy::top().run()?;
    toy::one::first().run()?;
    Ok(())
}
