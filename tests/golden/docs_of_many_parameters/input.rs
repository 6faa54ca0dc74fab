pub fn program() -> snakebridge::Result<()> {
    py::toy::f(1).option_number_3(2).call()?;
    Ok(())
}
