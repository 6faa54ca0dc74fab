pub fn program() -> snakebridge::Result<()> {
    py::toy::f().x(1).y(2).call()?;
    Ok(())
}
