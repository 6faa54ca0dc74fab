use py::toy;

pub fn program() -> snakebridge::Result<()> {
    toy::late(1).run()?;
    toy::Later::new().call()?.run().run()?;
    Ok(())
}
