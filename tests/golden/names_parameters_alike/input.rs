use py::toy;

pub fn program() -> snakebridge::Result<()> {
    toy::f(1, 2, 3, 4, 5, 6).Err(7).Self__(8).Self_(9).call()?;
    toy::g(1, 2, 3, 4).name(5).args_(6).call()?;
    Ok(())
}
