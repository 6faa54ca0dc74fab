use py::toy;

pub fn program() -> snakebridge::Result<()> {
    toy::left_out().value(1).run()?;
    toy::_private().run()?;
    toy::Shape::new().call()?.__len__().run()?;
    Ok(())
}
