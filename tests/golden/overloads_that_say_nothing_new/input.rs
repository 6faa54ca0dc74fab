use py::toy;

pub fn program() -> snakebridge::Result<()> {
    let _: i64 = toy::f(1).call()?;
    let _: i64 = toy::f("x").call()?;
    Ok(())
}
