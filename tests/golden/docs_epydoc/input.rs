pub fn program() -> snakebridge::Result<()> {
    py::toy::parse(1).strict(true).call()?;
    Ok(())
}
