pub fn program() -> snakebridge::Result<()> {
    py::toy::f(1).call()?;
    Ok(())
}
