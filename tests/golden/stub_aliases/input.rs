use py::stubbed;

pub fn program() -> snakebridge::Result<()> {
    stubbed::expanded(1, (1, 2), 3).call()?;
    stubbed::modern("x").call()?;
    Ok(())
}
