use py::toy;

pub fn program() -> snakebridge::Result<()> {
    toy::deep::kept().run()?;
    toy::Shape::new().call()?.grow().run()?;
    Ok(())
}
