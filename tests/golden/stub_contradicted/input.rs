use py::stubbed;

pub fn program() -> snakebridge::Result<()> {
    stubbed::contradicted(1).b(2).call()?;
    stubbed::half(1).b(2.0).call()?;
    stubbed::typed(1).c([1.5]).call()?;
    Ok(())
}
