use py::toy;

pub fn program() -> snakebridge::Result<()> {
    let inner = toy::toy::new().call()?;
    inner.toy().toy(2).call()?;
    toy::toy_::toy_::new().call()?;
    Ok(())
}
