pub fn program() -> snakebridge::Result<()> {
    py::toy::f(1).third(2).call()?;
    Ok(())
}
