use py::toy;

pub fn program() -> snakebridge::Result<()> {
    toy::_core::fast(1).run()?;
    toy::public().run()?;
    Ok(())
}
