use py::stubbed;

pub fn program() -> snakebridge::Result<()> {
    stubbed::read("path").call()?;
    stubbed::convert(1).call()?;
    Ok(())
}
