use py::toy;

pub fn program() -> snakebridge::Result<()> {
    toy::first().run()?;
    toy::near::one().run()?;
    toy::Huge::new().call()?.c().run()?;
    Ok(())
}
