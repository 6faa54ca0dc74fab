use py::toy;

pub fn program() -> snakebridge::Result<()> {
    toy::add((1, 2)).call()?;
    toy::add(()).kwarg("out", 1).call()?;
    toy::wrapped(([1, 2],)).call()?;
    Ok(())
}
