use py::toy;

pub fn program() -> snakebridge::Result<()> {
    toy::shapes::round_one(1).run()?;
    toy::shapes::round_two(1).run()?;
    toy::solids::cube(1).run()?;
    Ok(())
}
