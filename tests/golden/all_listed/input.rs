use py::toy;

pub fn program() -> snakebridge::Result<()> {
    toy::shown().run()?;
    toy::_listed().run()?;
    toy::dumps(1).run()?;
    Ok(())
}
