use py::stubbed;

pub fn program() -> snakebridge::Result<()> {
    stubbed::disagreeing().arg(1).arg(2).call()?;
    stubbed::span(5).call()?;
    Ok(())
}
