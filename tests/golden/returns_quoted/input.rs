use py::toy;

pub fn program() -> snakebridge::Result<()> {
    let _: i64 = toy::f("x").call()?;
    let _: Vec<i64> = toy::g().call()?;
    let _: Option<String> = toy::h().call()?;
    Ok(())
}
