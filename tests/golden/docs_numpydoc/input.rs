pub fn program() -> snakebridge::Result<()> {
    py::toy::weigh(1).axis(2).call()?;
    Ok(())
}
