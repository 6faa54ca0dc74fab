use py::stubbed;

pub fn program() -> snakebridge::Result<()> {
    let thing = stubbed::Thing::new().arg("name").call()?;
    thing.inherited(2.0).call()?;
    thing.width().call()?;
    stubbed::Thing::check("text").strict(false).call()?;
    stubbed::Thing::parse("text").call()?;
    Ok(())
}
