use py::toy;

pub fn program() -> snakebridge::Result<()> {
    toy::Outer::new().call()?;
    toy::Derived::new().call()?.more().run()?;
    Ok(())
}
