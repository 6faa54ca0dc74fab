use py::toy;

pub fn program() -> snakebridge::Result<()> {
    let speaks: toy::Speaks = toy::speaker().get()?;
    let _: String = speaks.speak().call()?;
    Ok(())
}
