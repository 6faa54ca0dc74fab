use py::itertools;

pub fn program() -> snakebridge::Result<()> {
    itertools::count().start(3).call()?;
    itertools::repeat("x").call()?;
    Ok(())
}
