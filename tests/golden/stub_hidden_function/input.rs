use py::stubbed;

pub fn program() -> snakebridge::Result<()> {
    stubbed::hidden("path").mode("w").strict(true).call()?;
    stubbed::guarded(1).call()?;
    stubbed::old_style(1).call()?;
    Ok(())
}
