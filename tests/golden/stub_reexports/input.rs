use py::stubbed;

pub fn program() -> snakebridge::Result<()> {
    stubbed::make("name").call()?;
    stubbed::star_one(1).call()?;
    stubbed::default_thing().call()?;
    Ok(())
}
