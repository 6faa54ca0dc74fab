use py::toy;

pub fn program() -> snakebridge::Result<()> {
    toy::copy::copy(1).deep(true).call()?;
    toy::duplicate(1).deep(true).call()?;
    toy::copy::Copy::new().call()?;
    Ok(())
}
