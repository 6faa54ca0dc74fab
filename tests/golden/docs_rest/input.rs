pub fn program() -> snakebridge::Result<()> {
    py::toy::send(1, 2).timeout(3).call()?;
    Ok(())
}
