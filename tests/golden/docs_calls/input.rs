pub fn program() -> snakebridge::Result<()> {
    py::toy::f((1,)).call()?;
    py::toy::g(1).call()?;
    Ok(())
}
