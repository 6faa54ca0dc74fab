use py::toy;

pub fn program() -> snakebridge::Result<()> {
    toy::Late::new().call()?.go().run()?;
    toy::direct().run()?;
    Ok(())
}
