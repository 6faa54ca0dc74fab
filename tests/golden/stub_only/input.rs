use py::itertools;

pub fn program() -> snakebridge::Result<()> {
    itertools::count::new().start(3).call()?;
    itertools::repeat::new("x").call()?;
    Ok(())
}
