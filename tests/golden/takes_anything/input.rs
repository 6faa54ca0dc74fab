use py::toy;

pub fn program() -> snakebridge::Result<()> {
    toy::f(1, 2, 3, 4, 5, 6).run()?;
    toy::f("x", "x", "x", "x", "x", "x").run()?;
    toy::g("unchecked").run()?;
    Ok(())
}
