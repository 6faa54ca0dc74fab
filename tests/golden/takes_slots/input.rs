use py::toy;

pub fn program() -> snakebridge::Result<()> {
    toy::f().a(1).b("x").c(2).run()?;
    toy::f().a(1).arg("rest").run()?;
    Ok(())
}
