pub fn program() -> snakebridge::Result<()> {
    py::toy::fetch(1).require_all(true).call()?;
    Ok(())
}
